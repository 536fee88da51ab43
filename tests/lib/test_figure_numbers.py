"""The one number that a field says, whoever typed it, and never one that it does not say."""

import doctest
import importlib
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from persiantools import digits as spoken

from hamafza.lib.figures.numbers import LONGEST, REASONS, read_number
from hamafza.lib.text.digits import to_persian

MILLION_TWO_HUNDRED_THOUSAND = [
    "یک میلیون و دویست هزار",
    "یک میلیون دویست هزار",
    "يك ميليون و دويست هزار",
    "یک\u200cمیلیون\u200cو\u200cدویست\u200cهزار",
    "یک میلیون و دویست\u200cهزار نفر",
    "یک میلیون و دو صد هزار",
    "یک ملیون و دویست هزار",
    "میلیون و دویست هزار",
    "یک میلیون و ۲۰۰ هزار",
    "۱ میلیون و ۲۰۰ هزار",
    "۱ میلیون ۲۰۰ هزار",
    "1 میلیون و 200 هزار",
    "۱ میلیون و دویست هزار",
    "۱میلیون و ۲۰۰هزار",
    "۱٫۲ میلیون",
    "۱٫۲ میلیون تومان",
    "۱/۲ میلیون",
    "۱.۲ میلیون",
    "1.2 میلیون",
    "1,2 میلیون",
    "۱٫۲۰ میلیون",
    "یک ممیز دو میلیون",
    "یک و دو دهم میلیون",
    "هزار و دویست هزار",
    "۱۲۰۰ هزار",
    "۱٬۲۰۰ هزار",
    "1,200 هزار",
    "۰٫۰۰۱۲ میلیارد",
    "۱۲۰۰۰۰۰",
    "١٢٠٠٠٠٠",
    "1200000",
    "۱٬۲۰۰٬۰۰۰",
    "۱٬۲۰۰٬۰۰۰ نفر",
    "۱٬۲۰۰٬۰۰۰٫۰",
    "۱،۲۰۰،۰۰۰",
    "1,200,000",
    "1,200,000.00",
    "1.200.000",
    "۱.۲۰۰.۰۰۰",
    "+1,200,000",
    "1\u00a0200\u00a0000",
    "１２０００００",
    "\u200f۱٬۲۰۰٬۰۰۰\u200f",
    "1.2 million",
    "one million two hundred thousand",
    "one million and two hundred thousand",
    "1 million 200 thousand",
]


@pytest.mark.parametrize("written", MILLION_TWO_HUNDRED_THOUSAND)
def test_spellings_of_one_number_agree(written: str) -> None:
    assert read_number(written).value == Decimal(1_200_000)


