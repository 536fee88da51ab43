"""What the rooms below have recorded for a report: one or two queries for each source, whatever the period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from statistics import median
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamafza.calls.models import Answer, Call
from hamafza.network.models import Unit
from hamafza.newsroom.models import Item, ItemState, Profile, Transition
from hamafza.problems.models import Problem
from hamafza.problems.queries import of_unit as problems_of
from hamafza.problems.states import SOLVED
from hamafza.relay.models import Relay, RelayState
from hamafza.reports.lines import Number, Period, ReportLine, ReportRow, ReportSource, Rows
from hamafza.response.models import Help, Incident
from hamafza.works import queries as works
from hamafza.works.models import Work
from hamafza.works.states import DONE, OPEN, PLANNED, STOPPED, UNDERWAY

HOUR = timedelta(hours=1)
Counted = Mapping[str, Number]
TRANSITION = "newsroom.Transition"


def within(field: str, period: Period) -> Q:
    return Q(**{f"{field}__gte": period.began, f"{field}__lt": period.ended})


def counted(rows: QuerySet[Any], wanted: Mapping[str, Q]) -> dict[str, Number]:
    """How many of the rows are each of these, in one query."""
    told = {f"n{place}": Count("pk", filter=one) for place, one in enumerate(wanted.values())}
    return dict(zip(wanted, rows.order_by().aggregate(**told).values(), strict=True))


# Items

SHOWN = Q(firstpublished__isnull=False)
OF_ITEMS = {
    "published": SHOWN,
    "with-evidence": SHOWN & ~Q(published__evidence=[]),
    "achievements": SHOWN & Q(published__profile=Profile.ACHIEVEMENT),
    "explainers": SHOWN & Q(published__profile=Profile.EXPLAINER),
}
OF_STEPS = {"corrected": Transition.Step.CORRECT, "withdrawn": Transition.Step.WITHDRAW}


def items_of(unit: Unit, period: Period) -> QuerySet[Item]:
    shown = Item.objects.filter(within("firstpublished", period), unit=unit)
    return shown.filter(state__in=[ItemState.PUBLISHED, ItemState.RETIRED])


def steps_of(unit: Unit, period: Period) -> QuerySet[Transition]:
    taken = Transition.objects.filter(within("at", period), item__unit=unit)
    return taken.filter(step__in=OF_STEPS.values(), item__firstpublished__isnull=False)


def count_items(unit: Unit, period: Period) -> Counted:
    steps = {key: Q(step=step) for key, step in OF_STEPS.items()}
    return counted(items_of(unit, period), OF_ITEMS) | counted(steps_of(unit, period), steps)


def rows_of_items(unit: Unit, period: Period, key: str, most: int) -> Rows:
    if key in OF_ITEMS:
        shown = items_of(unit, period).filter(OF_ITEMS[key]).select_related("published")
        for item in shown.order_by("-firstpublished")[:most]:
            yield row_of_item(item, item.firstpublished)
        return
    steps = steps_of(unit, period).filter(step=OF_STEPS[key]).select_related("item__published")
    for step in steps.order_by("-at")[:most]:
        yield row_of_item(step.item, step.at)


def row_of_item(item: Item, at: object) -> ReportRow:
    title = item.published.headline if item.published else str(item.code)
    return ReportRow(title, reverse("item", args=[item.pk]), at)  # type: ignore[arg-type]


# Relays

LIVE = [RelayState.LIVE, RelayState.WITHDRAWN, RelayState.SUPERSEDED]


def relays_of(unit: Unit, period: Period, key: str) -> QuerySet[Relay]:
    shown = Relay.objects.filter(within("shown", period), state__in=LIVE)
    if key == "relays-given":
        return shown.filter(unit=unit)
    return shown.filter(item__unit=unit).exclude(unit=unit)


def count_relays(unit: Unit, period: Period) -> Counted:
    return {key: relays_of(unit, period, key).count() for key in ("relays-given", "relays-received")}


def rows_of_relays(unit: Unit, period: Period, key: str, most: int) -> Rows:
    found = relays_of(unit, period, key).select_related("unit", "item__published").order_by("-shown")
    for relay in found[:most]:
        title = relay.item.published.headline if relay.item.published else ""
        yield ReportRow(f"{relay.unit}: {title}", reverse("item", args=[relay.item_id]), relay.shown)


# Calls

LATE = Q(overdue=True) | Q(answered__gt=F("call__deadline"))
OF_ANSWERS = {
    "calls-received": Q(),
    "calls-answered": Q(answered__isnull=False),
    "calls-late": LATE,
    "calls-hours": Q(answered__isnull=False),
}


def answers_of(unit: Unit, period: Period) -> QuerySet[Answer]:
    """Favours that were asked; what is owed is counted by the room that laid it on the unit."""
    heard = Answer.objects.filter(within("asked", period), unit=unit)
    return heard.filter(call__exercise=False, call__owed=False, call__delivered__isnull=False)


def calls_of(unit: Unit, period: Period) -> QuerySet[Call]:
    return Call.objects.filter(within("created", period), unit=unit, exercise=False, owed=False)


def count_calls(unit: Unit, period: Period) -> Counted:
    heard = answers_of(unit, period)
    times = heard.order_by().filter(answered__isnull=False).values_list("asked", "answered")
    hours = [(answered - asked) / HOUR for asked, answered in times if answered]
    middle = round(median(hours), 1) if hours else None
    sent = calls_of(unit, period).count()
    return counted(heard, OF_ANSWERS) | {"calls-hours": middle, "calls-sent": sent}


def rows_of_calls(unit: Unit, period: Period, key: str, most: int) -> Rows:
    if key == "calls-sent":
        for call in calls_of(unit, period).order_by("-created")[:most]:
            yield ReportRow(call.title, reverse("call", args=[call.pk]), call.created)
        return
    heard = answers_of(unit, period).filter(OF_ANSWERS[key]).select_related("call").order_by("-asked")
    for answer in heard[:most]:
        at = answer.asked if key == "calls-received" else answer.answered or answer.call.deadline
        yield ReportRow(answer.call.title, reverse("call", args=[answer.call_id]), at)


# Incidents and help

OF_INCIDENTS = {"incidents": Q(), "incidents-answered": Q(answered__isnull=False)}


def incidents_of(unit: Unit, period: Period) -> QuerySet[Incident]:
    return Incident.objects.filter(within("reported", period), owner=unit, exercise=False)


def help_of(unit: Unit, period: Period) -> QuerySet[Help]:
    given = Help.objects.filter(within("at", period), unit=unit, incident__exercise=False)
    return given.filter(state__in=[Help.State.ACCEPTED, Help.State.RELEASED])


def count_incidents(unit: Unit, period: Period) -> Counted:
    return counted(incidents_of(unit, period), OF_INCIDENTS) | {"help-given": help_of(unit, period).count()}


def rows_of_incidents(unit: Unit, period: Period, key: str, most: int) -> Rows:
    if key == "help-given":
        for help_ in help_of(unit, period).select_related("incident").order_by("-at")[:most]:
            yield row_of_incident(help_.incident, help_.at)
        return
    found = incidents_of(unit, period).filter(OF_INCIDENTS[key]).order_by("-reported")
    for incident in found[:most]:
        yield row_of_incident(incident, incident.reported)


def row_of_incident(incident: Incident, at: object) -> ReportRow:
    return ReportRow(incident.claim[:120], reverse("incident", args=[incident.pk]), at)  # type: ignore[arg-type]


# Works and problems

OF_WORKS = {f"works-{state}": Q(state=state) for state in (PLANNED, UNDERWAY, DONE, STOPPED)}


def count_works(unit: Unit, period: Period) -> Counted:
    by_state = works.by_state(unit, period.since, period.until)
    return {f"works-{state}": number for state, number in by_state.items()}


def works_of(unit: Unit, period: Period, key: str) -> QuerySet[Work]:
    found = works.in_period([unit], period.since, period.until)
    return found.filter(works.overdue() if key == "works-overdue" else OF_WORKS[key])


def rows_of_works(unit: Unit, period: Period, key: str, most: int) -> Rows:
    for work in works_of(unit, period, key).order_by("-changed")[:most]:
        at = work.promised if work.state in OPEN else work.ended
        yield ReportRow(work.title, reverse("work", args=[work.pk]), at)


def problems_in(unit: Unit, period: Period, key: str) -> QuerySet[Problem]:
    found = problems_of(unit, period.began, period.ended)
    return found.filter(state=SOLVED) if key == "problems-solved" else found


def count_problems(unit: Unit, period: Period) -> Counted:
    wanted = {"problems": Q(), "problems-solved": Q(state=SOLVED)}
    return counted(problems_in(unit, period, "problems"), wanted)


def rows_of_problems(unit: Unit, period: Period, key: str, most: int) -> Rows:
    for problem in problems_in(unit, period, key)[:most]:
        yield ReportRow(problem.title, reverse("problem", args=[problem.pk]), problem.reported)


SOURCES = (
    ReportSource(
        name="news",
        title=_("Items"),
        order=10,
        lines={
            "published": ReportLine(_("published items"), "newsroom.Item"),
            "with-evidence": ReportLine(_("of these with evidence"), "newsroom.Item"),
            "achievements": ReportLine(_("of these achievements"), "newsroom.Item"),
            "explainers": ReportLine(_("of these explainers"), "newsroom.Item"),
            "corrected": ReportLine(_("corrections"), TRANSITION),
            "withdrawn": ReportLine(_("withdrawals"), TRANSITION),
        },
        count=count_items,
        rows=rows_of_items,
    ),
    ReportSource(
        name="relays",
        title=_("Relays"),
        order=20,
        lines={
            "relays-given": ReportLine(_("relays of others' items"), "relay.Relay"),
            "relays-received": ReportLine(_("relays of own items by others"), "relay.Relay"),
        },
        count=count_relays,
        rows=rows_of_relays,
    ),
    ReportSource(
        name="calls",
        title=_("Calls"),
        order=30,
        lines={
            "calls-received": ReportLine(_("requests received"), "calls.Answer"),
            "calls-answered": ReportLine(_("of these answered"), "calls.Answer"),
            "calls-late": ReportLine(_("of these late"), "calls.Answer"),
            "calls-hours": ReportLine(_("median time to answer, in hours"), "calls.Answer", hours=True),
            "calls-sent": ReportLine(_("requests sent to others"), "calls.Call"),
        },
        count=count_calls,
        rows=rows_of_calls,
    ),
    ReportSource(
        name="incidents",
        title=_("Incidents and help"),
        order=40,
        lines={
            "incidents": ReportLine(_("incidents of the unit"), "response.Incident"),
            "incidents-answered": ReportLine(_("of these answered with evidence"), "response.Incident"),
            "help-given": ReportLine(_("help given to others"), "response.Help"),
        },
        count=count_incidents,
        rows=rows_of_incidents,
    ),
    ReportSource(
        name="works",
        title=_("Works"),
        order=60,
        lines={
            "works-done": ReportLine(_("works finished"), "works.Work"),
            "works-in-progress": ReportLine(_("works in progress"), "works.Work"),
            "works-planned": ReportLine(_("works planned"), "works.Work"),
            "works-stopped": ReportLine(_("works stopped"), "works.Work"),
            "works-overdue": ReportLine(_("works past their promised day"), "works.Work"),
        },
        count=count_works,
        rows=rows_of_works,
    ),
    ReportSource(
        name="problems",
        title=_("Problems"),
        order=70,
        lines={
            "problems": ReportLine(_("problems reported or joined"), "problems.Problem"),
            "problems-solved": ReportLine(_("of these solved"), "problems.Problem"),
        },
        count=count_problems,
        rows=rows_of_problems,
    ),
)
