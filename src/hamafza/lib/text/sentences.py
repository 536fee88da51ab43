"""Where sentences end, paragraph by paragraph."""

import re
from typing import NamedTuple

_END = re.compile(r"(?<![\d\s.])(?<!\b\w)[.؟?!…]+[»\"”’)\]]*(?=\s+[«\"“‘(\[]*[^\W\d_]|\s+[«\"“‘(\[]|\s*$)")


class Sentence(NamedTuple):
    """A sentence and where it stands in the text."""

    text: str
    start: int
    end: int


def sentences(text: str) -> list[Sentence]:
    """Sentences of a text in order; none crosses a line break.

    >>> [s.text for s in sentences("جدا کردن ساده است. تقریبا البته!")]
    ['جدا کردن ساده است.', 'تقریبا البته!']
    """
    found: list[Sentence] = []
    for line in re.finditer(r"[^\r\n\u2028\u2029]+", text):
        start = line.start()
        for end in [m.end() for m in _END.finditer(text, line.start(), line.end())] + [line.end()]:
            found += _trimmed(text, start, end)
            start = end
    return found


def _trimmed(text: str, start: int, end: int) -> list[Sentence]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    return [Sentence(piece, start, start + len(piece))] if piece else []
