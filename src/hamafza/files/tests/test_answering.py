"""A document is shown or saved under its own name, and a form that cannot be had says what can."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.http import StreamingHttpResponse
from django.test import RequestFactory
from django.utils import translation

from hamafza.files import answering
from hamafza.files.answering import Format, offered_forms, respond
from hamafza.files.errors import NotInstalled, TooLarge
from hamafza.lib.documents import extras
from hamafza.lib.documents.extras import Missing
from hamafza.lib.documents.model import Document, Paragraph, Table, TableColumn
from hamafza.lib.documents.values import ValueKind

TABLE = Table((TableColumn("واحد"), TableColumn("خبر", ValueKind.NUMBER)), (("مشهد", 5),), "خبرها")
ONE = Document("گزارشِ «شورا»", (TABLE,))
TWO = Document("گزارش", (Paragraph.of("متن"), TABLE, TABLE))


def ask(document: Document, format: Format) -> StreamingHttpResponse:
    request = RequestFactory().get("/")
    request.csp_nonce = "n0nce"  # type: ignore[attr-defined]
    return respond(request, document, format)


def body(answer: StreamingHttpResponse) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]


@pytest.mark.parametrize("format", [Format.XLSX, Format.CSV, Format.TEXT, Format.DOCX, Format.PDF])
def test_a_file_has_its_name_in_both_ways_and_is_never_run(format: Format) -> None:
    if answering.lacking(format):
        pytest.skip(f"{format} cannot be written here: {answering.lacking(format)}")
    answer = ask(ONE, format)
    named = "%DA%AF%D8%B2%D8%A7%D8%B1%D8%B4%D9%90%20%C2%AB%D8%B4%D9%88%D8%B1%D8%A7%C2%BB"
    assert answer["Content-Disposition"] == (
        f"attachment; filename=\"document.{format}\"; filename*=UTF-8''{named}.{format}"
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert int(answer["Content-Length"]) == len(body(answer)) > 20


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "etc%20passwd"),
        ("\u202egnp.exe", "gnp.exe"),
        ('a"\r\nSet-Cookie: x', "a%20Set-Cookie%20x"),
        ("", "document"),
        ("...", "document"),
        ("ط" * 200, "%D8%B7" * 80),
    ],
)
def test_a_title_cannot_make_an_evil_name(title: str, name: str) -> None:
    assert answering.attached(title, "txt").endswith(f"filename*=UTF-8''{name}.txt")


def test_the_page_to_print_is_shown_with_the_nonce_of_its_request() -> None:
    answer = ask(TWO, Format.PAGE)
    text = body(answer).decode()
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert "Content-Disposition" not in answer
    assert '<style nonce="n0nce">@font-face' in text


def test_several_tables_as_csv_are_an_archive() -> None:
    answer = ask(TWO, Format.CSV)
    assert answer["Content-Type"] == "application/zip"
    assert zipfile.ZipFile(io.BytesIO(body(answer))).namelist() == ["table-1.csv", "table-2.csv"]


def test_text_is_recognised_as_unicode() -> None:
    assert body(ask(TWO, Format.TEXT)).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("format", "door", "missing"),
    [
        (Format.PDF, "missing_for_pdf", Missing.PDF),
        (Format.PDF, "missing_for_pdf", Missing.PANGO),
        (Format.DOCX, "missing_for_docx", Missing.OFFICE),
    ],
)
def test_what_is_not_installed_says_what_to_do(
    format: Format, door: str, missing: Missing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extras, door, lambda: missing)
    with translation.override("fa"), pytest.raises(NotInstalled, match="نصب نیست"):
        ask(ONE, format)
    hints = {offer.format: str(offer.hint) for offer in offered_forms(ONE)}
    assert hints[format]
    assert not hints[Format.PAGE]
    assert not hints[Format.XLSX]


def test_a_book_is_too_large_for_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "missing_for_pdf", lambda: None)
    book = Document("t", (Table(TABLE.columns, (("مشهد", 5),) * 3000),))
    with pytest.raises(TooLarge):
        ask(book, Format.PDF)
    assert str(next(offer.hint for offer in offered_forms(book) if offer.format is Format.PDF))


def test_a_document_without_a_table_has_no_csv() -> None:
    assert Format.CSV not in [offer.format for offer in offered_forms(Document("t", (Paragraph.of("x"),)))]
