"""What the events of reports mean to people."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamafza.network.access import WRITERS
from hamafza.notices.kinds import Message, group, notice, worded
from hamafza.notices.models import Rhythm
from hamafza.reports.events import MADE, BookFacts, ReportFacts
from hamafza.reports.models import ReportBook, UnitReport
from hamafza.wire.models import Event

group("reports", _("Reports of units"), mail=Rhythm.DAILY)


@notice("reports.report.sent-back", group="reports")
def sent_back(event: Event) -> Iterable[Message]:
    report = UnitReport.objects.select_related("unit").get(pk=ReportFacts.read(event).report)
    yield Message(
        title=worded(_("Your report was sent back; something is missing: {unit}"), unit=report.unit),
        url=reverse("report", args=[report.unit.code, str(report.period)]),
        units=[report.unit_id],
        roles=WRITERS,
    )


@notice(MADE, group="reports")
def made(event: Event) -> Iterable[Message]:
    """Who asked for the book."""
    said = BookFacts.read(event)
    book = ReportBook.objects.select_related("round").get(pk=said.book)
    title = _("The book is ready: {title}") if said.made else _("The book could not be made: {title}")
    yield Message(
        title=worded(title, title=book.round.title),
        url=reverse("report-round", args=[book.round_id]),
        people=[said.asked_by],
    )
