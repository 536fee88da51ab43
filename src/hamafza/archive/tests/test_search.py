"""Searching, through the door that every surface uses."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hamafza.archive.indexing import index
from hamafza.archive.queries import search
from hamafza.archive.snippets import Marker
from hamafza.archive.tests.conftest import Archive
from hamafza.lib.text.tokens import keys
from hamafza.newsroom.importing import import_page
from hamafza.newsroom.models import Item

PAGE = Path(__file__).parents[2] / "demo/shara-50215.txt"
Z = "\u200c"


def found(query: str) -> list[str]:
    return [one.version.headline for one in search(query).items]


@pytest.fixture
def page(archive: Archive) -> Item:
    item = import_page(
        actor=archive.world.as_("admin"),
        unit=archive.world.units["trusted"],
        data=PAGE.read_bytes(),
        publish=True,
    )
    archive.follow()
    archive.publish("بازدید از کارگاه", "<p>خبری دیگر دربارهٔ ۵۰۰ کارگر</p>")
    return item


@pytest.mark.parametrize(
    "query",
    [
        "روابط عمومی",
        f"روابط{Z}عمومی",
        "روابطعمومی",
        "روابطعمومي",
        "روابط عمومي",
        f"روابط{Z}عمومی{Z}ها",
        "روابطعمومیهای",
        "روابط عمومی های",
        f"روابط{Z}عمومی{Z}هایشان",
        "«روابط عمومی»",
        "50215",
        "۵۰۲۱۵",
        "٥٠٢١٥",
        "کد:۵۰۲۱۵",
        "۶۰۰",
        "600",
        "٦٠٠",
        "هم افزايي",
        "همافزایی",
        "شوراي هماهنگي",
        "منبع:رضوی",
        "واحد:صندوق روابط عمومی",
        "از:1401/05/23 تا:۱۴۰۱/۰۵/۲۳",
        "date:2022-08-14",
    ],
)
def test_every_spelling_finds_the_sample_page_and_only_it(page: Item, query: str) -> None:
    results = search(query)
    assert [one.item.pk for one in results.items] == [page.pk], results.problems


@pytest.mark.parametrize(
    "query", ["50216", "۶۰۱", "date:1400", "واحد:البرز روابط", "-روابط 600", "profile:report"]
)
def test_what_is_not_in_it_does_not_find_it(page: Item, query: str) -> None:
    assert page.pk not in [one.item.pk for one in search(query).items]


@pytest.mark.parametrize("sign", ["ء", "\ufe70", "\ufc5e"])
def test_a_sign_that_folds_to_nothing_breaks_neither_indexing_nor_searching(
    archive: Archive, sign: str
) -> None:
    archive.publish(f"مسکن {sign} کارگران", f"<p>{sign} متن {sign}</p>")
    assert search(sign).items == []
    assert found(f"مسکن {sign}") == [f"مسکن {sign} کارگران"]


def test_the_headline_counts_more_than_the_text(archive: Archive) -> None:
    archive.publish("خبر نخست", "<p>دربارهٔ مسکن کارگران و چیزهای دیگر</p>")
    archive.publish("مسکن کارگران", "<p>دربارهٔ خبر نخست و چیزهای دیگر</p>")
    assert found("مسکن") == ["مسکن کارگران", "خبر نخست"]


def test_items_with_all_words_come_first_and_those_with_some_follow(archive: Archive) -> None:
    archive.publish("بیمه", "<p>بیمه بیمه</p>")
    archive.publish("بیمهٔ کارگران فصلی", "<p>متن</p>")
    archive.publish("کارگران", "<p>متن</p>")
    assert found("بیمه کارگران فصلی")[0] == "بیمهٔ کارگران فصلی"
    assert len(found("بیمه کارگران فصلی")) == 3
    assert found("+بیمه +کارگران") == ["بیمهٔ کارگران فصلی"]
    assert found("بیمه -فصلی") == ["بیمه"]


def test_a_phrase_keeps_the_order_of_words(archive: Archive) -> None:
    archive.publish("وزیر کار", "<p>متن</p>")
    archive.publish("کار وزیر", "<p>متن</p>")
    assert found("«وزیر کار»") == ["وزیر کار"]
    assert found("کار -«وزیر کار»") == ["کار وزیر"]


def test_fields_choose_units_topics_and_kinds(archive: Archive) -> None:
    archive.publish("یک", "<p>آزمون</p>", topics=["work"], profile="report")
    archive.publish("دو", "<p>آزمون</p>", topics=["welfare"])
    assert found("آزمون موضوع:کار") == ["یک"]
    assert found("آزمون topic:welfare") == ["دو"]
    assert found("آزمون -topic:welfare") == ["یک"]
    assert found("قالب:گزارش") == ["یک"]
    assert found("profile:report unit:trusted") == ["یک"]
    assert found("unit:province") == []


def test_a_field_that_is_not_understood_is_named(archive: Archive) -> None:
    archive.publish("یک", "<p>آزمون</p>")
    results = search("آزمون واحد:ناکجا از:دیروز")
    assert results.total == 0
    assert {one.field for one in results.problems} == {"unit", "from"}


def test_matches_are_marked_in_the_text_as_written(archive: Archive) -> None:
    archive.publish(
        "تیتر", f"<p>مدير روابطعمومي &lt;b&gt; گفت: روابط{Z}عمومی‌ها و روابط عمومی.</p>", abstract=""
    )
    (hit,) = search("روابط عمومی").items
    assert str(hit.text.html) == (
        f"مدير <mark>روابطعمومي</mark> &lt;b&gt; گفت: <mark>روابط{Z}عمومی‌ها</mark> و <mark>روابط</mark>"
        " <mark>عمومی</mark>."
    )
    assert all(hit.text.text[start:end].startswith(("روابط", "عمومی")) for start, end in hit.text.marks)


def test_facets_count_what_was_found(archive: Archive) -> None:
    archive.publish("یک آزمون", topics=["work"])
    archive.publish("دو آزمون", topics=["work", "welfare"], profile="report")
    facets = {
        facet.field: {one.value: one.count for one in facet.values}
        for facet in search("آزمون", facets=True).facets
    }
    assert facets["topic"] == {"work": 2, "welfare": 1}
    assert facets["unit"] == {"trusted": 2}
    assert facets["profile"] == {"news": 1, "report": 1}
    assert sum(facets["date"].values()) == 2


def test_pages_follow_one_another_though_items_are_published_meanwhile(archive: Archive) -> None:
    for number in range(7):
        archive.publish(f"آزمون {number}")
    first = search("آزمون", size=3)
    archive.publish("آزمون تازه آزمون")
    second = search("آزمون", size=3, after=first.next)
    third = search("آزمون", size=3, after=second.next)
    seen = [one.version.headline for results in (first, second, third) for one in results.items]
    assert sorted(seen) == [f"آزمون {number}" for number in range(7)]
    assert third.next == ""
    assert [results.total for results in (first, second, third)] == [7, 7, 7]


@pytest.mark.parametrize("cursor", ["x", "é", "W10", "bnVsbA", "AAAA", "WzFlOTk5LDEsMSwxLFsxXSxbMSwxLDFdXQ"])
def test_a_forged_cursor_begins_anew(archive: Archive, cursor: str) -> None:
    archive.publish("آزمون")
    assert search("آزمون", after=cursor).total == 1


def test_a_misspelt_word_gets_a_suggestion_that_finds_something(archive: Archive) -> None:
    for number in range(3):
        archive.publish(f"بازنشستگان {number}", "<p>روابط‌عمومی تأمین</p>")
    assert search("بازنشتگان").suggestions == ["بازنشستگان"]
    assert search("fhckaסjdhk").suggestions == []
    assert search("v,hfx").suggestions == ["روابط"]


def test_a_glued_compound_that_no_list_knows_is_found_by_its_halves(archive: Archive) -> None:
    for number in range(6):
        archive.publish(f"خبر {number}", "<p>کاوشگران نو</p><p>در بندرگاه نمونه</p>")
    archive.publish("هدف", "<p>دستاورد کاوشگران بندرگاه بود</p>")
    assert found("کاوشگرانبندرگاه") == ["هدف"]


def test_a_correction_is_found_by_its_new_words_only(archive: Archive) -> None:
    item = archive.publish("خبر", "<p>شمار: هفتصد</p>")
    archive.correct(item, body="<p>شمار: هشتصد</p>")
    assert found("هفتصد") == []
    assert found("هشتصد") == ["خبر"]


def test_an_empty_query_finds_nothing(archive: Archive) -> None:
    archive.publish("خبر")
    for query in ("", "   ", "«»", "+", "ها"):
        assert search(query).total == 0


def test_one_publication_is_indexed_with_few_statements(
    archive: Archive, django_assert_max_num_queries
) -> None:
    item = archive.publish("خبر", "<p>" + " ".join(f"واژه{n}" for n in range(300)) + "</p>")
    archive.correct(item, body="<p>" + " ".join(f"لغت{n}" for n in range(300)) + "</p>")
    with django_assert_max_num_queries(20):
        index([item.pk])


def test_a_search_takes_few_queries_however_many_it_shows(
    archive: Archive, django_assert_max_num_queries
) -> None:
    for number in range(12):
        archive.publish(f"آزمون روابط‌عمومی {number}", topics=["work"])
    with django_assert_max_num_queries(14):
        assert search("آزمون روابط‌عمومی", facets=True).total == 12


@pytest.mark.slow
@given(
    st.text(st.characters(codec="utf-8"), max_size=60)
    | st.text('واحد:از«»"+-: 1401/50215كي\u200cab', max_size=60)
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_is_an_error(archive: Archive, text: str) -> None:
    results = search(text, facets=True)
    assert results.total >= len(results.items)


TEXTS = st.text(st.characters(codec=None), max_size=200) | st.text(
    "روابط عمومی\u200c\u200fيكها 12\n.", max_size=200
)


@pytest.mark.slow
@given(TEXTS, st.lists(st.sampled_from(["روابط", "عمومی", f"روابط{Z}عمومی", "12", "ها"]), max_size=4))
@settings(max_examples=500, deadline=None)
def test_a_snippet_is_a_part_of_the_text_and_its_marks_lie_inside(text: str, words: list[str]) -> None:
    marker = Marker([keys(word).parts, (keys(word).joined,)] for word in words)
    part = marker.best(text, 50, len(words))
    assert text[part.start : part.start + len(part.text)] == part.text
    at = 0
    for start, end in part.marks:
        assert at <= start < end <= len(part.text)
        at = end
    assert "<mark>" in part.html or not part.marks
