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
from hamafza.lib.documents.sheet_cells import (
    MEDIA_TYPE,
    SAMPLED,
    cell_of,
    new_sheet,
    new_workbook,
    wide_enough,
    widen,
)

R = TypeVar("R")
M = TypeVar("M", bound=Model)
MOST = 50_000  # rows
ENDINGS = ("xlsx", "csv")


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
    book = new_workbook()
    page = new_sheet(book, from_right=get_language_bidi())
    page.freeze_panes = "A2"
    plain = ([held(cell) for cell in row] for row in rows)
    first = [headings, *islice(plain, SAMPLED)]
    widen(page, [wide_enough(written(cell) for cell in column) for column in zip(*first, strict=True)])
    for row in chain(first, plain):
        page.append([cell_of(page, cell) for cell in row])
    kept = io.BytesIO()
    book.save(kept)
    return HttpResponse(kept.getvalue(), content_type=MEDIA_TYPE)


def held(value: Any) -> Any:
    """What a cell of a workbook can hold: numbers, moments of this place, text."""
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None, microsecond=0)
    if value is None or isinstance(value, date | int | float):
        return value
    return str(value)


def written(value: Any) -> str:
    """About how a spreadsheet shows it: a moment that does not fit stands there as ####."""
    return "" if value is None else str(value)
