"""One value for every way to write a number."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from persiantools import digits as spoken

from hamafza.lib.text.fold import fold
from hamafza.lib.text.numbers import figure, numbers, plain
from hamafza.lib.text.tokens import keys, tokens


def read(text: str) -> list[str]:
    return [str(number) for number in numbers(fold(text).split())]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("چهارصد پنجاه هزار", ["450000"]),
        ("دوازده هزار بیست دو", ["12022"]),
        ("نه صد و هشتاد و هفت میلیون", ["987000000"]),
        ("صد و بیست و سوم", ["123."]),
        ("بیست و یکم", ["21."]),
        ("دو و نیم میلیون", ["2500000"]),
        ("یک سوم", ["1/3"]),
        ("هفت و نیم درصد", ["7.5"]),
        ("هفت ممیز پنج درصد", ["7.5"]),
        ("صفر ممیز بیست و پنج", ["0.25"]),
        ("هفت و پنج دهم درصد", ["7.5"]),
        ("seven and a half", ["7.5"]),
        ("1.2 میلیون نفر", ["1200000"]),
        ("12 هزار و 500 نفر", ["12500"]),
        ("هزار و چهارصد و یک", ["1401"]),
        ("نیم میلیون", ["500000"]),
        ("two hundred and fifty thousand", ["250000"]),
        ("دو سه نفر", ["2", "3"]),
        ("5 هزار میلیارد و 200 میلیون تومان", ["5000200000000"]),
        ("هزار و دویست میلیارد تومان", ["1200000000000"]),
        ("1 میلیون 200 هزار نفر", ["1200000"]),
        ("هفت ممیز پنج میلیون", ["7500000"]),
        ("یک و دو دهم میلیون", ["1200000"]),
        ("یک میلیون و نیم", ["1000000", "0.5"]),
        ("0 میلیون", ["0"]),
        ("0 و 1", ["0", "1"]),
        ("صفر و یک", ["0", "1"]),
        ("بیست سی نفر", ["20", "30"]),
        ("5 و 6", ["5", "6"]),
        ("کتاب و دفتر", []),
    ],
)
def test_numbers_in_words_have_the_value_that_is_meant(words: str, said: list[str]) -> None:
    assert read(words) == said


@pytest.mark.parametrize("written", ["۷/۵", "۷٫۵", "7.5", "7,5", "۷٫۵۰", "٧٫٥"])
def test_figures_are_one_key_however_they_are_written(written: str) -> None:
    assert [token.keys.folded for token in tokens(f"نرخ {written} درصد")][1] == "7.5"
    assert keys(written).folded == "7.5"


@pytest.mark.parametrize("written", ["۱۴۰۵/۹/۳۰", "30/9/1405", "1404/05", "1,200,000", "3,400", "1,2,3"])
def test_dates_thousands_and_lists_are_no_fractions(written: str) -> None:
    assert not any("." in token.keys.folded for token in tokens(written))


@settings(max_examples=500, deadline=None)
@given(st.integers(1, 10**12 - 1))
def test_every_number_that_is_spelt_out_is_read_back(value: int) -> None:
    assert read(spoken.to_word(value)) == [str(value)]


@settings(max_examples=300, deadline=None)
@given(st.fractions(min_value=0, max_value=10**9, max_denominator=10**6))
def test_a_value_is_written_so_that_it_is_the_same_value(value: Fraction) -> None:
    assert Fraction(plain(value)) == value


@settings(max_examples=500, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "یک",
                "دو",
                "بیست",
                "صد",
                "هزار",
                "میلیون",
                "نیم",
                "ربع",
                "و",
                "ممیز",
                "سوم",
                "دهم",
                "5",
                "7.5",
                "12",
                "کتاب",
                "سی",
                "نصف",
                "hundred",
                "a",
                "and",
            ]
        ),
        max_size=12,
    )
)
def test_any_run_of_words_gives_numbers_in_their_places(words: list[str]) -> None:
    found = numbers(words)
    ends = [0]
    for number in found:
        assert ends[-1] <= number.start < number.end <= len(words)
        ends.append(number.end)
    assert figure("".join(words)) is None or "".join(words)[:1].isdecimal()
