"""A workbook: one sheet for the text, one for each table, charts beside their numbers.

Rows are written as they come, so a book of hundreds of tables needs little memory. Numbers are numbers in the
format of the document's language; a text is never a formula. Days of the Jalali calendar are texts whose order is
theirs, since spreadsheets do not agree on a format for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from math import ceil
from typing import IO, Any

from hamafza.lib.documents import plain
from hamafza.lib.documents.model import Block, Chart, Document, Heading, Row, Table, TableColumn
from hamafza.lib.documents.sheet_cells import (
    LONGEST,
    SAMPLED,
    cell_of,
    new_sheet,
    new_workbook,
    readable,
    wide_enough,
    widen,
)
from hamafza.lib.documents.sheet_charts import add_chart
from hamafza.lib.documents.sheet_looks import STEP, CellLooks, Looks
from hamafza.lib.documents.showing import DocumentReader, explained, local
from hamafza.lib.documents.values import Unmeasured, Value, is_number
from hamafza.lib.documents.words import WORDS

READABLE = 76  # the widest column that A4 holds upright; LibreOffice cuts a single wider one instead of making it fit
HIGHEST = 400.0
_NOT_IN_NAMES = re.compile(r"[\\/*?:\[\]\n\r\t]")


def write(document: Document, target: IO[bytes]) -> None:
    book = Book(document)
    if not document.is_only_tables() or not document.blocks:
        book.add_text()
    for block in document.blocks:
        if isinstance(block, Table):
            book.add_table(block)
        elif isinstance(block, Chart):
            book.add_table(block.table(), block)
    book.workbook.save(target)


class CountedSheet:
    """A sheet whose rows are counted, since the library does not."""

    def __init__(self, raw: Any) -> None:
        self.raw, self.count = raw, 0

    def add(self, cells: Sequence[Any], lines: int = 1, step: float = STEP) -> None:
        """Not every spreadsheet finds the height of a row by itself."""
        self.count += 1
        if lines > 1 or step > STEP:
            self.raw.row_dimensions[self.count].height = min(step * lines, HIGHEST)
        self.raw.append(cells)


class Book:
    """A workbook in the making; its sheets are named before the first one is written, so that the text can link."""

    def __init__(self, document: Document) -> None:
        self.workbook = new_workbook()
        self.workbook.properties.title = readable(document.title)
        self.workbook.properties.creator = readable(document.author)
        self.document, self.reader = document, DocumentReader.of(document)
        self.looks = Looks(self.workbook, self.reader)
        self.names = SheetNames(self.reader, [WORDS[document.language].text])
        self.places = [self.names.of(table) for table in document.tables()]
        self.written = iter(self.places)

    def sheet(self, name: str) -> CountedSheet:
        sheet = new_sheet(self.workbook, name, from_right=self.document.direction == "rtl")
        sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = 9, 0
        sheet.sheet_properties.pageSetUpPr = self.looks.fitting
        return CountedSheet(sheet)

    def add_text(self) -> None:
        """What is no table, line by line, and where the tables are."""
        sheet = self.sheet(WORDS[self.document.language].text)
        widen(sheet.raw, [READABLE])
        places = iter(self.places)
        self.say(sheet, self.document.title, self.looks.title)
        for line in self.front():
            self.say(sheet, line, self.looks.prose)
        for block in self.document.blocks:
            if isinstance(block, Table | Chart):
                self.lead_to(sheet, block.caption, next(places))
            else:
                for line in self.lines(block):
                    look = self.looks.heading if isinstance(block, Heading) else self.looks.prose
                    self.say(sheet, line, look)
        sheet.raw.close()

    def front(self) -> Iterator[str]:
        if self.document.subtitle:
            yield self.document.subtitle
        for fact in self.document.facts:
            yield f"{fact.name}: {plain.sentence(fact.runs, self.reader)}"

    def lines(self, block: Block) -> Iterator[str]:
        if isinstance(block, Heading):
            yield block.text
            return
        for line in plain.written(block, self.reader):
            if line.strip():
                yield line.removeprefix("\n").removesuffix("\n")

    def say(self, sheet: CountedSheet, text: str, look: CellLooks) -> None:
        """A text that is too long for a cell goes on in the next."""
        kept = readable(text)
        for start in range(0, max(len(kept), 1), LONGEST // 2):
            piece = kept[start : start + LONGEST // 2]
            sheet.add([self.cell(sheet, piece, look)], lines_of(piece, READABLE), look.step)

    def lead_to(self, sheet: CountedSheet, caption: str, name: str) -> None:
        from openpyxl.worksheet.hyperlink import Hyperlink

        named = WORDS[self.document.language].sheet.format(name=name)
        cell: Any = self.cell(sheet, readable(f"{caption} – {named}" if caption else named), self.looks.link)
        cell.row, cell.column = sheet.count + 1, 1
        place = name.replace("'", "''")
        cell._hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{place}'!A1")
        sheet.add([cell])

    def add_table(self, table: Table, chart: Chart | None = None) -> None:
        sheet = self.sheet(next(self.written))
        sheet.raw.freeze_panes, sheet.raw.print_title_rows = "A2", "1:1"
        widths = [width(table, number, one, self.reader) for number, one in enumerate(table.columns)]
        widen(sheet.raw, widths)
        heads = [(column.title, self.looks.head_of(column)) for column in table.columns]
        self.add_row(sheet, heads, widths)
        self.add_rows(sheet, table, table.rows, widths)
        self.add_rows(sheet, table, [table.totals] if table.totals else [], widths, are_totals=True)
        for line in self.beneath(table):
            sheet.add([] if not line else [self.cell(sheet, line, self.looks.note)])
        if chart:
            sheet.raw.page_setup.orientation = "landscape"
            add_chart(sheet.raw, chart, self.reader)
        sheet.raw.close()

    def add_rows(
        self,
        sheet: CountedSheet,
        table: Table,
        rows: Sequence[Row],
        widths: list[int],
        *,
        are_totals: bool = False,
    ) -> None:
        columns = [(column, self.looks.of(column, is_total=are_totals)) for column in table.columns]
        for row in rows:
            cells = [
                (self.value(value, column), look) for value, (column, look) in zip(row, columns, strict=True)
            ]
            self.add_row(sheet, cells, widths)

    def add_row(
        self, sheet: CountedSheet, cells: Sequence[tuple[Value, CellLooks]], widths: list[int]
    ) -> None:
        texts = (
            (value, wide) for (value, _), wide in zip(cells, widths, strict=True) if isinstance(value, str)
        )
        lines = max((lines_of(text, wide) for text, wide in texts), default=1)
        sheet.add([self.cell(sheet, value, look) for value, look in cells], lines)

    def value(self, value: Value, column: TableColumn) -> Value:
        """As the cell holds it: a number, a day or a text."""
        if isinstance(value, Unmeasured):
            return explained(value, self.reader.language)
        if is_number(value):
            return value
        if isinstance(value, date) and self.reader.calendar == "gregorian":
            return local(value)
        return self.reader.value(value, column.shape) or None

    def beneath(self, table: Table) -> Iterator[str]:
        """After a line that keeps sorting and filtering away from what is no row."""
        if not table.rows:
            yield WORDS[self.document.language].empty
        if table.caption or table.notes:
            yield ""
            yield from (line for line in (table.caption, *table.notes) if line)

    def cell(self, sheet: CountedSheet, value: Value, look: CellLooks) -> Any:
        if value is None:
            return None
        cell = cell_of(sheet.raw, value)
        cell._style = look.of(cell.value) if isinstance(value, str) else look.number
        return cell


def width(table: Table, number: int, column: TableColumn, reader: DocumentReader) -> int:
    """As wide as its longest line among the first rows, within bounds."""
    rows = (*islice(table.rows, SAMPLED), table.totals or ())
    shown = (reader.value(row[number], column.shape) for row in rows if row)
    return wide_enough(shown, max(map(len, column.title.split()), default=0))


def lines_of(text: str, wide: int) -> int:
    """About how many lines a text takes in a column."""
    return sum(max(ceil(len(line) * 1.1 / wide), 1) for line in text.split("\n")) if text else 1


class SheetNames:
    """Names of sheets: short, without the signs that references use, no two alike."""

    LONGEST = 31

    def __init__(self, reader: DocumentReader, taken: list[str]) -> None:
        self.reader, self.count = reader, 0
        self.taken = {name.casefold() for name in (*taken, "history")}

    def of(self, table: Table) -> str:
        self.count += 1
        number = WORDS[self.reader.language].table.format(number=self.reader.digits(str(self.count)))
        wanted = (
            _NOT_IN_NAMES.sub(" ", readable(table.name or table.caption))
            .strip("' ")[: self.LONGEST]
            .strip("' ")
        )
        name = wanted or number
        tail = 1
        while name.casefold() in self.taken:
            tail += 1
            ending = f" {self.reader.digits(str(tail))}"
            name = (wanted or number)[: self.LONGEST - len(ending)] + ending
        self.taken.add(name.casefold())
        return name
