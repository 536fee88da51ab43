"""Signs that are no letters and still change what is said: −, $, %, a decimal point, a question mark, ❌, U+202E.

A sign belongs to the letter or digit it touches, so two texts can be compared where their letters are the same.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from hamafza.lib.reuse.letters import Letters
from hamafza.lib.text.letters import BIDI_CONTROLS, HALF_SPACES, INVISIBLE

Sort = Literal["number", "unit", "sign", "framing", "direction"]

OVERRIDES = "\u202d\u202e"
_MINUS = "-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
_MONEY = "$€£¥₽₺₹﷼¢%٪‰°"
_MATHS = "+±×÷=≠≈<>≤≥^√↑↓⬆⬇📈📉"
_DENYING = "؟?❌🚫⛔❎✖✗✘👎🤥\u0335-\u0338\u20dd-\u20e4"
_SIGNS = re.compile(f"[{_MINUS}{_MONEY}{_MATHS}{_DENYING}{OVERRIDES}]")
_THIN = re.compile(f"[{INVISIBLE}{BIDI_CONTROLS}{HALF_SPACES}\u200d]")
_BETWEEN_DIGITS = re.compile(rf"(?<=\d)(?:[^\w\s]|[{INVISIBLE}])+(?=\d)|(?<=\d)[ \u00a0\u202f]+(?=\d)")
_IN_WORDS = {"%": ("درصد", "percent"), "$": ("دلار", "dollar"), "€": ("یورو", "euro"), "﷼": ("ریال", "rial")}
_MOST = 2000  # signs of a text that are looked at


class Mark(NamedTuple):
    """A sign at ``text[start:end]``; `after` it the letter `at` stands, else before it."""

    at: int
    after: bool
    sort: Sort
    sign: str
    start: int
    end: int


class Difference(NamedTuple):
    """One of two places of signs that differ; `None` where a text has no sign."""

    sort: Sort
    before: Mark | None
    after: Mark | None
    a_at: int
    b_at: int
    """The letters the signs belong to, in the original and in the text."""


def marks(of: Letters) -> list[Mark]:
    """Signs with a meaning, each with the letter it belongs to."""
    text, found = of.text, list[Mark]()
    for match in _SIGNS.finditer(text):
        if mark := _mark(of, text, match.start()):
            found.append(mark)
        if len(found) >= _MOST:
            break
    for match in _BETWEEN_DIGITS.finditer(text):
        if separator := _separator(text, match.start(), match.end()):
            found.append(Mark(of.index(match.end()), True, "number", separator, *match.span()))
    return found


def _mark(of: Letters, text: str, at: int) -> Mark | None:
    sign, before, behind = text[at], _near(text, at, -1), _near(text, at, 1)
    place = of.index(at)
    if sign in OVERRIDES:
        return Mark(place, True, "direction", f"U+{ord(sign):04X}", at, at + 1)
    if sign in _MINUS:
        if before.isalnum() == behind.isalnum() or not (before.isdigit() or behind.isdigit()):
            return None  # a hyphen, a range, a dash between words
        return Mark(place - before.isdigit(), behind.isdigit(), "sign", "−", at, at + 1)
    if re.match(f"[{_DENYING}]", sign):
        last = of.span(place - 1, place)[1] if place else 0
        if sign in "؟?" and re.search('[»”"]', text[last:at]):
            return None  # somebody asks about the quotation
        return Mark(max(0, place - 1), False, "framing", "?" if sign in "؟?" else sign, at, at + 1)
    leads = behind.isdigit() and not before.isdigit()
    sort: Sort = "unit" if sign in _MONEY else "sign"
    return Mark(place if leads else max(0, place - 1), leads, sort, "%" if sign in "%٪" else sign, at, at + 1)


def _near(text: str, at: int, step: int) -> str:
    """The next character that has a width."""
    at += step
    while 0 <= at < len(text) and _THIN.match(text[at]):
        at += step
    return text[at] if 0 <= at < len(text) else " "


def _separator(text: str, start: int, end: int) -> str:
    """What parts two figures; nothing if it only groups thousands."""
    written = _THIN.sub("", text[start:end])
    before, behind = (
        re.search(r"\d*$", text[max(0, start - 9) : start]),
        re.match(r"\d*", text[end : end + 9]),
    )
    groups = (len(before[0]) if before else 0), (len(behind[0]) if behind else 0)
    if not written.strip(" \u00a0\u202f,٬،'’") and (not written or (groups[1] == 3 and groups[0] <= 3)):
        return ""
    if written in (".", "٫", "/") or (written == "," and groups[0] <= 3 and groups[1] <= 2):
        return "."
    return "-" if written and not written.strip(_MINUS) else written.strip() or " "


def unlike(original: Letters, text: Letters, runs: Sequence[tuple[int, int, int]]) -> Iterator[Difference]:
    """Where signs differ along common runs `(place in text, place in original, length)` of letters."""
    mine, theirs = marks(text), marks(original)
    if not mine and not theirs:
        return
    said, heard = _by_place(mine), _by_place(theirs)
    for b_at, a_at, length in runs:
        places = {m.at - b_at for m in mine} | {m.at - a_at for m in theirs}
        for place in sorted(n for n in places if 0 <= n < length):
            for after in (True, False):
                before, now = heard.get((a_at + place, after), {}), said.get((b_at + place, after), {})
                rest = original.folded[a_at + place + 1 :][:8], text.folded[b_at + place + 1 :][:8]
                for one in _unlike(before, now, rest, first=place == 0):
                    yield Difference(one[0], one[1], one[2], a_at + place, b_at + place)


def beside(original: Letters, text: Letters, pairs: Sequence[tuple[range, range]]) -> Iterator[Difference]:
    """Where signs differ along letters `(of the original, of the text)` that say the same in other writing."""
    mine, theirs = (_by_letter(marks(of)) if pairs else {} for of in (text, original))
    for a, b in pairs if mine or theirs else ():
        before = {m.sign: m for at in a for m in theirs.get(at, ())}
        now = {m.sign: m for at in b for m in mine.get(at, ())}
        for sign in now.keys() - before.keys():
            yield Difference(now[sign].sort, None, now[sign], a.start, now[sign].at)
        for sign in before.keys() - now.keys():
            if before[sign].sort != "framing":
                yield Difference(before[sign].sort, before[sign], None, before[sign].at, b.start)


def _by_letter(found: list[Mark]) -> dict[int, list[Mark]]:
    """Signs that no word says: what parts figures and «%» are read with the words."""
    by_letter: dict[int, list[Mark]] = {}
    for mark in found:
        if mark.sort in ("sign", "unit", "framing") and mark.sign != "%":
            by_letter.setdefault(mark.at, []).append(mark)
    return by_letter


def _by_place(found: list[Mark]) -> dict[tuple[int, bool], dict[str, Mark]]:
    by_place: dict[tuple[int, bool], dict[str, Mark]] = {}
    for mark in found:
        by_place.setdefault((mark.at, mark.after), {})[mark.sign] = mark
    return by_place


def _unlike(
    before: dict[str, Mark], now: dict[str, Mark], rest: tuple[str, str], *, first: bool
) -> Iterator[tuple[Sort, Mark | None, Mark | None]]:
    gone = [m for sign, m in before.items() if sign not in now and _weighs(m, rest[1], first=first)]
    new = [m for sign, m in now.items() if sign not in before and _weighs(m, rest[0], first=first)]
    for mark in new:
        yield mark.sort, next((one for one in gone if one.sort == mark.sort), None), mark
    for mark in gone:
        if mark.sort not in ("framing", "direction") and not any(one.sort == mark.sort for one in new):
            yield mark.sort, mark, None


def _weighs(mark: Mark, rest: str, *, first: bool) -> bool:
    """Whether the other text does not say the same in letters («۵۰ درصد» for «۵۰%», «۲ و نیم» for «۲٫۵»)."""
    if mark.sort == "number":
        return not first
    return not rest.startswith(_IN_WORDS.get(mark.sign, ("\n",)))
