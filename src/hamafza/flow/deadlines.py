"""Deadlines begun, stopped, dropped and rung. Always inside the transaction of the step they belong to.

One policy for all: what is due rings once; in the network's quiet hours only what is loud rings, and nothing
that sleeps stands in its way; what rang may be set to ring again, one level higher.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from hamafza.flow.models import Deadline
from hamafza.flow.quiet import quiet, rules

KEPT, BROKEN = "kept", "broken"
BATCH = 200
Act = Callable[[int, datetime], object]


@dataclass(frozen=True)
class Span:
    """From when to when a deadline runs, and when it first rings: when it is due."""

    name: str
    started: datetime
    due: datetime
    loud: bool = True


_acts: dict[tuple[str, str], Act] = {}


def rings(flow: str, *names: str) -> Callable[[Act], Act]:
    """Register what is done when these deadlines of a flow ring: it gets the row's id and the moment."""

    def register(act: Act) -> Act:
        _acts.update({(flow, name): act for name in names})
        return act

    return register


def running(flow: str, row: int) -> QuerySet[Deadline]:
    return Deadline.objects.filter(flow=flow, row=row, stopped=None)


def begin(flow: str, row: int, spans: Iterable[Span]) -> None:
    """Begin those that do not run yet."""
    wanted = list(spans)
    known = set(running(flow, row).values_list("name", flat=True)) if wanted else set()
    Deadline.objects.bulk_create(
        Deadline(
            flow=flow,
            row=row,
            name=span.name,
            started=span.started,
            due=span.due,
            rings=span.due,
            loud=span.loud,
        )
        for span in wanted
        if span.name not in known
    )


def stop(flow: str, row: int, names: Iterable[str], now: datetime) -> dict[str, str]:
    """Stop those that run; which were kept and which broken, by name."""
    marks = {}
    for deadline in running(flow, row).filter(name__in=list(names)).select_for_update():
        deadline.stopped, deadline.broken, deadline.rings = now, deadline.late_at(now), None
        deadline.save(update_fields=["stopped", "broken", "rings"])
        marks[deadline.name] = BROKEN if deadline.broken else KEPT
    return marks


def drop_deadlines(flow: str, row: int, now: datetime, *, keep: Iterable[str] = ()) -> None:
    """Nothing waits for these any more; what ran out already stays broken."""
    running(flow, row).exclude(name__in=list(keep)).update(stopped=now, dropped=True, rings=None)


def take(flow: str, row: int, name: str, now: datetime) -> Deadline | None:
    """The deadline, if it rings now. It does so once, also when two clocks look."""
    found = running(flow, row).filter(name=name, rings__lte=now).select_for_update().first()
    if found is None or (not found.loud and quiet(rules(), now)):
        return None
    found.rings = None
    found.save(update_fields=["rings"])
    return found


def due(now: datetime) -> QuerySet[Deadline]:
    return Deadline.objects.filter(rings__lte=now)


def awake(now: datetime) -> QuerySet[Deadline]:
    """What is due and may disturb people now, in the order in which it rings."""
    found = due(now).filter(loud=True) if quiet(rules(), now) else due(now)
    return found.order_by("rings", "pk")


def ring(now: datetime, *flows: str) -> None:
    """Do everything that is due, of all flows or of these."""
    found = awake(now).filter(flow__in=flows) if flows else awake(now)
    for deadline in found[:BATCH]:
        _acts[deadline.flow, deadline.name](deadline.row, now)
