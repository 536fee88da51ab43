"""A document as the answer to a request: shown as the page to print, or saved as a file."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, StreamingHttpResponse
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamafza.files.errors import HINTS, NotInstalled, TooLarge
from hamafza.lib.documents import csv, docx, extras, html, pdf, plain, xlsx
from hamafza.lib.documents.extras import Missing
from hamafza.lib.documents.model import Document
from hamafza.lib.text.characters import allowed
from hamafza.lib.text.letters import INVISIBLE
from hamafza.pages.sending import pieces

IN_MEMORY = 2 * 1024 * 1024
LONGEST_NAME = 80
_UNFIT = re.compile(rf'[{INVISIBLE}\x00-\x1f"*/:<>?\\|]+')
ARABIC_LETTERS = "U+0600-06FF, U+0750-077F, U+200C-200E, U+2010-2011, U+FB50-FDFF, U+FE70-FEFC"


class Format(StrEnum):
    """The value is the ending of the file."""

    PAGE = "html"
    XLSX = "xlsx"
    DOCX = "docx"
    PDF = "pdf"
    CSV = "csv"
    TEXT = "txt"


NAMES: dict[Format, str | Promise] = {
    Format.PAGE: _("Page to print"),
    Format.XLSX: "XLSX",
    Format.DOCX: "DOCX",
    Format.PDF: "PDF",
    Format.CSV: "CSV",
    Format.TEXT: _("Plain text"),
}
OOXML = "application/vnd.openxmlformats-officedocument"
TYPES = {
    Format.XLSX: f"{OOXML}.spreadsheetml.sheet",
    Format.DOCX: f"{OOXML}.wordprocessingml.document",
    Format.PDF: "application/pdf",
    Format.CSV: "text/csv; charset=utf-8",
    Format.TEXT: "text/plain; charset=utf-8",
}
ZIP = "application/zip"


@dataclass(frozen=True)
class Offer:
    """A form to choose on a page; `hint` says why it cannot be had."""

    format: Format
    name: str | Promise
    hint: str | Promise = ""


def offered_forms(document: Document) -> list[Offer]:
    """Every form with what stands against it. A document without a table has no CSV."""
    has_tables = any(document.tables())
    return [
        Offer(one, NAMES[one], hint(document, one)) for one in Format if one is not Format.CSV or has_tables
    ]


def hint(document: Document, format: Format) -> str | Promise:
    if missing := lacking(format):
        return HINTS[missing]
    return TooLarge.message if format is Format.PDF and pdf.is_too_large(document) else ""


def lacking(format: Format) -> Missing | None:
    if format is Format.DOCX:
        return extras.missing_for_docx()
    return extras.missing_for_pdf() if format is Format.PDF else None


def respond(request: HttpRequest, document: Document, format: Format) -> StreamingHttpResponse:
    """The document in this form; `Refused` says why not. Whoever calls has asked who may see it."""
    if missing := lacking(format):
        raise NotInstalled(missing)
    if format is Format.PDF and pdf.is_too_large(document):
        raise TooLarge
    if format is Format.PAGE:
        return page(request, document)
    return saved(document, format)


def page(request: HttpRequest, document: Document) -> StreamingHttpResponse:
    nonce = str(getattr(request, "csp_nonce", ""))
    answer = StreamingHttpResponse(html.write(document, nonce=nonce, faces=faces()))
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def faces() -> str:
    """Our fonts for the page to print, as every page of the house has them."""
    rule = '@font-face {{ font-family: Vazirmatn; font-weight: 100 900; src: url("{}") format("woff2"); {} }}'
    arabic, latin = (static(f"pages/fonts/vazirmatn-{one}-wght-normal.woff2") for one in ("arabic", "latin"))
    return rule.format(latin, "") + rule.format(arabic, f"unicode-range: {ARABIC_LETTERS};")


def saved(document: Document, format: Format) -> StreamingHttpResponse:
    file: Any = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by what sends it
    is_packed = format is Format.CSV and len(list(document.tables())) > 1
    WRITERS[format](document, file)
    size = file.tell()
    answer = StreamingHttpResponse(pieces(file, 0, size), content_type=ZIP if is_packed else TYPES[format])
    answer.headers["Content-Length"] = str(size)
    answer.headers["Content-Disposition"] = attached(document.title, "zip" if is_packed else format.value)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def attached(title: str, ending: str) -> str:
    """Both names that RFC 6266 has: the real one, and one for programs that know Latin letters alone."""
    name = " ".join(_UNFIT.sub(" ", allowed(title)).split()).strip(". ")[:LONGEST_NAME].strip() or "document"
    return (
        f"attachment; filename=\"document.{ending}\"; filename*=UTF-8''{quote(f'{name}.{ending}', safe='')}"
    )


def fonts() -> Path:
    name = "pages/fonts/Vazirmatn-Regular.ttf"
    found = finders.find(name)
    return (Path(str(found)) if found else Path(settings.STATIC_ROOT) / name).parent


def write_docx(document: Document, target: IO[bytes]) -> None:
    docx.write(document, target, fonts=fonts())


def write_pdf(document: Document, target: IO[bytes]) -> None:
    pdf.write(document, target, fonts=fonts())


def write_text(document: Document, target: IO[bytes]) -> None:
    target.write(b"\xef\xbb\xbf")  # else some editors take Persian for something else
    for line in plain.write(document):
        target.write(line.encode())


def write_csv(document: Document, target: IO[bytes]) -> None:
    """One table as it is; several, each as a file of an archive."""
    tables = list(document.tables())
    if len(tables) == 1:
        for line in csv.write(tables[0], document.language):
            target.write(line.encode())
        return
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, table in enumerate(tables, 1):
            archive.writestr(f"table-{number}.csv", "".join(csv.write(table, document.language)))


WRITERS: dict[Format, Callable[[Document, IO[bytes]], None]] = {
    Format.XLSX: xlsx.write,
    Format.DOCX: write_docx,
    Format.PDF: write_pdf,
    Format.CSV: write_csv,
    Format.TEXT: write_text,
}
