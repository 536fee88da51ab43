"""How cells of a workbook look: one style for each kind of column, made once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from hamafza.lib.documents import csv
from hamafza.lib.documents.model import TableColumn
from hamafza.lib.documents.showing import MINUS, DocumentReader, has_rtl
from hamafza.lib.documents.values import Shape, ValueKind

if TYPE_CHECKING:
    from openpyxl import Workbook

PERSIAN_DIGITS = "[$-3000429]"
LTR, RTL = 1, 2
STEP = 13.5
ACCENT, SUNK, MUTED = "FF0B5C5A", "FFF4F1EA", "FF545E60"


@dataclass(frozen=True, slots=True)
class CellLooks:
    """The styles of numbers, and of texts by what they need: see `of`."""

    number: Any
    texts: dict[tuple[bool, bool], Any]
    step: float = STEP
    """The height of a line."""

    def of(self, text: str) -> Any:
        """A text that begins like a formula stays one when edited; one without Persian letters reads from the left."""
        return self.texts[csv.guarded(text) != text, not has_rtl(text)]


def number_format(shape: Shape, reader: DocumentReader) -> str:
    """Three parts: what is above zero, below it, and zero.

    >>> number_format(Shape(Kind.SIGNED, 1), Reader("en", "gregorian"))
    '"+"#,##0.0;"−"#,##0.0;#,##0.0'
    """
    if shape.kind is ValueKind.DATE:
        return "yyyy-mm-dd"
    digits = PERSIAN_DIGITS if reader.language == "fa" else ""
    body = "#,##0" + ("." + "0" * shape.places if shape.places else "") + ("%" if shape.kind.is_share else "")
    plus = '"+"' if shape.kind.is_signed else ""
    return f'{digits}{plus}{body};{digits}"{MINUS}"{body};{digits}{body}'


class Looks:
    def __init__(self, workbook: Workbook, reader: DocumentReader) -> None:
        from openpyxl.worksheet.properties import PageSetupProperties

        self.workbook, self.reader = workbook, reader
        self.order = RTL if reader.language == "fa" else LTR
        self.fitting = PageSetupProperties(fitToPage=True)
        self.title = self.look(bold=True, size=16)
        self.heading = self.look(bold=True, size=13)
        self.prose = self.look()
        self.link = self.look(colour=ACCENT, underline="single")
        self.note = self.look(colour=MUTED, wrap=False)
        self.head = self.look(bold=True, fill=SUNK)
        self.head_of_numbers = self.look(bold=True, fill=SUNK, side="right")
        self.columns: dict[tuple[Shape, bool], CellLooks] = {}

    def head_of(self, column: TableColumn) -> CellLooks:
        return self.head_of_numbers if column.kind.is_number else self.head

    def of(self, column: TableColumn, *, is_total: bool = False) -> CellLooks:
        wanted = (column.shape, is_total)
        if wanted not in self.columns:
            self.columns[wanted] = self.look(bold=is_total, format=number_format(column.shape, self.reader))
        return self.columns[wanted]

    def look(
        self,
        *,
        format: str = "General",
        wrap: bool = True,
        fill: str = "",
        side: str | None = None,
        **face: Any,
    ) -> CellLooks:
        """Numbers run from left to right and stand at the right, ones under ones."""
        number = self.style(format, fill, face, horizontal="right", readingOrder=LTR)
        texts = {}
        for is_quoted, is_foreign in product((True, False), repeat=2):
            order, edge = (LTR, "right") if is_foreign and self.order == RTL else (self.order, side)
            made = self.style("General", fill, face, wrap_text=wrap, readingOrder=order, horizontal=edge)
            made.quotePrefix = int(is_quoted)
            texts[is_quoted, is_foreign] = made
        return CellLooks(number, texts, STEP * face.get("size", 10) / 10)

    def style(self, format: str, fill: str, face: dict[str, Any], **alignment: Any) -> Any:
        """Made on a cell that is thrown away: styles belong to a workbook."""
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font, PatternFill

        sheet: Any = type("Owner", (), {"parent": self.workbook})()
        cell: Any = WriteOnlyCell(sheet)
        names = {"colour": "color"}
        cell.font = Font(
            name="Tahoma", **({"size": 10} | {names.get(key, key): one for key, one in face.items()})
        )
        cell.alignment = Alignment(vertical="top", **alignment)
        cell.number_format = format
        if fill:
            cell.fill = PatternFill("solid", fgColor=fill)
        return cell._style