@pytest.mark.parametrize(
    ("written", "value", "percent", "unit"),
    [
        ("۷/۵", "7.5", False, ""),
        ("۷,۵", "7.5", False, ""),
        ("1.234.567", "1234567", False, ""),
        ("1.234,5", "1234.5", False, ""),
        ("0.234", "0.234", False, ""),
        ("۱٫۲۳۴", "1.234", False, ""),
        (".5", "0.5", False, ""),
        ("۰", "0", False, ""),
        ("-۰", "0", False, ""),
        ("صفر", "0", False, ""),
        ("نیم", "0.5", False, ""),
        ("دو و نیم", "2.5", False, ""),
        ("دو و نیم میلیون", "2500000", False, ""),
        ("نیم میلیون نفر", "500000", False, "نفر"),
        ("۵ هزار میلیارد تومان", "5000000000000", False, "تومان"),
        ("۵ هزار میلیارد و ۲۰۰ میلیون ریال", "5000200000000", False, "ریال"),
        ("۲ تریلیون", "2000000000000", False, ""),
        ("۱۲ درصد", "12", True, ""),
        ("۱۲٪", "12", True, ""),
        ("٪۱۲", "12", True, ""),
        ("-٪۱۲", "-12", True, ""),
        ("٪-۱۲", "-12", True, ""),
        ("هفت و نیم درصد", "7.5", True, ""),
        ("۱۲٫۵ درصد جمعیت", "12.5", True, "جمعیت"),
        ("۲ واحد درصد", "2", False, "واحد درصد"),
        ("2 percentage points", "2", False, "percentage points"),
        ("(۱۲)", "-12", False, ""),
        ("(۱٬۲۰۰) ریال", "-1200", False, "ریال"),
        ("(۱۲٪)", "-12", True, ""),
        ("−۱۲", "-12", False, ""),
        ("۱۲-", "-12", False, ""),
        ("۱۲- درصد", "-12", True, ""),
        ("منفی دوازده", "-12", False, ""),
        ("منفی ۷/۵ درصد", "-7.5", True, ""),
        ("$1,200", "1200", False, "$"),
        ("-$12", "-12", False, "$"),
        ("۱۲ نفر در روز", "12", False, "نفر در روز"),
        ("۱۲ (نفر)", "12", False, "نفر"),
        ("12 m²", "12", False, "m²"),
        ("۱۲ کیلومتر/ساعت", "12", False, "کیلومتر/ساعت"),
    ],
)
def test_a_number_is_read_with_its_sign_percent_and_unit(
    written: str, value: str, percent: bool, unit: str
) -> None:
    said = read_number(written)
    assert (said.value, said.kind, said.percent, said.unit_words) == (Decimal(value), "number", percent, unit)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("1.234", "thousands_or_decimal"),
        ("۱۲.۵۰۰", "thousands_or_decimal"),
        ("1.234,567", "grouping"),
        ("1,23,456", "grouping"),
        ("1234,567", "grouping"),
        ("۷،۵", "grouping"),
        ("12.", "grouping"),
        ("۱۲/۵/۳", "date_or_decimal"),
        ("۹/۳۰", "date_or_decimal"),
        ("۱۴۰۵/۹", "date_or_decimal"),
        ("۱۲/۱۴۰۵", "date_or_decimal"),
        ("12 13", "two_numbers"),
        ("1 234", "two_numbers"),
        ("۵ و ۶", "two_numbers"),
        ("دو سه نفر", "two_numbers"),
        ("یک میلیون و نیم", "two_numbers"),
        ("۱۲ در هزار", "two_numbers"),
        ("۱۲-۱۵", "range"),
        ("۱۲ – ۱۵", "range"),
        ("۱۲ تا ۱۵", "range"),
        ("12 to 15", "range"),
        ("حدود ۱۲", "approximate"),
        ("بیش از ۱۲ نفر", "approximate"),
        ("۱۲ نفر کمتر", "approximate"),
        ("at least 12", "approximate"),
        ("۱۲ به بالا", "approximate"),
        ("007", "leading_zero"),
        ("۰۲۱۶۶۴۰", "leading_zero"),
        ("1E+05", "exponent"),
        ("1.2e5", "exponent"),
        ("12k", "scale_unclear"),
        ("۵ همت", "scale_unclear"),
        ("نه", "nine_or_no"),
        ("میلیون تومان", "only_scale"),
        ("هزار", "only_scale"),
        ("سوم", "ordinal"),
        ("بیست و یکم", "ordinal"),
        ("یک سوم", "fraction"),
        ("- 12", "sign_unclear"),
        ("-12-", "sign_unclear"),
        ("(-12)", "sign_unclear"),
        ("12+", "sign_unclear"),
        ("--12", "sign_unclear"),
        ("۱۲ منفی", "sign_unclear"),
        ("1(", "signs"),
        ("—۱۲", "sign_unclear"),
        ("۱۲ درصد درصد", "percent_twice"),
        ("٪۱۲ درصد", "percent_twice"),
        ("12:30", "clock"),
        ("½", "signs"),
        ("12²", "signs"),
        ("12万", "signs"),
        ("५", "signs"),
        ("#REF!", "signs"),
        ("ساعت ۱۲", "words"),
        ("کتاب", "words"),
        ("۱۲ نفر و یک کتابخانه بزرگ", "two_numbers"),
        ("۱۲ نفر از میان همه کسانی که آمدند", "words"),
        ("۱" * 31, "too_long"),
        ("۱۲ " + "نفر" * LONGEST, "too_long"),
    ],
)
def test_what_may_be_two_numbers_is_not_taken(written: str, why: str) -> None:
    said = read_number(written)
    assert (said.value, said.kind, said.why) == (None, "unclear", why)
    assert why in REASONS


