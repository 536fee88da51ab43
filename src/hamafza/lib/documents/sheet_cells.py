"""Sheets of a workbook and what their cells hold, for all who write workbooks: a text is never a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from hamafza.lib.text.characters import allowed

LONGEST = 32_767
"""Characters that a cell can hold; a longer text ends with an ellipsis, and stands whole in the other forms."""
NARROWEST, WIDEST = 9, 48  # characters
SAMPLED = 200  # rows that tell how wide the columns are
MARGIN = 3
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LINE_ENDS = re.compile(r"\r\n?")


def new_workbook() -> Any:
    """Its rows are written as they come."""
    from openpyxl import Workbook  # takes a quarter of a second, and most pages need none

    return Workbook(write_only=True)


def new_sheet(workbook: Any, name: str | None = None, *, from_right: bool) -> Any:
    sheet = workbook.create_sheet(name)
    sheet.sheet_view.rightToLeft = from_right
    return sheet


def widen(sheet: Any, widths: Sequence[int]) -> None:
    from openpyxl.utils import get_column_letter

    for number, wide in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = wide


def wide_enough(texts: Iterable[str], heading: int = 0) -> int:
    """As wide as the longest line, and as what stands in the heading, within bounds."""
    longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
    return min(max(longest + MARGIN, heading + MARGIN, NARROWEST), WIDEST)


def cell_of(sheet: Any, value: Any) -> Any:
    """A number or a day as itself, a text as one, whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell: Any = WriteOnlyCell(sheet)
    cell._value, cell.data_type = held(value), "s"
    return cell


def readable(text: str) -> str:
    return _LINE_ENDS.sub("\n", allowed(text))


def held(text: str) -> str:
    """As a cell keeps it: no longer than it may be, and nothing in it read as an escape of the format."""
    kept = _LIKE_AN_ESCAPE.sub("_x005F_", readable(text))
    return kept if len(kept) <= LONGEST else kept[: LONGEST - 1] + "…"
