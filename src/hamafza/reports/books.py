"""Making the book of a round: asked for with one tap, made by the worker, so that nobody waits for a page."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from django.core.files import File
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation

from hamafza.calls.models import Answer
from hamafza.files.answering import WRITERS, Format, faces, lacking
from hamafza.lib.documents import html
from hamafza.lib.documents.model import Document
from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.pages.refusals import NotAllowed, Refused
from hamafza.reports import access
from hamafza.reports.book import book_of
from hamafza.reports.events import MADE, BookFacts
from hamafza.reports.models import BookState, ReportBook, ReportRound, UnitReport
from hamafza.reports.reading import ReportRead, frozen, last_versions
from hamafza.wire.actions import append
from hamafza.wire.facts import Happened

log = logging.getLogger(__name__)
FORMS = (Format.PAGE, Format.XLSX, Format.DOCX)


def ask(*, actor: Standing, of: ReportRound, language: str) -> ReportBook:
    """A book of what is handed in by now. One that is being made is not asked for again."""
    if not access.may_make_book(actor, of):
        raise NotAllowed
    with transaction.atomic():
        ReportRound.objects.select_for_update(of=("self",)).get(pk=of.pk)
        waiting = of.books.filter(state=BookState.WAITING, language=language).first()
        return waiting or ReportBook.objects.create(round=of, by=actor.person, language=language)


def asked_units(of: ReportRound) -> list[Unit]:
    answers = Answer.objects.filter(call=of.call_id).select_related("unit").order_by("unit__sort_key", "unit")
    return [answer.unit for answer in answers]


def reports_of(of: ReportRound) -> QuerySet[UnitReport]:
    """What the asked units handed in."""
    units = Answer.objects.filter(call=of.call_id).values("unit")
    return UnitReport.objects.filter(since=of.since, until=of.until, unit__in=units, number__gt=0)


def read_all(of: ReportRound, language: str) -> tuple[list[ReportRead], list[Unit]]:
    """The last version of each unit in the order of the network, and the units without one."""
    versions = {one.report.unit_id: one for one in last_versions(reports_of(of))}
    units = asked_units(of)
    reads = [frozen(versions[unit.pk], unit, language) for unit in units if unit.pk in versions]
    return reads, [unit for unit in units if unit.pk not in versions]


def make(*, book: ReportBook) -> None:
    """Write its files and tell who asked. A failure is kept, said, and not tried again by itself."""
    try:
        with translation.override(book.language):
            reads = write_files(book)
        book.state, book.reports = BookState.MADE, reads
    except (OSError, ValueError, Refused):
        log.exception("book %s could not be made", book.pk)
        book.state = BookState.FAILED
    book.made = timezone.now()
    with transaction.atomic():
        book.save(update_fields=["state", "made", "reports", "html", "xlsx", "docx"])
        append(told(book))


def told(book: ReportBook) -> Happened:
    facts = BookFacts(
        book=book.pk,
        round=book.round_id,
        unit=book.round.unit_id,
        reports=book.reports,
        made=book.state == BookState.MADE,
        asked_by=book.by_id,
    )
    hearers = (f"unit:{book.round.unit_id}",)
    return Happened(kind=MADE, subject=f"report-round:{book.round_id}", audiences=hearers, facts=facts)


def write_files(book: ReportBook) -> int:
    reads, missing = read_all(book.round, book.language)
    for form in FORMS:
        if lacking(form) is None:
            document = book_of(book.round, reads, missing, pages=form is not Format.XLSX)
            store(book, form, document)
    return len(reads)


def store(book: ReportBook, form: Format, document: Document) -> None:
    """Through a file, so that memory holds one piece at a time."""
    with tempfile.TemporaryFile() as file:
        writer_of(form)(document, file)
        file.seek(0)
        name = Path(f"book-{book.pk}").with_suffix(f".{form.value}").name
        getattr(book, form.value).save(name, File(file), save=False)


def writer_of(form: Format) -> Callable[[Document, IO[bytes]], None]:
    return write_page if form is Format.PAGE else WRITERS[form]


NONCE, FACES = "the-nonce-of-the-request", "/* our fonts */"
HEAD = 64 * 1024  # bytes that hold the head of the page


def write_page(document: Document, target: IO[bytes]) -> None:
    """Kept with marks in the places of what is known when it is shown: the request's nonce, the addresses of fonts."""
    for piece in html.write(document, nonce=NONCE, faces=FACES):
        target.write(piece.encode())


def shown(book: ReportBook, nonce: str) -> Iterator[bytes]:
    """The web book, piece by piece."""
    with book.html.open("rb") as file:
        head = file.read(HEAD).replace(NONCE.encode(), nonce.encode(), 1)
        yield head.replace(FACES.encode(), faces().encode(), 1)
        while more := file.read(HEAD):
            yield more
