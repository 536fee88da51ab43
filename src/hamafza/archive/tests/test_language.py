"""The query language reads everything and refuses nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamafza.archive.language import parse, span


def words(text: str) -> list[str]:
    return [word.text for word in parse(text).words]


def test_words_signs_and_phrases() -> None:
    query = parse('بیمه +کارگران -وام «تأمین اجتماعی» -"صندوق ملی"')
    assert [(word.text, word.sign) for word in query.words] == [("بیمه", ""), ("کارگران", "+"), ("وام", "-")]
    assert [([w.text for w in phrase.words], phrase.sign) for phrase in query.phrases] == [
        (["تأمین", "اجتماعی"], "+"),
        (["صندوق", "ملی"], "-"),
    ]


@pytest.mark.parametrize(
    ("typed", "name", "value"),
    [
        ("unit:centre", "unit", "centre"),
        ("واحد:«روابط عمومی البرز»", "unit", "روابط عمومی البرز"),
        ('topic:"social security"', "topic", "social security"),
        ("موضوع: کار", "topic", "کار"),
        ("قالب:گزارش", "profile", "گزارش"),
        ("از:۱۴۰۱/۰۵", "from", "۱۴۰۱/۰۵"),
        ("تا:1401", "to", "1401"),
        ("تاريخ:1401", "date", "1401"),
        ("كد:٥٠٢١٥", "code", "٥٠٢١٥"),
        ("کد خبر: 50215", "code", "50215"),
        ("UNIT:x", "unit", "x"),
    ],
)
def test_fields_in_both_languages_and_any_keyboard(typed: str, name: str, value: str) -> None:
    (field,) = parse(typed).fields
    assert (field.name, field.value) == (name, value)


def test_a_colon_after_an_ordinary_word_makes_no_field() -> None:
    query = parse("تهران: باران")
    assert query.fields == ()
    assert words("تهران: باران") == ["تهران", "باران"]


def test_a_quotation_left_open_reaches_to_the_end() -> None:
    (phrase,) = parse("«تأمین اجتماعی").phrases
    assert [word.text for word in phrase.words] == ["تأمین", "اجتماعی"]


@pytest.mark.parametrize(
    ("typed", "first", "end"),
    [
        ("۱۴۰۱", "2022-03-20", "2023-03-20"),
        ("1401/05", "2022-07-22", "2022-08-22"),
        ("1401/05/23", "2022-08-13", "2022-08-14"),
        ("1401-5-23", "2022-08-13", "2022-08-14"),
        ("2022", "2021-12-31", "2022-12-31"),
        ("2022/08", "2022-07-31", "2022-08-31"),
        ("2022-08-14", "2022-08-13", "2022-08-14"),
        ("٢٣ مرداد ١٤٠١", "2022-08-13", "2022-08-14"),
        ("14 August 2022", "2022-08-13", "2022-08-14"),
    ],
)
def test_dates_of_both_calendars_in_any_digits(typed: str, first: str, end: str) -> None:
    bounds = span(typed)
    assert bounds is not None
    assert [f"{when:%Y-%m-%d}" for when in bounds] == [first, end]  # UTC: days begin at half past eight


@pytest.mark.parametrize("typed", ["", "دیروز", "1401/13", "1404/12/30", "9999/99/99", "0000", "99999999"])
def test_what_is_no_date_is_none(typed: str) -> None:
    assert span(typed) is None


ANYTHING = st.text(st.characters(codec=None), max_size=80) | st.text(
    'واحد:از«»"+-: 1401/كي\u200c\u200fab', max_size=80
)


@pytest.mark.slow
@given(ANYTHING)
@settings(max_examples=600, deadline=None)
def test_no_query_fails(text: str) -> None:
    query = parse(text)
    assert len(query.words) <= 24
    for field in query.fields:
        span(field.value)
