"""A report as a document: a page to print, XLSX, DOCX, PDF, CSV. The one writer of documents draws it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from hamafza.comparisons.reading import Row, ShownFigure, ShownReport
from hamafza.comparisons.sentences import word_of
from hamafza.figures.models import SCALES, Measure
from hamafza.figures.wording import language_now
from hamafza.lib.documents.model import (
    Block,
    Chart,
    ChartSeries,
    Code,
    Document,
    Fact,
    Form,
    Heading,
    ListBlock,
    Paragraph,
    Strong,
    Table,
    TableColumn,
)
from hamafza.lib.documents.model import Row as TableRow
from hamafza.lib.documents.values import Unmeasured, Value, ValueKind
from hamafza.pages.moments import in_words
from hamafza.pages.templatetags.hamafza import digits


def document_of(report: ShownReport, headline: str, code: int | None) -> Document:
    blocks = tuple(blocks_of(report))
    return Document(
        headline, blocks, language_now(), f"{report.before} – {report.after}", tuple(facts(report, code))
    )


def facts(report: ShownReport, code: int | None) -> Iterator[Fact]:
    if code:
        yield Fact(_("News code"), (Code(str(code)),))
    yield Fact(_("Unit"), (str(report.comparison.unit),))
    yield Fact(_("Set of indicators frozen"), (in_words(report.frozen),))
    yield Fact(_("Baselines locked"), (in_words(report.locked),))
    yield Fact(_("SHA-256 of the content"), (Code(report.result.sha256),))


def blocks_of(report: ShownReport) -> Iterator[Block]:
    for said in report.warnings:
        yield Paragraph.of(Strong(said))
    yield Heading(_("What came out"), 1)
    yield ListBlock(tuple((one.sentence,) for one in report.figures), is_numbered=True)
    yield table(report)
    yield Heading(_("One by one"), 1)
    for one in report.figures:
        yield from indicator(report, one)


def table(report: ShownReport) -> Table:
    columns = (
        TableColumn(_("Indicator")),
        TableColumn(report.before, ValueKind.NUMBER, 2),
        TableColumn(report.after, ValueKind.NUMBER, 2),
        TableColumn(_("Unit of measure")),
        TableColumn(_("Direction")),
        TableColumn(_("Source")),
    )
    return Table(columns, [row(one) for one in report.figures], name=_("Table of the data"))


def row(one: ShownFigure) -> TableRow:
    before, after = (exact(one.row, name) for name in ("before", "after"))
    return (one.name, before, after, unit(one.row), str(one.label), one.source)


def exact(row: Row, name: str) -> Value:
    kept = row[name]["value"]
    return Unmeasured("؛ ".join(row["reasons"])) if kept is None else Decimal(kept)


def unit(row: Row) -> str:
    if row["measure"] == Measure.PERCENT:
        return _("percent")
    return " ".join(str(part) for part in (SCALES[row["scale"]], word_of(row, Decimal(2))) if part)


def indicator(report: ShownReport, one: ShownFigure) -> Iterator[Block]:
    yield Heading(f"{one.name} ({one.label})", 2)
    yield Paragraph.of(one.sentence)
    yield chart(report, one)
    yield Paragraph.of(one.meaning)
    for said in (*one.warnings, " · ".join(one.notes)):
        yield Paragraph.of(said)


def credit(report: ShownReport, one: ShownFigure, code: int | None) -> list[str]:
    """What must go with a chart that stands alone: the sentence, its warnings, where it comes from, and by what definition."""
    number = _("Definition %(number)s") % {"number": digits(one.row["definition"])}
    code_said = [f"{_('News code')}: {digits(code)}"] if code else []
    origin = " · ".join([str(report.comparison.unit), *code_said, number])
    return [one.sentence, *report.warnings, *one.warnings, f"{_('Source')}: {one.source}", origin]


def chart(report: ShownReport, one: ShownFigure) -> Chart:
    """Both windows on one axis from zero."""
    values = tuple(
        Decimal(kept) if (kept := one.row[name]["value"]) is not None else Unmeasured()
        for name in ("before", "after")
    )
    series = ChartSeries(one.name, values)
    return Chart(
        Form.BARS,
        one.name,
        (report.before, report.after),
        (series,),
        head=_("Window"),
        places=one.row["decimals"],
        unit=unit(one.row),
        notes=(one.source,),
    )
