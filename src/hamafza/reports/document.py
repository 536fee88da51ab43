"""A report as a document: a page to print, DOCX, XLSX, PDF."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hamafza.lib.documents.model import (
    Block,
    Code,
    Document,
    Fact,
    Heading,
    Language,
    Paragraph,
    Row,
    Table,
    TableColumn,
)
from hamafza.lib.documents.values import Unmeasured, Value, ValueKind
from hamafza.pages.moments import in_words
from hamafza.pages.templatetags.hamafza import day, digits
from hamafza.reports.lines import Number, Period
from hamafza.reports.reading import NumberGroup, ReportNumber, ReportRead

HASH_SHOWN = 16  # of the 64 signs; all stand on the page of the version


def language_now() -> Language:
    return "en" if get_language() == "en" else "fa"


def spanned(period: Period) -> str:
    return _("%(since)s to %(until)s") % {"since": day(period.since), "until": day(period.until)}


def document_of(read: ReportRead) -> Document:
    """In the language of the moment."""
    title = _("Report of %(unit)s") % {"unit": read.unit}
    blocks = tuple(blocks_of(read, level=1))
    return Document(title, blocks, language_now(), spanned(read.period), tuple(facts_of(read)))


def facts_of(read: ReportRead) -> Iterator[Fact]:
    version = read.version
    if version is None:
        yield Fact(_("As of"), (in_words(timezone.now()),))
        yield Fact(_("State"), (_("not handed in: the numbers may still change"),))
        return
    yield Fact(_("Version"), (str(version.number),))
    yield Fact(_("Handed in"), (in_words(version.at),))
    yield Fact(_("By"), (str(version.by),))
    yield Fact(_("SHA-256 of the content"), (Code(version.sha256),))


def blocks_of(read: ReportRead, level: int) -> Iterator[Block]:
    for group in read.groups:
        if group.numbers or group.words:
            yield Heading(str(group.title), level)
            yield from group_blocks(group)


def group_blocks(group: NumberGroup) -> Iterator[Block]:
    if group.numbers:
        yield Table(columns(), [row(one) for one in group.numbers], name=str(group.title))
    for line in group.words.splitlines():
        if line.strip():
            yield Paragraph.of(line.strip())


def columns() -> tuple[TableColumn, ...]:
    return (TableColumn(_("What was counted")), TableColumn(_("Number"), ValueKind.NUMBER))


def row(number: ReportNumber) -> Row:
    """Counts are whole numbers; a time stands among them as it is read."""
    value = measured(number.value)
    return (number.label, digits(value) if number.hours and isinstance(value, float) else value)


def measured(value: Number) -> Value:
    return Unmeasured(_("nothing to measure")) if value is None else value


def in_language(read: ReportRead, language: str) -> Document:
    with translation.override(language):
        return document_of(read)
