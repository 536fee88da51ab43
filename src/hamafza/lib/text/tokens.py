"""Words and numbers of a text, with their places in it and the keys they are indexed under."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from hamafza.lib.text.fold import fold, variants
from hamafza.lib.text.letters import ARABIC, HALF_SPACES, INVISIBLE, MARKS, TATWEEL, ZWNJ
from hamafza.lib.text.stem import stem

_INSIDE = f"{ARABIC}{MARKS}{TATWEEL}{INVISIBLE}\u200d"
_TOKEN = re.compile(
    rf"[{ARABIC}][{_INSIDE}]*(?:[{HALF_SPACES}]+[{_INSIDE}]*[{ARABIC}][{_INSIDE}]*)*"
    r"|[0-9۰-۹٠-٩]+(?:[,٬][0-9۰-۹٠-٩]{3}(?![0-9۰-۹٠-٩]))*(?:[.٫][0-9۰-۹٠-٩]+(?![.٫]?[0-9۰-۹٠-٩]))?"
    r"|[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f\u0300-\u036f0-9]*(?:['’][A-Za-z]+)*"
    r"|[^\W\d_\u0600-\u06ff]+"
)
_LONGEST_CACHED = 40


class Keys(NamedTuple):
    """What one written word is matched by."""

    folded: str
    """Folded, half-spaces removed: the exact word."""
    parts: tuple[str, ...]
    """Stems of the parts between half-spaces, affixes dropped; empty for a lone affix («ها»)."""
    joined: str
    """Stem of the whole word written as one."""


class Token(NamedTuple):
    """A word or number; ``text == source[start:end]``."""

    text: str
    start: int
    end: int
    keys: Keys


_AFFIXES = frozenset(["ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان", "تر", "ترین", "تری", "می", "ای", "ام", "ات", "اش", "اند", "ایم", "اید", "مان", "تان", "شان", "ی", "یی"])


def tokens(text: str) -> Iterator[Token]:
    """Words and numbers in order, offsets into `text` itself.

    >>> [(t.text, t.start, t.keys.parts) for t in tokens("كتابهاي روابط‌عمومي")]
    [('كتابهاي', 0, ('کتاب',)), ('روابط‌عمومي', 8, ('روابط', 'عموم'))]
    """
    for match in _TOKEN.finditer(text):
        word = match.group()
        yield Token(word, match.start(), match.end(), keys(word))


def keys(word: str) -> Keys:
    """Keys of one written word or number, as `tokens` gives them."""
    return _cached(word) if len(word) <= _LONGEST_CACHED else _keys(word)


def _keys(word: str) -> Keys:
    folded = fold(word)
    if folded[:1].isdigit():
        number = folded.replace(",", "")
        return Keys(number, (number,), number)
    pieces = [piece for piece in folded.replace("'", "").replace("’", "").split(ZWNJ) if piece]
    joined = _variant("".join(pieces))
    if len(pieces) == 1:
        return Keys(joined, () if joined in _LONE else (stem(joined),), stem(joined))
    parts = tuple(stem(_variant(piece)) for piece in pieces if piece not in _AFFIXES)
    return Keys(joined, parts, stem(joined))


_LONE = frozenset(["ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان"])
_cached = lru_cache(maxsize=1 << 18)(_keys)


def _variant(word: str) -> str:
    return variants().get(word, word)
