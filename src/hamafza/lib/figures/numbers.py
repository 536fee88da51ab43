"""The one number that a field or a cell says.

Nothing half understood is taken: what could be two different numbers is `unclear`, with the key of a reason that the
caller puts into words. Number words and their grammar are those of `lib.text.numbers`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from hamafza.lib.text.fold import fold
from hamafza.lib.text.letters import ARABIC, ZWNJ
from hamafza.lib.text.numbers import Number, numbers, plain, scale_of

ReadingKind = Literal["number", "empty", "not_measured", "unclear"]

LONGEST = 120
"""Characters of a field that is read; more is prose."""
MOST_DIGITS = 28
"""What decimal arithmetic keeps whole."""

REASONS = (
    "approximate",  # «حدود ۱۲»
    "clock",  # 12:30
    "date_or_decimal",  # «۱۲/۵/۳», «۹/۳۰», «۱۴۰۵/۹»
    "digits_lost",  # a cell of a sheet with more digits than it can keep
    "exponent",  # 1.2E+05
    "fraction",  # «یک سوم»: no decimal number is a third
    "grouping",  # 1,23,456
    "leading_zero",  # 007: a code
    "nine_or_no",  # «نه»
    "only_scale",  # «میلیون تومان» is the head of a column
    "ordinal",  # «سوم»
    "percent_twice",
    "range",  # «۱۲ تا ۱۵»
    "scale_unclear",  # 12k, «۵ همت»
    "sign_unclear",  # «- ۱۲», «-۱۲-»
    "signs",  # characters that no number has
    "thousands_or_decimal",  # 1.234
    "too_long",
    "two_numbers",
    "words",
    # Of cells of a sheet alone:
    "cell_date",
    "cell_error",  # #REF!
    "cell_scaled",  # its format hides thousands
    "cell_truth",  # TRUE
)
"""Every `why` of a reading that is unclear."""


@dataclass(frozen=True, slots=True)
class NumberReading:
    """What a field says. A percentage is read as it is written: «۱۲ درصد» is 12 and `percent`."""

    value: Decimal | None
    kind: ReadingKind
    percent: bool = False
    unit_words: str = ""
    """What stands behind the number, folded; whether it is the right unit is for the caller to say."""
    why: str = ""
    """One of `REASONS` if it is unclear; «says_none» where «ندارد» may also mean zero."""


EMPTY = NumberReading(None, "empty")
_DASHES = "-‐‑‒–—―−﹣－ـ_"
_NOT_MEASURED = {
    fold(words): ""
    for words in (
        "سنجیده نشده", "سنجیده نشده است", "سنجیده نشد", "سنجش نشده", "اندازه گیری نشده", "اندازه‌گیری نشده است",
        "نامشخص", "نامعلوم", "ناموجود", "موجود نیست", "در دسترس نیست", "آمار ندارد", "بدون آمار", "بدون داده",
        "داده ندارد", "اعلام نشده", "گزارش نشده", "ثبت نشده", "...", "…", "n/a", "n.a.", "na", "#n/a", "not measured",
        "not available", "not applicable", "no data", "unknown", "missing",
    )
} | {fold(words): "says_none" for words in ("ندارد", "ندارند", "نداریم", "none", "nil")}  # fmt: skip

_POINT, _GROUP, _COMMA = "\ue000", "\ue001", "\ue002"  # «٫», «٬» and «،» while the rest is folded
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_KEPT = str.maketrans(
    {"٫": _POINT, "٬": _GROUP, "،": _COMMA} | dict.fromkeys("−‐‑‒﹣－", "-") | dict.fromkeys("٪﹪％", "%")
)
_DIGIT = "0-9۰-۹٠-٩"
_NARROW = re.compile(rf"(?<=[{_DIGIT}])[\u00a0\u2007\u2009\u202f](?=[{_DIGIT}]{{3}}(?![{_DIGIT}]))")
_FIGURE = rf"[0-9.{_POINT}](?:[0-9.,/:'{_POINT}{_GROUP}{_COMMA}]*[0-9])?"
_WORD = f"[a-z\u00df-\u024f{ARABIC}]+[²³]?"
_PIECE = re.compile(
    rf"(?P<figure>{_FIGURE})|(?P<word>{_WORD})|(?P<sign>[-+–—])|(?P<joint>[/.()])|(?P<space>\s+)"
)
_MONEY = "$€£﷼"
_EXPONENT = re.compile(r"[0-9.,]e[+-]?[0-9]")
_CLOCK = re.compile(r"[0-9]:[0-9]")
_SIGNED_FIGURE = re.compile(rf"(?P<sign>[+-]?)(?P<figure>{_FIGURE})(?P<minus>-?)(?![0-9-])")
_BRACKETED = re.compile(r"\((?P<inside>[^()]*[0-9][^()]*)\)(?P<behind>[^()]*)")
_NEGATIVE = frozenset(("منفی", "منهای", "minus", "negative"))
_POSITIVE = frozenset(("مثبت", "plus"))
_ABOUT = frozenset(
    fold(
        "حدود حدودا حدوداً تقریبا تقریباً نزدیک قریب بیش کم حداقل حداکثر دستکم بالغ بالای زیر بیشتر کمتر کمی اندی"
        " به بعد بالا پایین افزایش کاهش رشد شاید احتمالا احتمالاً نیست نبود نشد"
        " about around approximately approx circa over under nearly almost roughly least most more less than not no"
    ).split()
)
_BETWEEN = frozenset(("تا", "الی", "لغایت", "to", "until"))
_SHORT_SCALES = frozenset(
    [
        "k",
        "m",
        "b",
        "t",
        "bn",
        "mn",
        "mln",
        "mio",
        "tn",
        "tr",
        "mil",
        "mill",
        "lakh",
        "crore",
        "م",
        "همت",
        "دوجین",
        "dozen",
    ]
)
_PERCENT = (("درصد",), ("percent",), ("per", "cent"), ("pct",))
_MOST_UNIT_WORDS = 5
_UNIT = re.compile(r"(?P<bracket>\( )?(?P<named>[^()]*)(?(bracket)\))")


class UnclearError(ValueError):
    """Why a text is not taken for a number."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def read_number(text: str) -> NumberReading:
    """The number that a field says.

    >>> read_number("۱٫۲ میلیارد تومان")
    NumberReading(value=Decimal('1200000000'), kind='number', percent=False, unit_words='تومان', why='')
    >>> read_number("1.234").why, read_number("سنجیده نشده").kind, read_number(" ").kind
    ('thousands_or_decimal', 'not_measured', 'empty')
    """
    if len(text) > LONGEST:
        return unclear("too_long")
    if _PRIVATE.search(text):
        return unclear("signs")
    said = " ".join(fold(_NARROW.sub(_GROUP, text).translate(_KEPT)).replace(ZWNJ, " ").split())
    if not said.strip(_DASHES + " "):
        return EMPTY
    if (why := _NOT_MEASURED.get(said)) is not None:
        return NumberReading(None, "not_measured", why=why)
    try:
        return _read(said)
    except UnclearError as error:
        return unclear(error.why)


