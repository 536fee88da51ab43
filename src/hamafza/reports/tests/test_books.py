"""The book of a round: made by the worker of what is handed in, with a summary and one page a unit."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.conf import settings as django_settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings
from tests.world import World

from hamafza.notices import kinds
from hamafza.notices.making import make
from hamafza.notices.models import Notice
from hamafza.pages.refusals import NotAllowed
from hamafza.reports import actions, books, clocks
from hamafza.reports.book import front, spread
from hamafza.reports.models import ReportBook, ReportRound
from hamafza.reports.tests.cast import asked, handed_in, period
from hamafza.wire.models import Event

pytestmark = pytest.mark.usefixtures("positions")


@pytest.fixture
def of(world: World, settings: Settings, tmp_path) -> ReportRound:  # type: ignore[no-untyped-def]
    """The province has handed in with its words, the others have not."""
    settings.MEDIA_ROOT = tmp_path
    found = asked(world)
    said = {"actor": world.as_("officer"), "unit": world.units["province"], "period": period()}
    actions.write_words(**said, group="asks", text="یک دوربین برای کارگاه‌ها.")
    handed_in(world)
    return found


def made(world: World, of: ReportRound) -> ReportBook:
    """As the desk and the worker do it."""
    world.client("head").post(f"/desk/reports/rounds/{of.pk}/book/")
    clocks.make_next()
    return ReportBook.objects.get()


def loaded(world: World, book: ReportBook, form: str, who: str = "head") -> bytes:
    answer = world.client(who).get(f"/desk/reports/books/{book.pk}/{form}/")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_one_tap_makes_the_book_and_who_asked_is_told(world: World, of: ReportRound) -> None:
    book = made(world, of)
    assert (book.state, book.reports, book.language) == ("made", 1, "fa")
    kinds.discover()
    make(Event.objects.get(kind="reports.book.made"))
    assert [one.person.username for one in Notice.objects.filter(kind="reports.book.made")] == ["head"]
    board = world.client("head").get(f"/desk/reports/rounds/{of.pk}/").content.decode()
    for form in ("html", "xlsx", "docx"):
        assert f"/desk/reports/books/{book.pk}/{form}/" in board


def test_a_second_tap_makes_no_second_book(world: World, of: ReportRound) -> None:
    for _tap in range(2):
        world.client("head").post(f"/desk/reports/rounds/{of.pk}/book/")
    assert ReportBook.objects.count() == 1


def test_the_web_book_has_contents_summary_and_a_page_for_each_unit(world: World, of: ReportRound) -> None:
    text = loaded(world, made(world, of), "html").decode()
    assert 'href="#' in text
    assert "پراکندگی هر عدد میان واحدها" in text
    assert "یک دوربین برای کارگاه‌ها." in text
    assert "روابط‌عمومی صندوق" in text.partition("تحویل‌نشده")[2]
    assert books.NONCE not in text
    assert books.FACES not in text


def test_a_short_book_has_its_contents_on_the_page_of_its_summary(world: World, of: ReportRound) -> None:
    text = loaded(world, made(world, of), "html").decode()
    assert 'class="break"' not in text.partition("contents-title")[2].partition(">خلاصه</h")[0]


def test_a_long_book_has_its_contents_on_pages_of_their_own() -> None:
    assert [type(one).__name__ for one in front(600)] == ["Contents", "PageBreak"]
    assert list(front(0)) == []


def test_a_workbook_begins_with_all_units_in_one_table(world: World, of: ReportRound) -> None:
    from openpyxl import load_workbook

    workbook = load_workbook(io.BytesIO(loaded(world, made(world, of), "xlsx")))
    names = workbook.sheetnames
    assert names[1] == "همهٔ واحدها"
    assert "province" in names
    rows = list(workbook["همهٔ واحدها"].values)
    assert rows[0][1] == "خبرهای منتشرشده"
    assert rows[1][0] == str(world.units["province"])


def test_the_document_opens(world: World, of: ReportRound) -> None:
    with zipfile.ZipFile(io.BytesIO(loaded(world, made(world, of), "docx"))) as archive:
        assert archive.testzip() is None
        assert "یک دوربین" in archive.read("word/document.xml").decode()


def test_the_book_is_for_those_who_asked(world: World, of: ReportRound) -> None:
    book = made(world, of)
    assert world.client("officer").get(f"/desk/reports/books/{book.pk}/html/").status_code == 404
    with pytest.raises(NotAllowed):
        books.ask(actor=world.as_("officer"), of=of, language="fa")


def test_a_book_without_a_report_says_who_is_missing(world: World, settings: Settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path
    text = loaded(world, made(world, asked(world)), "html").decode()
    assert "روابط‌عمومی البرز" in text
    assert tmp_path == django_settings.MEDIA_ROOT


def test_a_book_is_written_in_the_language_in_which_it_was_asked_for(world: World, of: ReportRound) -> None:
    with translation.override("en"):
        book = books.ask(actor=world.as_("head"), of=of, language="en")
    books.make(book=ReportBook.objects.select_related("round__unit").get(pk=book.pk))
    book.refresh_from_db()
    text = loaded(world, book, "html").decode()
    assert 'lang="en"' in text
    assert "Book of reports:" in text.partition("</h1>")[0]
    assert "published items" in text


# The summary


def test_a_unit_far_off_is_named_and_no_other() -> None:
    found = spread("x", [*((f"unit {n}", 10 + n % 3) for n in range(12)), ("far", 90)], whole=True)
    assert [name for name, _value in found.far] == ["far"]
    assert (found.units, found.least, found.most) == (13, 10, 90)


def test_among_a_few_units_nobody_lies_far_off() -> None:
    assert spread("x", [("a", 0), ("b", 0), ("c", 90)], whole=True).far == []


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=80))
def test_a_spread_is_in_order_whatever_the_numbers(values: list[float]) -> None:
    found = spread("x", [(str(n), value) for n, value in enumerate(values)], whole=True)
    order = [found.least, found.low, found.middle, found.high, found.most]
    assert all(one <= other * (1 + 1e-9) + 1e-9 for one, other in zip(order, order[1:], strict=False))
    assert found.whole == pytest.approx(sum(values))
