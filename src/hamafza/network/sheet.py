"""Reading a table from the bytes of a CSV or XLSX file, whatever program wrote it. Bounded on every side."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, time
from itertools import islice
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 40 * 1024 * 1024
MAX_ROWS = 10_000
MAX_COLUMNS = 60
MAX_CELL = 2_000
DELIMITERS = ",;\t،؛|"
ZIP = b"PK\x03\x04"
FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f]")

# A row's number as its reader sees it, counted from 1, and its cells.
Line = tuple[int, list[str]]


class TableError(ValueError):
    """The file as a whole cannot be read; the message is for the person, in their language."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


def read_lines(data: bytes) -> list[Line]:
    """The lines of the table that are not empty, headings included, as trimmed text.

    Raises `TableError` for anything that is not a table, or too large a one.
    """
    if not data.strip():
        raise TableError(_("The file is empty."))
    if len(data) > MAX_BYTES:
        raise TableError(_("The file is over 10 MB. Choose a smaller one."))
    rows = from_xlsx(data) if data.startswith(ZIP) else from_csv(data)
    numbered = enumerate(islice(rows, MAX_ROWS * 2 + 2), start=1)
    lines = [(number, cells) for number, cells in numbered if any(cells)]
    if len(lines) > MAX_ROWS + 1:
        raise TableError(_("The table has over 10 000 rows."))
    if len(lines) < 2:
        raise TableError(_("The table has no rows below the headings."))
    return lines


def from_csv(data: bytes) -> Iterator[list[str]]:
    text = decoded(data)
    if FORBIDDEN.search(text):
        raise TableError(_("This is not a CSV or XLSX file."))
    first, _newline, rest = text.partition("\n")
    delimiter = max(DELIMITERS, key=first.count)
    if (said := first.strip().lower()).startswith("sep=") and len(said) == 5:
        # Excel's own note about the delimiter; it still counts as a row.
        delimiter, text = said[4], "\n" + rest
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield trimmed(cells)
    except csv.Error as error:
        raise TableError(_("This is not a CSV or XLSX file.")) from error


def decoded(data: bytes) -> str:
    """The text, from UTF-8, UTF-16 or Windows-1256, which Persian spreadsheets use."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").lstrip("\ufeff")
    if b"\x00" in data[:400]:
        little = data[1:400:2].count(0) > data[0:400:2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1256", "replace")


def from_xlsx(data: bytes) -> Iterator[list[str]]:
    """The first sheet's rows. Loads the spreadsheet library only when a spreadsheet has come."""
    from openpyxl import load_workbook

    refuse_bombs(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for cells in sheet.iter_rows(max_row=MAX_ROWS * 2 + 2, max_col=MAX_COLUMNS, values_only=True):
            yield trimmed(cells)
        book.close()
    except TableError:
        raise
    except Exception as error:  # the library raises whatever a damaged file makes it stumble over
        raise TableError(_("This XLSX file is damaged. Save it again and upload it.")) from error


def refuse_bombs(data: bytes) -> None:
    """An archive says how large it unpacks, and cannot unpack to more than it says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise TableError(_("This XLSX file is damaged. Save it again and upload it.")) from error
    if len(parts) > 1_000 or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise TableError(_("This XLSX file is too large when unpacked."))


def trimmed(cells: Iterable[Any]) -> list[str]:
    return [as_text(cell) for cell in islice(cells, MAX_COLUMNS)]


def as_text(cell: Any) -> str:
    """A cell as a person would have typed it."""
    match cell:
        case None:
            return ""
        case float() if cell.is_integer():
            return str(int(cell))
        case time():
            return cell.strftime("%H:%M")
        case date():
            return cell.isoformat()
        case _:
            return str(cell).strip().strip("\ufeff\u200e\u200f")[:MAX_CELL].strip()
