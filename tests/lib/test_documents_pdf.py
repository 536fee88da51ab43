"""A PDF carries its text and its numbers inside, and reads nothing from elsewhere."""

from __future__ import annotations

import csv as reading
import io
import json
import logging

import pytest

from hamafza.lib.documents import csv, extras, pdf
from hamafza.lib.documents.model import Document, Language, Link, Paragraph, Table, TableColumn
from hamafza.lib.documents.values import ValueKind
from tests.lib.paper import FONTS, HALF_SPACED, paper

pytestmark = pytest.mark.skipif(
    extras.missing_for_pdf() is not None, reason=f"no PDF can be written here: {extras.missing_for_pdf()}"
)
pypdf = pytest.importorskip("pypdf")


def written(document: Document) -> bytes:
    out = io.BytesIO()
    pdf.write(document, out, fonts=FONTS)
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_pdf_carries_its_text_and_tables(language: Language) -> None:
    document = paper(language)
    read = pypdf.PdfReader(io.BytesIO(written(document)))
    inside = {name: content[0].decode() for name, content in read.attachments.items()}
    assert HALF_SPACED in inside["text.txt"]
    table = next(document.tables())
    assert inside["table-1.csv"] == "".join(csv.write(table, language))
    assert [row[2] for row in reading.reader(io.StringIO(inside["table-1.csv"]))][1:3] == ["-42.25", "7.5"]
    kept = json.loads(inside["tables.json"])
    assert len(kept) == 4
    assert kept[0]["rows"][2][3] == {"not_measured": table.rows[2][3].reason}  # type: ignore[union-attr]
    assert read.metadata.title == document.title
    assert len(read.pages) == 3


def test_a_pdf_reads_nothing_from_elsewhere(caplog: pytest.LogCaptureFixture) -> None:
    fetcher = pdf.only(FONTS)
    with pytest.raises(ValueError, match="nothing from elsewhere"):
        fetcher.fetch("file:///etc/passwd")
    caplog.clear()  # of what the library says while it is loaded
    with caplog.at_level(logging.ERROR, logger="weasyprint"):
        written(Document("t", (Paragraph.of(Link("x", "https://example.ir/")),)))
    assert not caplog.records


@pytest.mark.slow
def test_forty_columns_and_very_long_words_stay_on_the_paper() -> None:
    wide = Table(tuple(TableColumn(f"c{n}", ValueKind.NUMBER) for n in range(40)), [tuple(range(40))])
    long = Table((TableColumn("a"), TableColumn("b")), (("س" * 3000, "w" * 3000),))
    read = pypdf.PdfReader(io.BytesIO(written(Document("t", (wide, long, Table((TableColumn("a"),), ()))))))
    assert len(read.pages) >= 2
    assert all(page.mediabox.width < 600 for page in read.pages)
