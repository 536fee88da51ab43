"""How well incidents are answered, counted from what was written down. Exercises are left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from hamafza.calls.models import CallKind
from hamafza.response import limits
from hamafza.response.helping import SUBJECT
from hamafza.response.models import Clock, Help, Incident


@dataclass(frozen=True)
class Measures:
    """Medians in minutes, None where nothing was measured; shares in percent.

    `acknowledge`, `holding` and `answer` run from the report; `offer` from the request for help to the first
    offer that was taken up or thanked. `on_time` is the share of situation reports that came by their clock among
    all that were due, also those that never came.
    """

    incidents: int
    acknowledge: float | None
    holding: float | None
    answer: float | None
    offer: float | None
    accepted: int
    helpers: int
    on_time: int | None


def measure(since: datetime, now: datetime | None = None) -> Measures:
    """All incidents reported since then; five queries."""
    real = Incident.objects.filter(exercise=False, reported__gte=since)
    moments = list(real.values_list("reported", "acknowledged", "held", "answered"))
    helped = Help.objects.filter(incident__in=real).exclude(state=Help.State.DECLINED)
    counted = helped.aggregate(accepted=Count("pk"), helpers=Count("unit", distinct=True))
    reports = Clock.objects.filter(incident__in=real, name=limits.SITUATION)
    due, kept = punctual(reports, now or timezone.now())
    return Measures(
        incidents=len(moments),
        acknowledge=middle(seen - began for began, seen, _held, _said in moments if seen),
        holding=middle(held - began for began, _seen, held, _said in moments if held),
        answer=middle(said - began for began, _seen, _held, said in moments if said),
        offer=middle(first_offers(since)),
        accepted=counted["accepted"],
        helpers=counted["helpers"],
        on_time=round(100 * kept / due) if due else None,
    )


def punctual(reports: QuerySet[Clock], now: datetime) -> tuple[int, int]:
    """How many situation reports were due by now, and how many of them came in time.

    A clock that nobody answers has another report due with each of its spans.
    """
    due = kept = 0
    for clock in reports:
        if clock.stopped and not clock.broken and not clock.dropped:
            due, kept = due + 1, kept + 1
        else:
            due += ((clock.stopped or now) - clock.started) // (clock.due - clock.started)
    return due, kept


def first_offers(since: datetime) -> list[timedelta]:
    settled = Help.objects.filter(
        incident__exercise=False, incident__reported__gte=since, offered__isnull=False
    )
    asked = settled.filter(answer__call__subject_kind=SUBJECT, answer__call__kind=CallKind.HELP)
    rows = asked.order_by().values("answer__call", "answer__call__created").annotate(first=Min("offered"))
    return [row["first"] - row["answer__call__created"] for row in rows]


def middle(spans: Iterable[timedelta]) -> float | None:
    minutes = [span.total_seconds() / 60 for span in spans]
    return round(median(minutes), 1) if minutes else None
