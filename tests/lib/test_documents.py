"""A document says the same in both languages: digits, signs, dates, what was not measured."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from hamafza.lib.documents import csv, plain
from hamafza.lib.documents.model import (
    Baseline,
    Chart,
    ChartSeries,
    Document,
    Form,
    Paragraph,
    Table,
    TableColumn,
)
from hamafza.lib.documents.narrowing import narrowed
from hamafza.lib.documents.scale import Scale
from hamafza.lib.documents.showing import DocumentReader
from hamafza.lib.documents.values import Shape, Unmeasured, ValueKind
from tests.lib.paper import DAY, HALF_SPACED, paper

FA, EN = DocumentReader("fa", "jalali"), DocumentReader("en", "gregorian")


@pytest.mark.parametrize(
    ("value", "shape", "persian", "english"),
    [
        (1234567, Shape(ValueKind.NUMBER), "۱٬۲۳۴٬۵۶۷", "1,234,567"),
        (-1234.56, Shape(ValueKind.NUMBER, 1), "−۱٬۲۳۴٫۶", "−1,234.6"),
        (7.5, Shape(ValueKind.SIGNED, 1), "+۷٫۵", "+7.5"),
        (0, Shape(ValueKind.SIGNED), "۰", "0"),
        (-0.04, Shape(ValueKind.SIGNED, 1), "۰٫۰", "0.0"),
        (0.256, Shape(ValueKind.PERCENT, 1), "۲۵٫۶٪", "25.6%"),
        (-0.1, Shape(ValueKind.SIGNED_PERCENT), "−۱۰٪", "−10%"),
        (2.5, Shape(ValueKind.NUMBER), "۳", "3"),
        (1e300, Shape(ValueKind.NUMBER), "۱" + "٬۰۰۰" * 100, "1" + ",000" * 100),
        (Decimal("0.10"), Shape(ValueKind.NUMBER, 2), "۰٫۱۰", "0.10"),
        (float("nan"), Shape(ValueKind.NUMBER), "سنجیده نشده", "Not measured"),
        (Unmeasured("lost"), Shape(ValueKind.NUMBER), "سنجیده نشده", "Not measured"),
        (None, Shape(ValueKind.NUMBER), "", ""),
        (DAY, Shape(ValueKind.DATE), "۱۴۰۱/۰۵/۲۳", "2022-08-14"),
        (
            datetime(2022, 8, 14, 20, 30, tzinfo=UTC),
            Shape(ValueKind.DATE),
            "۱۴۰۱/۰۵/۲۴ ۰۱:۰۰",
            "2022-08-15 01:00",
        ),
    ],
)
def test_a_value_is_written_for_its_reader(value: object, shape: Shape, persian: str, english: str) -> None:
    assert (FA.value(value, shape), EN.value(value, shape)) == (persian, english)


def test_a_document_may_use_the_other_calendar() -> None:
    assert DocumentReader("fa", "gregorian").day(DAY) == "۱۴ اوت ۲۰۲۲"
    assert DocumentReader("en", "jalali").day(DAY) == "23 Mordad 1401"


def test_a_row_has_as_many_cells_as_the_table_has_columns() -> None:
    with pytest.raises(ValueError, match="2 cells"):
        Table((TableColumn("a"),), (("x", "y"),))


def test_bars_have_no_baseline_since_they_begin_at_zero() -> None:
    with pytest.raises(ValueError, match="zero"):
        Chart(Form.BARS, "", ("a",), (ChartSeries("s", (1,)),), baseline=Baseline("b", 1))


@pytest.mark.parametrize("values", [(120, 130), (-5, -3), (-4, 9), (0, 0), (), (0.001, 0.002), (1e12, 3)])
def test_bars_begin_at_zero_and_stay_inside(values: tuple[float, ...]) -> None:
    scale = Scale.of(Chart(Form.BARS, "", ("x",) * len(values), (ChartSeries("s", values),)))
    assert scale.low <= 0 <= scale.high
    assert all(0 <= scale.at(value) <= 1 for value in values)


@pytest.mark.parametrize("values", [(120, 130), (-5, -3), (-4, 9), (0, 0), (7, 7, 7), (0.001, 0.0013)])
def test_lines_stay_between_the_first_and_the_last_line_across(values: tuple[float, ...]) -> None:
    scale = Scale.of(Chart(Form.LINE, "", ("x",) * len(values), (ChartSeries("s", values),)))
    assert all(-1e-9 <= scale.at(value) <= 1 + 1e-9 for value in values)
    assert len(scale.lines()) == 5


def test_a_wide_table_comes_in_parts_that_repeat_the_first_column() -> None:
    columns = tuple(TableColumn(f"c{number}") for number in range(40))
    table = Table(columns, [tuple(str(number) for number in range(40))], "Wide", notes=("n",))
    parts = list(narrowed(table, EN))
    assert [cell for part in parts for cell in part.rows[0][1:]] == [str(number) for number in range(1, 40)]
    assert all(part.rows[0][0] == "0" and len(part.columns) <= 9 for part in parts)
    assert parts[0].caption == "Wide (columns 2 to 9 of 40)"
    assert [part.notes for part in parts] == [(), (), (), (), ("n",)]


def test_plain_text_keeps_half_spaces_and_holds_signs() -> None:
    text = "".join(plain.write(paper("fa")))
    assert HALF_SPACED in text
    assert "\u200e−۱٬۲۳۴٬۵۶۷٫۵\u200e ریال" in text
    assert "سنجیده نشده: واحد در این دوره شمارش نکرد" in text


def test_a_cell_of_plain_text_cannot_turn_its_line_round() -> None:
    table = Table((TableColumn("a"), TableColumn("b")), [("\u202egnp.exe", "x")])
    text = "".join(plain.write(Document("t", (table, Paragraph.of("end")), "en")))
    assert "\u2068\u202egnp.exe\u2069 | x" in text


def test_csv_is_for_programs_whatever_the_language() -> None:
    table = next(paper("fa").tables())
    lines = "".join(csv.write(table, "fa")).split("\r\n")
    assert lines[0] == "\ufeffشهرستان,خانوار,تغییر (میلیارد ریال),پیشرفت,تحویل"
    assert lines[1] == "مشهد,12345,-42.25,0.873,2022-08-14"
    assert lines[3] == "تربت‌جام,0,0,سنجیده نشده: واحد در این دوره شمارش نکرد,"
    assert lines[4].startswith("'=SUM(A1:A9),15,")
    assert csv.cell(date(2020, 1, 2), "fa") == "2020-01-02"
