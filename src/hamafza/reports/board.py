"""Who has handed in: the asked units of a round, each with its report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.calls.models import Answer
from hamafza.network.access import Standing
from hamafza.pages.lists import Act, Listing
from hamafza.pages.sheets import Column
from hamafza.reports import access, actions
from hamafza.reports.forms import HandedFilters, ReportFilters
from hamafza.reports.models import ReportRound, UnitReport


@dataclass(frozen=True)
class Handed:
    """How many of the asked units have handed in."""

    units: int
    handed_in: int

    @property
    def missing(self) -> int:
        return self.units - self.handed_in


def rows_of(of: ReportRound) -> QuerySet[Answer]:
    """The asked units, each with the number of its last version and when it was handed in."""
    own = UnitReport.objects.filter(unit=OuterRef("unit"), since=of.since, until=of.until, number__gt=0)
    read = {name: Subquery(own.values(name)[:1]) for name in ("number", "handed_in")}
    found = Answer.objects.filter(call=of.call_id).select_related("unit")
    return found.annotate(report=Subquery(own.values("pk")[:1]), **read)


def handed(rows: QuerySet[Any]) -> Handed:
    """Two queries, however many units are asked."""
    return Handed(rows.count(), rows.exclude(report=None).count())


COLUMNS: list[Column[Answer]] = [
    Column(_("Unit"), lambda row: row.unit),
    Column(_("code"), lambda row: row.unit.code),
    Column(_("State"), lambda row: row.get_state_display()),
    Column(_("Version"), lambda row: row.number),  # type: ignore[attr-defined]
    Column(_("Handed in"), lambda row: row.handed_in),  # type: ignore[attr-defined]
]


def board(request: HttpRequest, of: ReportRound, filters: HandedFilters) -> Listing[Answer]:
    return Listing(request, filters.narrow(rows_of(of)), "reports-handed-in", COLUMNS)


REPORTS: list[Column[UnitReport]] = [
    Column(_("Unit"), lambda report: report.unit),
    Column(_("From"), lambda report: report.since),
    Column(_("Until"), lambda report: report.until),
    Column(_("State"), lambda report: report.get_state_display()),
    Column(_("Version"), lambda report: report.number or None),
    Column(_("Handed in"), lambda report: report.handed_in),
]


def reports(request: HttpRequest, actor: Standing, filters: ReportFilters) -> Listing[UnitReport]:
    back: Act[UnitReport] = Act(
        "send-back",
        pgettext_lazy("act", "Send back"),
        lambda one: actions.send_back(actor=actor, report=one, reason=request.POST.get("reason", "")),
        reason=_("What is missing?"),
    )
    may = access.visible_rounds(actor).exists()
    found = filters.narrow(access.visible(actor))
    return Listing(request, found, "reports", REPORTS, [back] if may else [])
