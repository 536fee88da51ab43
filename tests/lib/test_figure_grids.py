"""Cells that people paste, and cells of sheets that spreadsheets wrote."""

import io
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from hamafza.lib.figures.grids import (
    MOST_COLUMNS,
    MOST_ROWS,
    GridError,
    read_grid,
    read_sheet,
    read_sheet_cell,
    split_grid,
)

CELL = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=12)


def copied(rows: list[list[str]]) -> str:
    """A table as Excel puts it on the clipboard."""

    def cell(text: str) -> str:
        needs = any(sign in text for sign in '\t\r\n"')
        return '"' + text.replace('"', '""') + '"' if needs else text

    return "".join("\t".join(map(cell, row)) + "\r\n" for row in rows)


def test_a_pasted_table_keeps_its_cells_and_their_numbers() -> None:
    rows = read_grid("واحد\tفروردین\r\nتهران\t۱۲٬۳۴۵\r\nیزد\t\r\nقم\tسنجیده نشده\r\n")
    assert [[cell.typed for cell in row] for row in rows][0] == ["واحد", "فروردین"]
    assert [row[1].reading.kind for row in rows] == ["unclear", "number", "empty", "not_measured"]
    assert rows[1][1].reading.value == Decimal(12_345)


@settings(max_examples=500, deadline=None)
@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1, max_size=5)
    )
)
def test_every_copied_table_comes_back_cell_by_cell(rows: list[list[str]]) -> None:
    assert split_grid(copied(rows)) == [[cell.strip() for cell in row] for row in rows]


@settings(max_examples=500, deadline=None)
@given(st.text(st.sampled_from('a1"\t\r\n\x00 ۱،'), max_size=30))
def test_no_pasted_text_breaks_the_grid(text: str) -> None:
    assert all(isinstance(cell.typed, str) for row in read_grid(text) for cell in row)


def test_a_lone_quotation_mark_swallows_nothing() -> None:
    assert split_grid('"۱۲\t۱۳\n۱۴\t۱۵') == [['"۱۲', "۱۳"], ["۱۴", "۱۵"]]


@pytest.mark.parametrize(
    ("pasted", "why"),
    [("1\n" * (MOST_ROWS + 1), "too_many_rows"), ("1\t" * MOST_COLUMNS, "too_many_columns")],
)
def test_a_table_too_large_to_paste_is_refused_as_a_whole(pasted: str, why: str) -> None:
    with pytest.raises(GridError, match=why):
        read_grid(pasted)


@pytest.mark.parametrize(
    ("value", "number_format", "said"),
    [
        (12, "General", "12"),
        (0, "0.00", "0"),
        (0.1 + 0.2, "General", "0.3"),
        (1234.5, "#,##0.00", "1234.5"),
        (0.000015, "General", "0.000015"),
        (0.125, "0.0%", "12.5"),
        (0.07 * 3, "0%", "21"),
        (-3, '#,##0;[Red]"("#,##0")"', "-3"),
        (5, '0" درصد"', "5"),
        ("۱۲٬۳۴۵", "@", "12345"),
        ("'12", "@", "12"),
        ('="12"', "@", "12"),
    ],
)
def test_a_cell_of_a_sheet_says_the_number_it_shows(value: object, number_format: str, said: str) -> None:
    reading = read_sheet_cell(value, number_format).reading
    assert (reading.kind, f"{reading.value:f}") == ("number", said)
    assert reading.percent == (number_format.endswith("%"))


@pytest.mark.parametrize(
    ("value", "number_format", "why"),
    [
        (date(2026, 3, 21), "yyyy-mm-dd", "cell_date"),
        (time(12, 30), "h:mm", "cell_date"),
        ("#REF!", "General", "cell_error"),
        ("#DIV/0!", "General", "cell_error"),
        ("########", "General", "cell_error"),
        (float("inf"), "General", "cell_error"),
        (float("nan"), "General", "cell_error"),
        (True, "General", "cell_truth"),
        (7, "000", "leading_zero"),
        ("007", "@", "leading_zero"),
        (1.2e16, "0", "digits_lost"),
        (12345678901234567, "0", "digits_lost"),
        (1_200_000, '0.0,,"M"', "cell_scaled"),
        ("1.2E+05", "@", "exponent"),
    ],
)
def test_a_cell_that_shows_something_else_than_a_number_is_asked_about(
    value: object, number_format: str, why: str
) -> None:
    reading = read_sheet_cell(value, number_format).reading
    assert (reading.value, reading.kind, reading.why) == (None, "unclear", why)


def test_a_sheet_is_read_as_a_spreadsheet_wrote_it() -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["کد", "مقدار", "سهم"])
    sheet.append(["007", 0.1 + 0.2, 0.125])
    sheet["C2"].number_format = "0.0%"
    sheet.append(["008", "#REF!", None])
    sheet.append(["009", date(2026, 3, 21), "سنجیده نشده"])
    kept = io.BytesIO()
    book.save(kept)
    loaded = load_workbook(kept, read_only=True, data_only=True).active
    rows = list(read_sheet(loaded.iter_rows()))
    assert [row[0].typed for row in rows] == ["کد", "007", "008", "009"]
    assert [str(row[1].reading.value) for row in rows] == ["None", "0.3", "None", "None"]
    assert [row[1].reading.why for row in rows[2:]] == ["cell_error", "cell_date"]
    assert (rows[1][2].typed, rows[1][2].reading.percent) == ("12.5%", True)
    assert [row[2].reading.kind for row in rows[2:]] == ["empty", "not_measured"]
