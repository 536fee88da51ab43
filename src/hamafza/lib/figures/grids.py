"""The cells of a pasted table or of a sheet, each with the number that it says."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hamafza.lib.figures.numbers import EMPTY, NumberReading, read_number, unclear
from hamafza.lib.text.numbers import plain

MOST_ROWS, MOST_COLUMNS = 2_000, 100
"""Of a pasted table: more belongs into a file."""
_EXACT = 15  # digits that a cell of a sheet keeps and shows
_IDIOM = re.compile(r'="(.*)"', re.DOTALL)
_ERROR = re.compile(r"#(?:REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|N/A|#+)?", re.IGNORECASE)
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')  # texts, colours and paddings of a number format
_SCALED = re.compile(r"[0#?],+(?![0#?,])")


@dataclass(frozen=True, slots=True)
class GridCell:
    typed: str
    """As it came, so that nothing is lost while a person puts it right."""
    reading: NumberReading


class GridError(ValueError):
    """The table as a whole is not read; `why` is «too_many_rows» or «too_many_columns»."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def read_grid(pasted: str) -> list[list[GridCell]]:
    """The cells of a table as spreadsheets copy it.

    >>> [[cell.typed for cell in row] for row in read_grid('تهران\\t۱۲\\n"two\\nlines"\\t')]
    [['تهران', '۱۲'], ['two\\nlines', '']]
    """
    return [[GridCell(text, read_text_cell(text)) for text in row] for row in split_grid(pasted)]


def split_grid(pasted: str) -> list[list[str]]:
    """The texts of its cells; lines that are quoted wrongly are taken as they stand."""
    if not pasted:
        return []
    try:
        rows = list(csv.reader(io.StringIO(pasted, newline=""), dialect="excel-tab", strict=True))
    except csv.Error:
        lines = re.split(r"\r\n|\r|\n", pasted)
        rows = [line.split("\t") for line in (lines if lines[-1] else lines[:-1])]
    if len(rows) > MOST_ROWS:
        raise GridError("too_many_rows")
    if max(map(len, rows), default=0) > MOST_COLUMNS:
        raise GridError("too_many_columns")
    return [[cell.strip() for cell in row] or [""] for row in rows]


def read_sheet(rows: Iterable[Sequence[Any]]) -> Iterator[list[GridCell]]:
    """Rows of cells as `openpyxl` gives them, read only and with values in place of formulas."""
    for cells in rows:
        yield [read_sheet_cell(cell.value, getattr(cell, "number_format", "")) for cell in cells]


def read_sheet_cell(value: Any, number_format: str = "General") -> GridCell:
    """What a cell of a sheet says: its number as the sheet shows it, 0.3 and not 0.30000000000000004.

    >>> read_sheet_cell(0.1 + 0.2).reading.value, read_sheet_cell(0.125, "0.0%").reading.value
    (Decimal('0.3'), Decimal('12.5'))
    """
    match value:
        case None:
            return GridCell("", EMPTY)
        case bool():
            return GridCell(str(value).upper(), unclear("cell_truth"))
        case int() | float() | Decimal():
            return _of_number(value, _NOT_SHOWN.sub("", number_format.partition(";")[0]))
        case date() | time() | timedelta():
            return GridCell(str(value), unclear("cell_date"))
        case _:
            text = str(value).strip()
            return GridCell(text, read_text_cell(text))


def read_text_cell(text: str) -> NumberReading:
    """A text as a field has it; what spreadsheets write where a formula failed is no number."""
    if _ERROR.fullmatch(text) and text.upper() != "#N/A":
        return unclear("cell_error")
    idiom = _IDIOM.fullmatch(text)
    return read_number(idiom[1] if idiom else text.removeprefix("'"))


def _of_number(value: float | Decimal, shown: str) -> GridCell:
    exact = Decimal(f"{value:.{_EXACT}g}" if isinstance(value, float) else value)
    if not exact.is_finite():
        return GridCell(str(value), unclear("cell_error"))
    typed = plain(Fraction(exact))
    if abs(exact) >= 10**_EXACT:
        return GridCell(typed, unclear("digits_lost"))
    if re.match("0{2,}", shown):
        return GridCell(typed, unclear("leading_zero"))
    if _SCALED.search(shown):
        return GridCell(typed, unclear("cell_scaled"))
    if "%" in shown:
        typed = plain(Fraction(exact) * 100)
        return GridCell(f"{typed}%", NumberReading(Decimal(typed), "number", percent=True))
    return GridCell(typed, NumberReading(Decimal(typed), "number"))
