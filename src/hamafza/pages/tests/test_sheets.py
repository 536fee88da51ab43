"""A table that is taken along opens in every spreadsheet, and nothing in it is run."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from hamafza.lib.documents.csv import unguarded
from hamafza.pages.sheets import Column, sheet

ROWS: list[tuple[Any, ...]] = [
    ('=HYPERLINK("http://evil")', 5, None),
    ("+98 21", -3, datetime(2026, 11, 30, 9, 0, tzinfo=UTC)),
    ("-1+1", 0.5, "@SUM(A1)"),
    ("\t=1", 0, "\u200f=1"),
    ("خبر\x07 «تازه»", 1, 'a,b\n"c"'),
]
COLUMNS: list[Column[tuple[Any, ...]]] = [
    Column(name, lambda row, at=at: row[at]) for at, name in enumerate("ABC")
]


def content(ending: str) -> bytes:
    answer: Any = sheet("items", COLUMNS, ROWS, ending)
    assert answer.headers["Content-Disposition"].endswith(f'.{ending}"')
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_csv_has_no_cell_that_is_taken_for_a_formula() -> None:
    text = content("csv").decode()
    assert text.startswith("\ufeff")
    found = list(csv.reader(io.StringIO(text[1:])))
    assert found[0] == ["A", "B", "C"]
    assert [row[0][:2] for row in found[1:5]] == ["'=", "'+", "'-", "'\t"]
    assert [row[2][:2] for row in found[3:5]] == ["'@", "'\u200f"]
    assert [row[1] for row in found[1:]] == ["5", "-3", "0.5", "0", "1"]  # a number stays one
    assert found[5][2] == 'a,b\n"c"'


def test_a_workbook_holds_text_as_text_and_numbers_as_numbers() -> None:
    page: Any = load_workbook(io.BytesIO(content("xlsx"))).active
    rows = list(page.iter_rows(min_row=2))
    assert rows[0][0].value.startswith("=HYPERLINK")
    assert {row[0].data_type for row in rows} == {"s"}
    assert [row[1].value for row in rows] == [5, -3, 0.5, 0, 1]
    assert rows[1][2].is_date
    assert rows[4][0].value == "خبر «تازه»"  # what no workbook can hold is left out


@pytest.mark.parametrize(("language", "from_right"), [("fa", True), ("en", False)])
def test_a_workbook_runs_in_the_direction_of_its_language(language: str, from_right: bool) -> None:
    with override(language):
        page: Any = load_workbook(io.BytesIO(content("xlsx"))).active
    assert bool(page.sheet_view.rightToLeft) is from_right


def test_the_columns_of_a_workbook_are_wide_enough_to_be_read() -> None:
    page: Any = load_workbook(io.BytesIO(content("xlsx"))).active
    widths = {letter: column.width for letter, column in page.column_dimensions.items()}
    assert widths["A"] > len('=HYPERLINK("http://evil")')
    assert widths["C"] > len("2026-11-30 12:30:00")  # or a spreadsheet shows ####
    assert max(widths.values()) <= 60


def test_a_csv_has_the_hours_of_this_place() -> None:
    found = list(csv.reader(io.StringIO(content("csv").decode())))
    assert found[2][2] == "2026-11-30T12:30:00+03:30"


@pytest.mark.parametrize("text", ["\uff1d1+1", "\u2066=1", "\u200e\t=1", "'=1"])
def test_nothing_unseen_or_wide_makes_a_formula_of_a_cell(text: str) -> None:
    answer: Any = sheet("items", [Column("A", str)], [text], "csv")
    found = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert found[1][0].startswith("'")
    assert unguarded(found[1][0]) == text


@pytest.mark.parametrize("text", ["سلام;=1+1", "الف\t@SUM(A1)", "a|+1", "a\n-1", "a; \u200f'=1", ";'=1"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_no_separator_that_a_spreadsheet_may_choose_makes_a_formula(text: str, separator: str) -> None:
    answer: Any = sheet("items", [Column("A", str), Column("B", str)], [text], "csv")
    written = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")
    for row in csv.reader(io.StringIO(written), delimiter=separator):
        assert not any(cell.lstrip('"\u200f ')[:1] in set("=+-@") - {""} for cell in row if cell)
    assert unguarded(next(csv.reader([written.split("\r\n", 1)[1]]))[0]) == text or "\n" in text


def test_no_moment_has_parts_of_a_second() -> None:
    when = datetime(2026, 11, 30, 9, 0, 1, 345678, tzinfo=UTC)
    column: Column[datetime] = Column("A", lambda row: row)
    answer: Any = sheet("items", [column], [when], "csv")
    assert b"2026-11-30T12:30:01+03:30" in b"".join(answer.streaming_content)
    answer = sheet("items", [column], [when], "xlsx")
    page: Any = load_workbook(io.BytesIO(answer.content)).active
    assert page["A2"].value.microsecond == 0
