"""A workbook reads back as what went in: numbers as numbers, texts as texts, whatever they begin with."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from hamafza.lib.documents import csv, xlsx
from hamafza.lib.documents.model import Document, Heading, Language, Paragraph, Table, TableColumn
from hamafza.lib.documents.values import ValueKind
from hamafza.lib.text.characters import allowed
from tests.lib.paper import HALF_SPACED, paper


def book(document: Document) -> Any:
    out = io.BytesIO()
    xlsx.write(document, out)
    out.seek(0)
    return load_workbook(out)


def with_text(text: str) -> Document:
    return Document("t", (Table((TableColumn("a"), TableColumn("b")), ((text, 1),), name="x"),))


def test_the_sheets_of_a_persian_book_read_from_the_right() -> None:
    read = book(paper("fa"))
    assert read.sheetnames == [
        "متن",
        "شهرستان‌ها",
        "خبرهای منتشرشده در دو دوره",
        "تغییر بودجه",
        "خانوارهای دارای آب سالم",
    ]
    assert all(sheet.sheet_view.rightToLeft for sheet in read)
    assert not any(sheet.sheet_view.rightToLeft for sheet in book(paper("en")))


@pytest.mark.parametrize(("language", "digits"), [("fa", "[$-3000429]"), ("en", "")])
def test_numbers_are_numbers_with_a_format(language: Language, digits: str) -> None:
    sheet = book(paper(language)).worksheets[1]
    assert [cell.value for cell in sheet[2]][1:4] == [12345, -42.25, 0.873]
    assert sheet["C2"].number_format == f'{digits}"+"#,##0.0;{digits}"−"#,##0.0;{digits}#,##0.0'
    assert sheet["D2"].number_format.startswith(f"{digits}#,##0.0%")
    assert sheet["C2"].alignment.readingOrder == 1
    assert [cell.value for cell in sheet[6]][1:4] == [13340, -34.75, 0.74]


def test_days_are_texts_in_the_jalali_calendar_and_days_in_the_other() -> None:
    assert book(paper("fa")).worksheets[1]["E2"].value == "۱۴۰۱/۰۵/۲۳"
    english = book(paper("en")).worksheets[1]["E2"]
    assert (english.value.date().isoformat(), english.number_format) == ("2022-08-14", "yyyy-mm-dd")


def test_what_was_not_measured_says_why() -> None:
    sheet = book(paper("fa")).worksheets[1]
    assert sheet["D4"].value == "سنجیده نشده: واحد در این دوره شمارش نکرد"


def test_a_text_that_looks_like_a_formula_is_a_text_even_after_editing() -> None:
    cell = book(paper("fa")).worksheets[1]["A5"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=SUM(A1:A9)", "s", True)


def test_half_spaces_stay_and_the_text_leads_to_its_tables() -> None:
    text = book(paper("fa")).worksheets[0]
    lines = [row[0].value for row in text.iter_rows() if row[0].value]
    assert any(HALF_SPACED in line for line in lines)
    places = {row[0].row: row[0].hyperlink.location for row in text.iter_rows() if row[0].hyperlink}
    assert list(places.values())[0] == "'شهرستان‌ها'!A1"
    assert all("برگهٔ" in text.cell(row, 1).value for row in places)
    assert len(places) == 4


def test_each_chart_stands_beside_its_numbers() -> None:
    read = book(paper("fa"))
    assert [len(sheet._charts) for sheet in read] == [0, 0, 1, 1, 1]
    bars = read.worksheets[2]._charts[0]
    assert (bars.y_axis.scaling.min, bars.y_axis.scaling.orientation) == (0, "maxMin")


def test_a_book_of_tables_alone_has_no_sheet_of_text() -> None:
    assert book(with_text("x")).sheetnames == ["x"]


def test_names_of_sheets_differ_and_have_no_forbidden_signs() -> None:
    def table(name: str) -> Table:
        return Table((TableColumn("a"),), (), name=name)

    names = ("a/b", "A B", "'", "x" * 50, "x" * 40, "", "History")
    read = book(Document("t", tuple(map(table, names)), "en")).sheetnames
    assert read == ["a b", "A B 2", "Table 3", "x" * 31, "x" * 29 + " 2", "Table 6", "History 2"]


def test_forty_columns_no_rows_and_long_words_are_written() -> None:
    wide = Table(tuple(TableColumn(f"c{n}", ValueKind.NUMBER) for n in range(40)), [tuple(range(40))] * 2)
    read = book(
        Document("t", (wide, Table((TableColumn("a"),), ()), Table((TableColumn("a"),), (("س" * 9000,),))))
    )
    assert [cell.value for cell in read.worksheets[0][3]] == list(range(40))
    assert read.worksheets[1]["A2"].value == "این جدول ردیفی ندارد."
    assert read.worksheets[2]["A2"].value == "س" * 9000


def test_a_text_beyond_what_a_cell_holds_goes_on_in_the_next() -> None:
    long = "متن بلند " * 9000
    text = book(Document("t", (Heading("h"), Paragraph.of(long)))).worksheets[0]
    assert "".join(row[0].value for row in text.iter_rows(min_row=3)) == long
    assert len(book(with_text(long)).active["A2"].value) == 32767


def comes_out(text: str) -> str:
    """As a spreadsheet reads it, its escapes undone."""
    return unescape(book(with_text(text)).active["A2"].value or "")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+98 21",
        "-5",
        "@x",
        "_x0041_",
        " a ",
        "a\nb",
        "\u202eabc",
        "می‌شود",
        "</style>",
        "true",
        "12",
        "#REF!",
    ],
)
def test_text_comes_out_as_it_went_in(text: str) -> None:
    assert comes_out(text) == text


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    assert comes_out(text) == re.sub("\r\n?", "\n", allowed(text))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(max_size=20) | st.from_regex(r"[\s']*[=+@-].*"), min_size=1, max_size=4))
def test_any_text_comes_out_of_csv_as_it_went_in_and_starts_no_formula(texts: list[str]) -> None:
    import csv as reading

    table = Table(tuple(TableColumn("c") for _ in texts), (tuple(texts),))
    written = "".join(csv.write(table, "fa"))
    cells = list(reading.reader(io.StringIO(written, newline="")))[1:]
    assert [csv.unguarded(cell) for row in cells for cell in row] == [allowed(text) for text in texts]
    assert not any(cell.strip()[:1] in tuple("=+-@") and cell.strip() for row in cells for cell in row)