@pytest.mark.parametrize("written", ["", " ", "\u200c", "\u200f \u00a0", "-", "—", "–", "- -", "ـ", "---"])
def test_a_field_that_says_nothing_is_empty_and_no_zero(written: str) -> None:
    assert (read_number(written).value, read_number(written).kind) == (None, "empty")


@pytest.mark.parametrize(
    "written",
    ["سنجیده نشده", "سنجيده نشده", "N/A", "n.a.", "#N/A", "نامشخص", "...", "…", "Not measured", "آمار ندارد"],
)
def test_not_measured_is_neither_zero_nor_empty(written: str) -> None:
    assert (read_number(written).value, read_number(written).kind) == (None, "not_measured")


@pytest.mark.parametrize("written", ["ندارد", "نداريم", "none"])
def test_has_none_is_not_measured_and_says_that_it_may_be_a_zero(written: str) -> None:
    said = read_number(written)
    assert (said.value, said.kind, said.why) == (None, "not_measured", "says_none")


DECIMALS = st.builds(
    lambda whole, places: Decimal(whole).scaleb(-places), st.integers(-(10**15), 10**15), st.integers(0, 6)
)
UNITS = st.sampled_from(["", " نفر", " تومان", "نفر", " درصد", "٪", " % ", " people", " واحد مسکونی"])
PERSIAN_SIGNS = str.maketrans(",.", "٬٫")


def ways(value: Decimal) -> Iterator[str]:
    """How people write a number in figures, where it cannot be taken for another."""
    size = f"{abs(value).normalize():f}"
    whole, _, part = size.partition(".")
    grouped = f"{int(whole):,}"
    for plain in (size, grouped + (f".{part}" if part else "")):
        if len(part) != 3 or len(whole) > 3 or whole == "0":
            yield plain
        yield to_persian(plain.translate(PERSIAN_SIGNS))
        yield plain.translate(PERSIAN_SIGNS)
    if part and len(whole) != 4 and len(part) != 4:
        yield to_persian(f"{whole}/{part}")
    if 0 < len(part) < 3:
        yield f"{whole},{part}"
    if not part:
        yield grouped.replace(",", "\u202f")
        yield to_persian(grouped.replace(",", "،"))


def signed(value: Decimal, size: str) -> list[str]:
    if value < 0:
        return [f"-{size}", f"−{size}", f"({size})", f"{size}-", f"منفی {size}", f"\u200e−{size}\u200e"]
    return [size, f"+{size}", f" {size} ", f"\u2067{size}\u2069"]


@settings(max_examples=400, deadline=None)
@given(DECIMALS, UNITS)
def test_every_way_to_write_a_number_is_read_back(value: Decimal, unit: str) -> None:
    for size in ways(value):
        for written in signed(value, size):
            assert read_number(written + unit).value == value, written + unit


@settings(max_examples=400, deadline=None)
@given(st.integers(1, 10**12 - 1), st.sampled_from(["", " نفر", " درصد"]))
def test_a_number_that_is_spelt_out_is_read_back(value: int, unit: str) -> None:
    words = spoken.to_word(value)
    if words not in ("نه", "یک هزار", "یک میلیون", "یک میلیارد"):
        assert read_number(words + unit).value == value
        assert read_number("منفی " + words + unit).value == -value


