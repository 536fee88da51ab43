"""Tables as the XML of word processors: from the reading edge, the head on every page."""

from __future__ import annotations

from itertools import islice

from hamafza.lib.documents.docx_words import Script, paragraph
from hamafza.lib.documents.model import Row, Table, TableColumn
from hamafza.lib.documents.values import Shape, Unmeasured, Value, ValueKind

WIDE = 9638
"""Twentieths of a point."""
INSET = 85
SAMPLED, LEAST, MOST = 60, 8, 40
_EDGE = '<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'


def table_xml(table: Table, script: Script) -> str:
    widths = shares(table, script)
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    head = cells(
        [(column.title, TableColumn(column.head, column.kind)) for column in table.columns],
        widths,
        script,
        "Head",
    )
    rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"]
    rows += (row_xml(row, table, widths, script, "Cell") for row in table.rows)
    if table.totals:
        rows.append(row_xml(table.totals, table, widths, script, "Total"))
    return f"<w:tbl>{properties(script)}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>\n"


def properties(script: Script) -> str:
    mirrored = "<w:bidiVisual/>" if script.reader.language == "fa" else ""
    edges = "".join(
        _EDGE.format(side=side, size=size, colour=colour)
        for side, size, colour in (("top", 8, "18211F"), ("bottom", 8, "18211F"), ("insideH", 4, "D8D3C7"))
    )
    margins = f'<w:left w:w="{INSET}" w:type="dxa"/><w:right w:w="{INSET}" w:type="dxa"/>'
    return (
        f'<w:tblPr>{mirrored}<w:tblW w:w="{WIDE}" w:type="dxa"/><w:tblInd w:w="{INSET}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    )


def row_xml(row: Row, table: Table, widths: list[int], script: Script, style: str) -> str:
    found = cells(list(zip(row, table.columns, strict=True)), widths, script, style)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{found}</w:tr>"


def cells(values: list[tuple[Value, TableColumn]], widths: list[int], script: Script, style: str) -> str:
    return "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{SHADED if style == "Head" else ""}</w:tcPr>'
        f"{cell(value, column.shape, script, style)}</w:tc>"
        for (value, column), wide in zip(values, widths, strict=True)
    )


SHADED = '<w:shd w:val="clear" w:color="auto" w:fill="F4F1EA"/>'


def cell(value: Value, shape: Shape, script: Script, style: str) -> str:
    """A paragraph whose style says on which side it stands: ones under ones."""
    placed = f"{style}Number" if shape.kind.is_number else style
    if value is None:
        return paragraph(placed, "")
    if isinstance(value, str):
        if script.is_foreign(value):
            return paragraph(f"{style}Latin", script.run(value, is_ltr=True))
        return paragraph(placed, script.run(value))
    shown = script.reader.value(value, shape)
    if isinstance(value, Unmeasured):
        return paragraph(placed, script.run(shown, colour="545E60"))
    apart = script.reader.isolated(
        shown, shape if shape.kind is not ValueKind.TEXT else Shape(ValueKind.NUMBER)
    )
    return paragraph(placed, script.run(apart, is_ltr=True))


def shares(table: Table, script: Script) -> list[int]:
    """Each column's part of the width, by its longest line among the first rows."""
    longest = [length(table, number, column, script) for number, column in enumerate(table.columns)]
    whole = sum(longest)
    return [WIDE * one // whole for one in longest]


def length(table: Table, number: int, column: TableColumn, script: Script) -> int:
    shown = (script.reader.value(row[number], column.shape) for row in islice(table.rows, SAMPLED))
    head = max(map(len, column.title.split()), default=0)
    found = max((len(line) for text in shown for line in text.split("\n")), default=0)
    return min(max(found + 2, head + 2, len(column.title) // 2, LEAST), MOST)
