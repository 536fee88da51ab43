"""Who may see and do what with reports. What one may not see is "not found"."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from hamafza.calls.access import asks_for
from hamafza.calls.models import Answer
from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.reports.models import ReportBook, ReportRound, UnitReport
from hamafza.reports.states import ASKER, WRITER


def sees(actor: Standing, unit: Unit) -> bool:
    """The report as it stands now: its own people, and those who check for it."""
    return actor.is_administrator or unit.pk in actor.sees


def get_unit(actor: Standing, code: str) -> Unit:
    """A unit whose report the person may see before it is handed in, or 404."""
    found = get_object_or_404(Unit, code=code)
    if not sees(actor, found):
        raise Http404
    return found


def visible(actor: Standing) -> QuerySet[UnitReport]:
    """Reports of the person's units, and those that were handed in to them."""
    known = UnitReport.objects.select_related("unit")
    if actor.is_administrator:
        return known
    handed = Q(number__gt=0) & Exists(rounds_for(actor))
    return known.filter(Q(unit__in=actor.sees) | handed)


def rounds_for(actor: Standing) -> QuerySet[ReportRound]:
    """Rounds of the person's units that ask for the report of an outer query."""
    asked = Answer.objects.filter(call=OuterRef("call"), unit=OuterRef(OuterRef("unit")))
    rounds = ReportRound.objects.filter(since=OuterRef("since"), until=OuterRef("until"))
    return rounds.filter(Exists(asked), unit__in=actor.sees)


def get_report(actor: Standing, pk: int) -> UnitReport:
    return get_object_or_404(visible(actor), pk=pk)


def may_write(actor: Standing, unit: Unit) -> bool:
    """Add words and hand in: the unit's writers. Nobody reports for another unit."""
    return unit.active and (actor.is_administrator or unit.pk in actor.writes_for)


def roles(actor: Standing, report: UnitReport) -> frozenset[str]:
    writes = WRITER if may_write(actor, report.unit) else frozenset()
    asked = UnitReport.objects.filter(Exists(rounds_for(actor)), pk=report.pk)
    asks = actor.is_administrator or (report.number > 0 and asked.exists() and bool(asks_for(actor)))
    return writes | (ASKER if asks else frozenset())


# Rounds


def may_ask(actor: Standing) -> QuerySet[Unit]:
    """Units with others below them in whose name the person may ask for reports."""
    above = Unit.objects.filter(active=True, children__active=True).distinct()
    return above if actor.is_administrator else above.filter(pk__in=asks_for(actor))


def visible_rounds(actor: Standing) -> QuerySet[ReportRound]:
    """Rounds of the person's units: what others handed in is seen by those who asked."""
    found = ReportRound.objects.filter(call__isnull=False).select_related("unit", "call")
    return found if actor.is_administrator else found.filter(unit__in=actor.sees)


def get_round(actor: Standing, pk: int) -> ReportRound:
    return get_object_or_404(visible_rounds(actor), pk=pk)


def may_make_book(actor: Standing, of: ReportRound) -> bool:
    return actor.is_administrator or of.unit_id in asks_for(actor) | actor.checks_for


def get_book(actor: Standing, pk: int) -> ReportBook:
    books = ReportBook.objects.filter(round__in=visible_rounds(actor)).select_related("round__unit")
    return get_object_or_404(books, pk=pk)


def asked_of(actor: Standing) -> QuerySet[Answer]:
    """Reports that the person's units still owe, the most pressing first."""
    owed = Answer.objects.filter(
        unit__in=actor.writes_for,
        call__subject_kind="report-round",
        call__state="open",
        call__delivered__isnull=False,
        state__in=["pending", "seen", "accepted", "returned"],
    )
    return (
        owed.select_related("unit", "call").order_by("call__deadline", "pk").annotate(due=F("call__deadline"))
    )