@settings(max_examples=300, deadline=None)
@given(
    st.decimals(min_value=Decimal("0.1"), max_value=999, places=1),
    st.sampled_from([("هزار", 3), ("میلیون", 6), ("میلیارد", 9), ("تریلیون", 12), ("هزار میلیارد", 12)]),
)
def test_a_scale_multiplies_what_stands_before_it(value: Decimal, scale: tuple[str, int]) -> None:
    word, zeros = scale
    for size in ways(value):
        assert read_number(f"{size} {word} تومان").value == value.scaleb(zeros)


PIECES = [
    *"0123456789", *"۰۱۲۳۴۵۶۷۸۹", *"٠٣٩", "12", "1,234", "۱٬۲۳۴", "۷/۵", ".", ",", "٬", "٫", "،", "/", "-", "−", "–", "+", "(", ")",
    "%", "٪", " ", " ", "\u00a0", "\u200c", "\u200f", "هزار", "میلیون", "میلیارد", "یک", "دو", "بیست", "صد", "دویست", "و", "نیم",
    "درصد", "نفر", "تومان", "تا", "ممیز", "سوم", "دهم", "منفی", "e", "E", "k", "million", "and", "half", "²", "½", "\ue000", "५",
]  # fmt: skip

_SIGN = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
_SCALE = {"هزار": 3, "میلیون": 6, "میلیارد": 9, "thousand": 3, "million": 6, "billion": 9}


def second_reading(text: str) -> set[Decimal] | None:
    """All that one run of figures can say, with each separator as thousands or as a point; nothing on other texts.

    It shares no line with the reader it judges.
    """
    latin = re.sub("[\u200c\u200e\u200f\u2066-\u2069]", "", text).translate(_SIGN)
    runs = re.findall(r"[0-9][0-9.,٬٫،/\u00a0\u202f]*[0-9]|[0-9]", latin)
    words = re.findall(r"[^\W\d_]+", latin)
    if len(runs) != 1 or any(word not in ("نفر", "تومان", "درصد", "منفی", *_SCALE) for word in words):
        return None
    scale = sum(_SCALE.get(word, 0) for word in words)
    parts = re.split(r"[^0-9]", runs[0])
    leading = re.search(rf"[.٫]{re.escape(runs[0])}", latin)
    found = set()
    for marks in product(("", "."), repeat=len(parts) - 1):
        if marks.count(".") <= 1:
            said = parts[0] + "".join(mark + part for mark, part in zip(marks, parts[1:], strict=True))
            found.add(
                Decimal(("0." if leading else "") + said) if not (leading and "." in said) else Decimal(0)
            )
    sign = -1 if re.search(r"[-−(]|منفی", latin) else 1
    return {sign * value.scaleb(scale) for value in found}


def holds(text: str) -> None:
    said = read_number(text)
    assert said.kind in ("number", "empty", "not_measured", "unclear")
    assert (said.value is not None) == (said.kind == "number")
    assert (said.why in REASONS) == (said.kind == "unclear")
    if said.kind == "number":
        second = second_reading(text)
        assert second is None or said.value in second, (text, said)
        assert read_number(f" {text}\u200f") == said


@settings(max_examples=3000, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_pieces_in_any_order_give_no_number_that_a_second_reading_denies(text: str) -> None:
    holds(text)


@settings(max_examples=1000, deadline=None)
@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    holds(text)


@settings(max_examples=1000, deadline=None)
@given(DECIMALS, DECIMALS, st.sampled_from([" ", "-", " تا ", " و ", "/", " – ", " یا ", "\t", "؛", "\n"]))
def test_two_numbers_are_never_taken_for_one_of_them(first: Decimal, second: Decimal, between: str) -> None:
    text = f"{first:,f}{between}{second:,f}"
    said = read_number(text)
    assert said.value not in (first, second) or Fraction(first) == Fraction(second) == 0 or between == "/", (
        text
    )


@pytest.mark.parametrize("module", ["numbers", "grids", "suspicion"])
def test_examples_of_the_documentation_hold(module: str) -> None:
    assert doctest.testmod(importlib.import_module(f"hamafza.lib.figures.{module}")).failed == 0
