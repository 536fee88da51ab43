"""Rows as a table that one takes along: XLSX and CSV, in which no cell is taken for a formula."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from typing import Any, Generic, TypeVar

from django.db.models import Model
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import Promise, lazy
from django.utils.text import capfirst
from django.utils.translation import get_language_bidi

from hamafza.lib.documents.csv import BOM, guarded, line

R = TypeVar("R")
M = TypeVar("M", bound=Model)
MOST = 50_000  # rows
SAMPLE = 200  # rows that tell how wide the columns are
MOMENT, NARROWEST, WIDEST = 19, 10, 60  # characters
ENDINGS = ("xlsx", "csv")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column of the table: its heading, and what a row has in it."""

    heading: str | Promise
    value: Callable[[R], Any]


def columns_of(model: type[M], *names: str) -> list[Column[M]]:
    """Fields of a model as columns: headed by their names, a choice by its words."""
    return [column_of(model._meta.get_field(name)) for name in names]


def column_of(field: Any) -> Column[Any]:
    shown = f"get_{field.name}_display" if field.choices else ""
    heading = lazy(capfirst, str)(field.verbose_name)
    return Column(heading, lambda row: getattr(row, shown)() if shown else getattr(row, field.name))


def sheet(name: str, columns: Iterable[Column[R]], rows: Iterable[R], ending: str) -> HttpResponseBase:
    """The answer to a wish for the table: `name`, today and the ending make the file's name."""
    columns = list(columns)
    cells = (
        [column.value(row) for column in columns] for row, _place in zip(rows, range(MOST), strict=False)
    )
    headings = [str(column.heading) for column in columns]
    answer = as_xlsx(headings, cells) if ending == "xlsx" else as_csv(headings, cells)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate()}.{ending}"'
    return answer


def as_csv(headings: list[str], rows: Iterable[list[Any]]) -> StreamingHttpResponse:
    return StreamingHttpResponse(lines(headings, rows), content_type="text/csv; charset=utf-8")


def lines(headings: list[str], rows: Iterable[list[Any]]) -> Iterator[str]:
    yield BOM + line(guarded(heading) for heading in headings)
    for row in rows:
        yield line(said(cell) for cell in row)


def said(cell: Any) -> str:
    """Numbers and moments are no formulas, whatever they begin with."""
    if isinstance(cell, datetime):
        return timezone.localtime(cell).isoformat(timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | float):
        return str(cell)
    return guarded("" if cell is None else str(cell))


def as_xlsx(headings: list[str], rows: Iterable[list[Any]]) -> HttpResponse:
    from openpyxl import Workbook  # takes a quarter of a second, and most pages need none
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    page: Any = book.create_sheet()
    page.sheet_view.rightToLeft = get_language_bidi()
    page.freeze_panes = "A2"
    rows = iter(rows)
    first = [headings, *islice(rows, SAMPLE)]
    for number, column in enumerate(zip(*first, strict=True), 1):
        page.column_dimensions[get_column_letter(number)].width = width(column)
    for row in chain(first, rows):
        cells = []
        for value in row:
            cell: Any = WriteOnlyCell(page, plain(value))
            if isinstance(cell.value, str):
                cell.data_type = "s"  # text, also when it begins like a formula
            cells.append(cell)
        page.append(cells)
    held = io.BytesIO()
    book.save(held)
    return HttpResponse(held.getvalue(), content_type=XLSX)


def width(cells: Iterable[Any]) -> int:
    """Characters that a column needs: a moment that does not fit is shown as ####."""
    needed = max(MOMENT if isinstance(cell, date) else len(str(cell or "")) for cell in cells)
    return min(max(needed + 2, NARROWEST), WIDEST)


def plain(value: Any) -> Any:
    """What a cell of a workbook can hold: numbers, moments of this place, text."""
    from hamafza.lib.documents.xlsx import held  # see above

    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None, microsecond=0)
    if value is None or isinstance(value, date | int | float):
        return value
    return held(str(value))
