"""Reading a table from the bytes of a CSV or XLSX file, whatever program wrote it. Bounded on every side."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, time
from itertools import islice
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamafza.lib.text.bidi import bare

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 40 * 1024 * 1024
MAX_ROWS = 10_000
MAX_COLUMNS = 60
MAX_CELL = 2_000
EXACT = 1e15
DELIMITERS = ",;\t،؛|"
ZIP = b"PK\x03\x04"
FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f]")

SHEETS = 20
IDIOM = re.compile(
    r'="(.*)"|\'(?=[+\d۰-۹])(.*)', re.DOTALL
)  # ="021…" and '021…: text that looks like a number

# A row's number as its reader sees it, counted from 1, and its cells.
Line = tuple[int, list[str]]


class TableError(ValueError):
    """The file as a whole cannot be read; the message is for the person, in their language."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


def read_lines(data: bytes, fits: Callable[[list[Line]], bool] = bool, *, most: int = MAX_ROWS) -> list[Line]:
    """The lines of the table that are not empty, headings included, as trimmed text.

    Of several sheets the first one that `fits`, else the first. Raises `TableError` for anything that is
    not a table, or too large a one.
    """
    if not data.strip():
        raise TableError(_("The file is empty."))
    if len(data) > MAX_BYTES:
        raise TableError(_("The file is over 10 MB. Choose a smaller one."))
    lines = from_xlsx(data, fits, most) if data.startswith(ZIP) else filled(from_csv(data), most)
    if len(lines) > most + 1:
        raise TableError(_("The table has too many rows. Split it into several files."))
    if len(lines) < 2:
        raise TableError(_("The table has no rows below the headings."))
    return lines


def filled(rows: Iterable[list[str]], most: int) -> list[Line]:
    """The rows with words in them, each with its number."""
    numbered = enumerate(islice(rows, most * 2 + 2), start=1)
    return [(number, cells) for number, cells in numbered if any(cells)]


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


def from_xlsx(data: bytes, fits: Callable[[list[Line]], bool], most: int) -> list[Line]:
    """The rows of the sheet that fits, or of the first one with rows. Loads its library only when needed."""
    from openpyxl import load_workbook

    refuse_bombs(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = sorted(book.worksheets[:SHEETS], key=lambda sheet: sheet.sheet_state != "visible")
        first: list[Line] = []
        for sheet in sheets:
            lines = filled(rows_of(sheet, most), most)
            if fits(lines):
                return lines
            first = first or lines
        book.close()
        return first
    except Exception as error:  # the library raises whatever a damaged file makes it stumble over
        raise TableError(_("This XLSX file is damaged. Save it again and upload it.")) from error


def rows_of(sheet: Any, most: int) -> Iterator[list[str]]:
    sheet.reset_dimensions()
    for cells in sheet.iter_rows(max_row=most * 2 + 2, max_col=MAX_COLUMNS):
        yield [shown(cell.value, getattr(cell, "number_format", "")) for cell in cells]


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


def shown(value: Any, number_format: str) -> str:
    """A spreadsheet's cell as the spreadsheet shows it: 7 in the format 000 is 007."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value == value // 1:
        return in_format(int(value), number_format) or as_text(value)
    return as_text(value)


PLACES = re.compile(r'"([^"]*)"|\\(.)|([0#?])|([ ()+/-])')
NOT_SHOWN = re.compile(r"\[[^\]]*\]|_.|\*.")  # colours, conditions and paddings of a number format


def in_format(value: int, number_format: str) -> str:
    """A whole number in a format that has leading zeros, "" for any other format."""
    section = NOT_SHOWN.sub("", number_format.split(";")[0])
    parts = list(PLACES.finditer(section))
    if value < 0 or "".join(part.group() for part in parts) != section:
        return ""
    places = [part[3] for part in parts if part[3]]
    if len(places) < 2 or places[0] != "0":
        return ""
    digits = str(value).rjust(len(places), "0")
    spare = len(digits) - len(places)  # more digits than places stand before the first
    written = []
    for part in parts:
        if part[3]:
            written.append(digits[: spare + 1])
            digits, spare = digits[spare + 1 :], 0
        else:
            written.append(part[1] or part[2] or part[4] or "")
    return "".join(written).strip()


def as_text(cell: Any) -> str:
    """A cell as a person would have typed it."""
    match cell:
        case None:
            return ""
        case float() if abs(cell) >= EXACT:
            return f"{cell:.5E}"  # its last digits are lost already
        case float() if cell.is_integer():
            return str(int(cell))
        case time():
            return cell.strftime("%H:%M")
        case date():
            return cell.isoformat()
        case _:
            text = bare(str(cell).replace("\u00a0", " "))
            if idiom := IDIOM.fullmatch(text):
                text = bare((idiom[1] or idiom[2] or "").replace('""', '"'))
            return text[:MAX_CELL].strip()