def unclear(why: str) -> NumberReading:
    return NumberReading(None, "unclear", why=why)


class _Phrase(NamedTuple):
    """A text without its sign and percent sign."""

    text: str
    is_negative: bool
    percents: int
    money: str = ""


def _read(said: str) -> NumberReading:
    if _EXPONENT.search(said):
        raise UnclearError("exponent")
    phrase = _without_signs(said)
    words = _words(phrase.text)
    number, unit = _one_number(words)
    percents = phrase.percents
    while name := next((name for name in _PERCENT if tuple(unit[: len(name)]) == name), ()):
        unit, percents = unit[len(name) :], percents + 1
    if percents > 1:
        raise UnclearError("percent_twice")
    value = _decimal(number)
    value = value.copy_negate() if phrase.is_negative and value else value
    return NumberReading(value, "number", percents == 1, f"{phrase.money} {_unit(unit)}".strip())


def _without_signs(said: str) -> _Phrase:
    """The sign before, behind or (as accountants write it) round the number; percent and money signs."""
    percents = said.count("%")
    bare = said.replace("%", " ") if percents else said
    money = [sign for sign in _MONEY if sign in bare]
    if len(money) > 1 or any(bare.count(sign) > 1 for sign in money):
        raise UnclearError("signs")
    for sign in money:
        bare = bare.replace(sign, " ")
    bare = _signs_together(said, " ".join(bare.split()))
    return _signed(bare, percents)._replace(money="".join(money))


def _signed(bare: str, percents: int) -> _Phrase:
    if bracketed := _BRACKETED.fullmatch(bare):
        inside = bracketed["inside"].strip()
        if "-" in inside or "+" in inside:
            raise UnclearError("sign_unclear")
        return _Phrase(f"{inside} {bracketed['behind']}", True, percents)
    return _lone_sign(bare, percents)


def _signs_together(said: str, bare: str) -> str:
    """«-٪۱۲» and «٪-۱۲»: a sign that only a percent or money sign parts from its number."""
    return (
        re.sub(rf"^([+-]) (?=[0-9.{_POINT}])", r"\1", bare) if re.match(rf"[+-][%{_MONEY}]", said) else bare
    )


def _lone_sign(bare: str, percents: int) -> _Phrase:
    first, _, others = bare.partition(" ")
    if first in _NEGATIVE or first in _POSITIVE:
        if "-" in others or "+" in others:
            raise UnclearError("sign_unclear")
        return _Phrase(others, first in _NEGATIVE, percents)
    found = _SIGNED_FIGURE.match(bare)
    if found is None:
        return _Phrase(bare, False, percents)
    if found["sign"] and found["minus"]:
        raise UnclearError("sign_unclear")
    text = (
        found["figure"] + " " + bare[found.end() :]
        if found["minus"]
        else found["figure"] + bare[found.end() :]
    )
    return _Phrase(text, "-" in (found["sign"], found["minus"]), percents)


