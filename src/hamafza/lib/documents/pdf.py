"""A PDF of the page to print (extra `pdf`), with its text and tables inside as files.

The text that others read out of a PDF has lost its half-spaces, so it is never a source: whoever needs words or
numbers takes them from the attachments.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from hamafza.lib.documents import csv, html, plain
from hamafza.lib.documents.extras import Unavailable, missing_for_pdf
from hamafza.lib.documents.model import Document, Table
from hamafza.lib.documents.values import Unmeasured, Value
from hamafza.lib.text.characters import throughout

MOST_CELLS = 3_000
"""Cells of tables and other blocks; such a document takes some seconds and 230 MB."""
WEIGHTS = {"Regular": 400, "Bold": 700}


def write(document: Document, target: IO[bytes], *, fonts: Path) -> None:
    if missing := missing_for_pdf():
        raise Unavailable(missing)
    from weasyprint import HTML

    page = HTML(string="".join(html.write(document, faces=faces(fonts))), url_fetcher=only(fonts))
    page.write_pdf(target, attachments=list(attachments(document)), pdf_variant="pdf/ua-1")


def is_too_large(document: Document) -> bool:
    """Whether it would take longer and more memory than an answer may."""
    cells = sum((len(table.rows) + 1) * len(table.columns) for table in document.tables())
    return cells + len(document.blocks) > MOST_CELLS


def faces(fonts: Path) -> str:
    return "".join(
        f'@font-face {{ font-family: Vazirmatn; font-weight: {weight}; src: url("{face(fonts, name)}") }}'
        for name, weight in WEIGHTS.items()
    )


def face(fonts: Path, name: str) -> str:
    return (fonts / f"Vazirmatn-{name}.ttf").resolve().as_uri()


def only(fonts: Path) -> Any:
    """Reads the fonts and nothing else, whatever a document names."""
    from weasyprint import URLFetcher

    known = {face(fonts, name) for name in WEIGHTS}

    class Fonts(URLFetcher):  # type: ignore[misc]  # the extra need not be installed
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in known:
                raise ValueError(f"A document brings nothing from elsewhere: {url}")
            return super().fetch(url, headers)

    return Fonts()


def attachments(document: Document) -> Iterator[Any]:
    """The text, each table for a spreadsheet, and all of them for a program."""
    from weasyprint import Attachment

    def attached(name: str, content: str) -> Any:
        return Attachment(string=content, name=name, description=document.title, relationship="Data")

    yield attached("text.txt", "".join(plain.write(document)))
    tables = list(document.tables())
    for number, table in enumerate(tables, 1):
        yield attached(f"table-{number}.csv", "".join(csv.write(table, document.language)))
    if tables:
        yield attached(
            "tables.json", json.dumps([data(table) for table in tables], ensure_ascii=False, indent=1)
        )


def data(table: Table) -> dict[str, Any]:
    """A table for a program: what was not measured is an object with its reason."""
    found = {
        "caption": table.caption,
        "columns": [
            {"head": column.head, "kind": column.kind.value, "unit": column.unit} for column in table.columns
        ],
        "rows": [[plainly(value) for value in row] for row in table.rows],
        "totals": [plainly(value) for value in table.totals],
        "notes": list(table.notes),
    }
    return throughout(found)


def plainly(value: Value) -> Any:
    if isinstance(value, Unmeasured):
        return {"not_measured": value.reason}
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
