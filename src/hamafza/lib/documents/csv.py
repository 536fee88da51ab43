"""A table as CSV for programs and spreadsheets: UTF-8 with a mark, plain numbers, dates as ISO has them.

Spreadsheets run a cell that begins like a formula. Such a text gets an apostrophe before it, as they themselves
write it; `unguarded` takes it away again, so nothing is lost.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from hamafza.lib.documents.model import Language, Table
from hamafza.lib.documents.showing import explained
from hamafza.lib.documents.values import Unmeasured, Value
from hamafza.lib.text.characters import allowed

BOM = "\ufeff"
_UNSEEN = r"\s\u200b\u200e\u200f\u2066-\u2069"
_BEGINS = r"[=+\-@\uff1d\uff0b\uff0d\uff20]"
_RUNS = re.compile(rf"'*(?:[{_UNSEEN}]*{_BEGINS}|[{_UNSEEN}]*[\t\r\n])")
_AFTER = rf"(?<=[;|\t\r\n]){{}}(?=[{_UNSEEN}']*{_BEGINS})"
_PARTS, _PARTED = re.compile(_AFTER.format("")), re.compile(_AFTER.format("'"))
"""Where a cell would begin if the table were opened with another separator."""


def write(table: Table, language: Language) -> Iterator[str]:
    """Line by line, the head first."""
    yield BOM + line(guarded(column.title) for column in table.columns)
    for row in (*table.rows, table.totals):
        if row:
            yield line(cell(value, language) for value in row)


def line(cells: Iterable[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(list(cells))
    return out.getvalue()


def cell(value: Value, language: Language) -> str:
    match value:
        case None:
            return ""
        case Unmeasured():
            return guarded(explained(value, language))
        case datetime():
            return value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case str():
            return guarded(value)
        case Decimal():
            return f"{value:f}"
    return str(value)


def guarded(text: str) -> str:
    """The text so that no spreadsheet runs it, whatever it takes for the end of a cell.

    >>> guarded("=1+1"), guarded("1+1"), guarded("a;=1+1")
    ("'=1+1", '1+1', "a;'=1+1")
    """
    kept = _PARTS.sub("'", allowed(text))
    return f"'{kept}" if _RUNS.match(kept) else kept


def unguarded(cell: str) -> str:
    """What `guarded` was given."""
    whole = cell[1:] if cell.startswith("'") and _RUNS.match(cell[1:]) else cell
    return _PARTED.sub("", whole)