def _words(text: str) -> list[str]:
    """Figures as plain ones, words, and the signs between them."""
    words: list[str] = []
    at = 0
    while at < len(text):
        piece = _PIECE.match(text, at)
        if piece is None:
            raise UnclearError("signs")
        if piece["figure"]:
            words.append(plain_figure(piece["figure"]))
        elif not piece["space"]:
            words.append(piece[0])
        at = piece.end()
    return words


def _one_number(words: Sequence[str]) -> tuple[Number, list[str]]:
    """The number that the words begin with, and the words behind it."""
    if _ABOUT & set(words):
        raise UnclearError("approximate")
    found = numbers(words)
    if not found:
        raise UnclearError("sign_unclear" if words[:1] in (["-"], ["+"]) else "words")
    if len(found) > 1:
        between = set(words[found[0].end : found[1].start])
        raise UnclearError("range" if between & (_BETWEEN | set("-–—")) else "two_numbers")
    if found[0].start:
        raise UnclearError("sign_unclear" if words[0] in "-+–—" else "words")
    _check(found[0], words)
    return found[0], list(words[found[0].end :])


def _check(number: Number, words: Sequence[str]) -> None:
    if number.ordinal:
        raise UnclearError("ordinal")
    if list(words) == ["نه"]:
        raise UnclearError("nine_or_no")
    if number.end == 1 and scale_of(words[0]):
        raise UnclearError("only_scale")


def _decimal(number: Number) -> Decimal:
    said = plain(number.value)
    if "/" in said:
        raise UnclearError("fraction")
    if len(said) > MOST_DIGITS + 1:
        raise UnclearError("too_long")
    return Decimal(said)


def _unit(words: list[str]) -> str:
    """The words of a unit: few, and with nothing in them that changes the number."""
    if _SHORT_SCALES & set(words):
        raise UnclearError("scale_unclear")
    if set(words) & (_NEGATIVE | _POSITIVE | set("-–—+")):
        raise UnclearError("sign_unclear")
    if len(words) > _MOST_UNIT_WORDS or set(words) & {"و", "and", "."} or words[:1] == ["/"]:
        raise UnclearError("words")
    unit = _UNIT.fullmatch(" ".join(words))
    if unit is None:
        raise UnclearError("signs")
    return unit["named"].replace(" / ", "/").strip()


_DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_EUROPEAN = re.compile(r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),(?P<part>[0-9]{1,2})")
_PERSIAN = re.compile(
    rf"(?P<whole>[0-9]{{1,3}}(?:(?P<by>[{_GROUP}{_COMMA},])[0-9]{{3}}(?:(?P=by)[0-9]{{3}})*)|[0-9]*)"
    rf"(?:[{_POINT}.](?P<part>[0-9]+)|/(?P<slashed>[0-9]+))?"
)
_YEAR = re.compile("1[34][0-9]{2}|(?:19|20)[0-9]{2}")


def plain_figure(figure: str) -> str:
    """A folded number in figures as digits with at most a point; raises where it may be two numbers.

    >>> plain_figure("12,345"), plain_figure("7/5"), plain_figure("0012.50".lstrip("0"))
    ('12345', '7.5', '12.50')
    """
    if _CLOCK.search(figure):
        raise UnclearError("clock")
    if figure.count("/") > 1:
        raise UnclearError("date_or_decimal")
    whole, part = _whole_and_part(figure)
    if len(whole) > 1 and whole.startswith("0"):
        raise UnclearError("leading_zero")
    if len(whole) + len(part) > MOST_DIGITS:
        raise UnclearError("too_long")
    return f"{whole or '0'}.{part}" if part else whole


def _whole_and_part(figure: str) -> tuple[str, str]:
    if re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", figure):
        raise UnclearError("thousands_or_decimal")
    if _DOTTED.fullmatch(figure):
        return figure.replace(".", ""), ""
    if european := _EUROPEAN.fullmatch(figure):
        return european["whole"].replace(".", ""), european["part"]
    written = _PERSIAN.fullmatch(figure)
    if written is None or figure in (".", _POINT):
        raise UnclearError("grouping")
    if written["slashed"]:
        _check_slash(written["whole"], written["slashed"])
    digits = re.sub(f"[{_GROUP}{_COMMA},]", "", written["whole"])
    return digits, written["part"] or written["slashed"] or ""


def _check_slash(whole: str, part: str) -> None:
    """A slash is a decimal point where no day and no year can be meant."""
    if part.endswith("0") or not whole or _YEAR.fullmatch(whole) or _YEAR.fullmatch(part):
        raise UnclearError("date_or_decimal")
