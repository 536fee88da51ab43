"""What is done with calls by the clock."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from hamafza.calls import addressing, following
from hamafza.calls.models import Call, CallState, Urgency
from hamafza.wire.clock import every

BATCH = 100


def due(now: datetime, wanted: Q) -> list[Call]:
    return list(Call.objects.filter(wanted, state=CallState.OPEN).order_by("pk")[:BATCH])


def awake(now: datetime) -> Q:
    """Calls people may be disturbed about: at night the urgent ones, and no other stands in their way."""
    return Q(urgency=Urgency.URGENT) if addressing.quiet(addressing.rules(), now) else Q()


def anything(now: datetime) -> QuerySet[Call]:
    return Call.objects.filter(
        Q(state=CallState.OPEN, deliver__lte=now, delivered__isnull=True)
        | Q(state=CallState.OPEN, remind_due__lte=now)
        | Q(state=CallState.OPEN, overdue_due__lte=now)
        | Q(state=CallState.OPEN, escalate_due__lte=now)
    )


def moved(_now: datetime) -> QuerySet[Call]:
    return Call.objects.filter(moved=True)


def run(now: datetime) -> None:
    """Everything that is due at `now`."""
    run_clocks(now)
    show_boards()


def run_clocks(now: datetime) -> None:
    """In the order in which it happens to a call."""
    ringing = awake(now)
    for call in due(now, Q(delivered__isnull=True, deliver__lte=now)):
        following.deliver(call=call, now=now)
    for call in due(now, ringing & Q(remind_due__lte=now, delivered__isnull=False)):
        following.remind(call=call, now=now)
    for call in due(now, ringing & Q(overdue_due__lte=now)):
        following.mark_overdue(call=call, now=now)
    for call in due(now, ringing & Q(escalate_due__lte=now, delivered__isnull=False)):
        following.escalate(call=call, now=now)


@every(5, "calls.clocks", due=anything)
def tick() -> None:
    run_clocks(timezone.now())


@every(5, "calls.boards", due=moved)
def show_boards() -> None:
    for call in moved(timezone.now()).order_by("pk")[:BATCH]:
        following.show_board(call=call)
