"""The words of a text as they are compared: by their letters alone, with their places."""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from typing import NamedTuple

from hamafza.lib.calendar.parse import NamedDay, named_days
from hamafza.lib.reuse.letters import Letters, letters
from hamafza.lib.text.fold import fold, variants
from hamafza.lib.text.letters import ARABIC, HALF_SPACES, INVISIBLE, MARKS, TATWEEL
from hamafza.lib.text.numbers import SLASHED, figures

_INSIDE = f"{ARABIC}{MARKS}{TATWEEL}{INVISIBLE}{HALF_SPACES}\u200d"
_WORD = re.compile(
    rf"[{ARABIC}][{_INSIDE}]*"
    rf"|{SLASHED}"
    rf"|\d(?:[{INVISIBLE}]*\d)*(?:(?:[,٬]\d{{3}})+(?!\d))?(?:[.٫]\d+(?![.٫]?\d))?"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"
    r"|[%٪]"
)
_PERCENT = {"درصد", "percent"}
_LONGEST_KEPT = 40


class PlacedWord(NamedTuple):
    """One word or number: ``text[start:end]``; its letters are ``first`` to ``last`` of the text's letters."""

    written: str
    key: str
    start: int
    end: int
    first: int
    last: int


class TextWords:
    """All words of a text, and where in its letters each begins."""

    def __init__(self, of: Letters) -> None:
        self.letters = of
        at = of.index
        self.all = [
            PlacedWord(m[0], known, start, end, at(start), at(end))
            for m in _WORD.finditer(of.text)
            if (known := key(m[0]))
            for start, end in (m.span(),)
        ]
        # A sign without letters («%») begins where the next word does: it belongs to what is before it.
        self.begins: dict[int, int] = {}
        self.resumes: dict[int, int] = {}
        for number, word in enumerate(self.all):
            self.begins.setdefault(word.first, number)
            self.resumes[word.first] = number
        self.begins.setdefault(len(of), len(self.all))
        self.resumes[len(of)] = len(self.all)

    @cached_property
    def days(self) -> list[tuple[range, NamedDay]]:
        """The days that the text names, and by which words; read only where something was found to differ."""
        starts, ends = [word.start for word in self.all], [word.end for word in self.all]
        return [
            (range(bisect_left(starts, one.start), bisect_right(ends, one.end)), one)
            for one in named_days(self.letters.text)
            if not (one.several or one.approximate or one.weekday_mismatch)
        ]


def key(written: str) -> str:
    """What a word is compared by.

    >>> key("مسؤول") == key("مسئول"), key("۱۲٬۵۰۰") == key("12500"), key("٪")
    (True, True, 'درصد')
    """
    return _cached(written) if len(written) <= _LONGEST_KEPT else _key(written)


def _key(written: str) -> str:
    if written in ("%", "٪"):
        return "درصد"
    if written[0].isdigit():
        whole, point, part = figures(_in_latin(written)).partition(".")
        return (whole.lstrip("0") or "0") + point + part
    folded = letters(written).folded
    return "درصد" if folded in _PERCENT else variants().get(folded, folded)


def _in_latin(written: str) -> str:
    """Folded, with the digits of any script as Latin ones."""
    return "".join(str(int(c)) if c.isdecimal() else c for c in fold(written))


_cached = lru_cache(maxsize=1 << 17)(_key)
