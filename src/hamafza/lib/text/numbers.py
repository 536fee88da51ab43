"""Numbers in figures and in words as one value: ۷/۵, ۷٫۵, «هفت و نیم» and «هفت ممیز پنج» are the same.

Words are given folded, as `fold` and `tokens` give them.
"""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple


class Number(NamedTuple):
    """A number that ``words[start:end]`` say."""

    value: Fraction
    start: int
    end: int
    ordinal: bool = False

    def __str__(self) -> str:
        return plain(self.value) + ("." if self.ordinal else "")


DIGITS = "0-9۰-۹٠-٩"
"""Digits as keyboards of the region type them (body of a character class)."""
SLASHED = rf"(?<![{DIGITS}/.٫,])[{DIGITS}]{{1,3}}[/,][{DIGITS}]{{1,2}}(?![{DIGITS}/,]|[.٫][{DIGITS}])"
"""۷/۵ and ۷,۵ are how many write seven and a half; dates, thousands and lists are something else."""
_SLASHED = re.compile(SLASHED)

_SMALL = "صفر یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده"
_TENS = "بیست سی چهل پنجاه شصت هفتاد هشتاد نود"
_HUNDREDS = "صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد"
_SMALL_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_TENS_EN = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORTH = (
    {word: n for words in (_SMALL, _SMALL_EN) for n, word in enumerate(words.split())}
    | {word: 20 + 10 * n for words in (_TENS, _TENS_EN) for n, word in enumerate(words.split())}
    | {word: 100 + 100 * n for n, word in enumerate(_HUNDREDS.split())}
    | {"هیجده": 18, "شیش": 6, "یکصد": 100}
)
_SCALES = {
    "هزار": 10**3, "میلیون": 10**6, "ملیون": 10**6, "میلیارد": 10**9, "ملیارد": 10**9, "بیلیون": 10**9, "تریلیون": 10**12,
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
_PARTS = {"نیم": Fraction(1, 2), "half": Fraction(1, 2), "ربع": Fraction(1, 4), "quarter": Fraction(1, 4)}
_FRACTIONS = {"نصف": Fraction(1, 2), "ثلث": Fraction(1, 3)}
_POINT = frozenset(("ممیز", "point"))
_AND = frozenset(("و", "and"))
_ORDINALS = {f"{word}{end}": n for word, n in _WORTH.items() if not word.isascii() for end in ("م", "مین")}
_ORDINALS |= {"اول": 1, "اولین": 1, "نخست": 1, "نخستین": 1, "سوم": 3, "سومین": 3, "سیام": 30, "سیامین": 30}
_ORDINALS |= {
    f"{scale}{end}": n for scale, n in _SCALES.items() if not scale.isascii() for end in ("م", "مین")
}
_MOST_DIGITS = 40


def numbers(words: Sequence[str]) -> list[Number]:
    """The numbers that a run of folded words says, in order.

    >>> [str(n) for n in numbers("دو و نیم میلیون نفر در بیست و یکم ابان و یک سوم".split())]
    ['2500000', '21.', '1/3']
    """
    found: list[Number] = []
    at = 0
    while at < len(words):
        number = _at(words, at)
        if number is None:
            at += 1
            continue
        at = number.end
        if found and (whole := _with_part(words, found[-1], number)):
            found[-1] = whole
        else:
            found.append(number)
        found[-1] = _with_scale(words, found[-1])
        at = found[-1].end
    return found


def _with_scale(words: Sequence[str], part: Number) -> Number:
    """«یک ممیز دو میلیون», «یک سوم میلیون»."""
    scale = _SCALES.get(words[part.end], 0) if part.end < len(words) else 0
    if not scale or part.ordinal or part.value.denominator == 1:
        return part
    return Number(part.value * scale, part.start, part.end + 1)


def _with_part(words: Sequence[str], whole: Number, part: Number) -> Number | None:
    """«هفت و پنج دهم», "seven and a half": a whole number and a part of one."""
    between = list(words[whole.end : part.start])
    if between not in (["و"], ["and"], ["and", "a"]) or whole.ordinal or part.ordinal:
        return None
    if whole.value.denominator != 1 or not 0 < part.value < 1 or words[whole.end - 1] in _SCALES:
        return None  # «یک میلیون و نیم» is half a million more
    if part.end - part.start == 1 and figure(words[part.start]) is not None:
        return None  # «۲ و ۰٫۵» are two
    return Number(whole.value + part.value, whole.start, part.end)


def scale_of(word: str) -> int:
    """What a word such as «میلیون» multiplies by; nothing for another word.

    >>> scale_of("میلیون"), scale_of("کتاب")
    (1000000, 0)
    """
    return _SCALES.get(word, 0)


def plain(value: Fraction) -> str:
    """A value as figures: 7.5, 1/3.

    >>> plain(Fraction(15, 2)), plain(Fraction(1, 3))
    ('7.5', '1/3')
    """
    left = value.denominator
    for factor in (2, 5):
        while left % factor == 0:
            left //= factor
    if left > 1 or value.denominator > 10**_MOST_DIGITS:
        return f"{value.numerator}/{value.denominator}"
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    whole = f"{abs(int(value * 10**digits)):0{digits + 1}d}"
    sign = "-" if value < 0 else ""
    return sign + (f"{whole[:-digits]}.{whole[-digits:]}" if digits else whole)


def figure(word: str) -> Fraction | None:
    """The value of a number in figures, None for anything else.

    >>> figure("7.5"), figure("کتاب")
    (Fraction(15, 2), None)
    """
    if not (word[:1].isdecimal() and word.isascii() and len(word) <= _MOST_DIGITS):
        return None
    whole, point, part = word.replace(",", "").partition(".")
    if not whole.isdecimal() or (point and not part.isdecimal()):
        return None
    return Fraction(f"{whole}.{part}" if point else whole)


def figures(folded: str) -> str:
    """A folded number in figures, equal for every way to write it: 7/5, 7.5 and 7.50 are one.

    Behind a slash a last zero counts: ۹/۳۰ is a day too, and not ۹/۳. So do three digits behind a point, which many
    write for a thousand: ۲۴.۰۰۰ is not ۲۴.

    >>> figures("7/5"), figures("7.50"), figures("12,500"), figures("9/30"), figures("24.000")
    ('7.5', '7.5', '12500', '9/30', '24.000')
    """
    if _SLASHED.fullmatch(folded):
        whole, part = re.split("[/,]", folded)
        return f"{whole}/{part}" if part.endswith("0") else f"{whole}.{part}"
    number = folded.replace(",", "")
    whole, point, part = number.partition(".")
    return number.rstrip("0").rstrip(".") if point and len(part) % 3 else number


class _Reading:
    """One number while its words are read."""

    def __init__(self, at: int) -> None:
        self.start = self.at = at
        self.whole, self.group = Fraction(0), Fraction(0)
        self.scale = 10**15
        self.begun = self.figures = self.thousands = self.zero = False

    def fits(self, worth: int) -> bool:
        """Whether a word may follow what was read: tens after hundreds, ones after tens."""
        if not self.begun:
            return True
        if self.zero or self.figures or self.group.denominator != 1:
            return False
        room = 1000 if self.group == 0 else _room(int(self.group))
        return 0 < worth < room and worth < self.scale


def _room(group: int) -> int:
    """Below what a word must be to follow a group: below 100 after hundreds, below 10 after tens."""
    if group % 100 == 0:
        return 100
    return 10 if group % 10 == 0 and group % 100 >= 20 else 0


def _at(words: Sequence[str], at: int) -> Number | None:
    """The number that begins at a word."""
    one = _Reading(at)
    if at_once := _FRACTIONS.get(words[at]):
        return Number(at_once, at, at + 1)
    while True:
        word = words[one.at] if one.at < len(words) else ""
        joined = one.begun and word in _AND
        step = one.at + 1 if joined else one.at
        following = words[step] if step < len(words) else ""
        if (ordinal := _ordinal(one, following, joined)) is not None:
            return ordinal._replace(end=step + 1)
        if not _take(one, following, joined or _goes_on(words, step, one)):
            break
        one.at = step + 1
    if not one.begun:
        return None
    if one.at < len(words) and words[one.at] in _POINT and (part := _after_point(words, one)):
        return part
    return Number(one.whole + one.group, one.start, one.at)


def _goes_on(words: Sequence[str], at: int, one: _Reading) -> bool:
    """«۱ میلیون ۲۰۰ هزار»: figures with a smaller scale behind them need no «و»."""
    has_scale = one.begun and at + 1 < len(words) and figure(words[at]) is not None
    return has_scale and _SCALES.get(words[at + 1], one.scale) < one.scale


def _ordinal(one: _Reading, word: str, joined: bool) -> Number | None:
    """«بیست و یکم» is the 21st, «یک سوم» a third, «هفت و پنج دهم» 7.5."""
    value = _ORDINALS.get(word)
    if value is None:
        return None
    if not one.begun:
        return Number(Fraction(value), one.start, one.at, ordinal=True)
    if joined or (one.group % 10 == 0 and one.group >= 20 and value < 10) or (one.group == 0 and one.whole):
        if one.fits(value):
            return Number(one.whole + one.group + value, one.start, one.at, ordinal=True)
        return None
    if value >= 3 and 0 < one.group < 1000 and not one.whole:
        return Number(one.group / value, one.start, one.at)
    return None


def _take(one: _Reading, word: str, joined: bool) -> bool:
    """Add a word to the number, if it belongs to it."""
    if word in _PARTS and (joined or not one.begun):
        if one.begun and (one.group == 0 or one.group.denominator != 1):
            return False
        one.group += _PARTS[word]
    elif word in _SCALES:
        if not _scaled(one, _SCALES[word], joined):
            return False
    elif word in ("صد", "hundred") and 1 <= one.group < 10 and not joined:
        one.group *= 100
    elif (value := figure(word)) is not None:
        if one.begun and (one.group or one.zero or not joined or value >= one.scale):
            return False
        one.group, one.figures, one.zero = value, True, not value
    elif (worth := _WORTH.get(word, 100 if word == "hundred" else None)) is not None and one.fits(worth):
        one.group += worth
        one.zero = not worth
    else:
        return False
    one.begun = True
    return True


def _scaled(one: _Reading, scale: int, joined: bool) -> bool:
    """Multiply by a scale, if it may stand here."""
    if one.thousands and not joined and scale >= one.scale and (one.group or scale > one.scale):
        one.whole = (one.whole + one.group) * scale  # «پنج هزار میلیارد», «هزار و دویست میلیارد»
        one.thousands = False
    elif scale >= one.scale or (joined and one.group == 0 and one.begun):
        return False
    else:
        one.thousands = scale == 1000 and not one.whole
        one.whole += 0 if one.zero else (one.group or 1) * scale
    one.scale, one.group, one.figures = scale, Fraction(0), False
    return True


def _after_point(words: Sequence[str], one: _Reading) -> Number | None:
    """«هفت ممیز پنج»: what follows the point, as digits behind it."""
    until = next((n for n in range(one.at + 1, len(words)) if words[n] in _SCALES), len(words))
    behind = _at(words[:until], one.at + 1) if one.at + 1 < until else None
    if behind is None or behind.ordinal or behind.value.denominator != 1:
        return None
    digits = len(str(int(behind.value)))
    return Number(one.whole + one.group + behind.value / 10**digits, one.start, behind.end)
