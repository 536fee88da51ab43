"""What is done in incidents by the clock: say that something is late, tell those who stand in, the centre, the heads."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hamafza.response import events, limits
from hamafza.response.models import Clock
from hamafza.response.ticking import BROKEN
from hamafza.response.transitions import announce, locked, record
from hamafza.wire.clock import every

BATCH = 100


def due(now: datetime) -> QuerySet[Clock]:
    return Clock.objects.filter(next_due__lte=now, stopped=None)


def run(now: datetime) -> None:
    """Everything that is due at `now`."""
    for clock in due(now).order_by("next_due", "pk")[:BATCH]:
        late(clock=clock, now=now)


def late(*, clock: Clock, now: datetime) -> bool:
    """The clock has run out: mark it, say so once, escalate if nobody has taken it up. Whether it did now."""
    with transaction.atomic():
        incident = locked(clock.incident_id)
        clock = Clock.objects.select_for_update().get(pk=clock.pk)
        if clock.stopped is not None or clock.next_due is None or clock.next_due > now:
            return False
        first, clock.broken = not clock.broken, True
        clock.next_due = None
        if clock.name in limits.ESCALATING and clock.level < limits.NETWORK:
            clock.level += 1
            if clock.level < limits.NETWORK:
                clock.next_due = now + (clock.due - clock.started)
        clock.save(update_fields=["broken", "level", "next_due"])
        step = "escalate" if clock.level else "late"
        if clock.level > incident.escalated:
            incident.escalated = clock.level
            incident.save(update_fields=["escalated"])
        marks = {clock.name: BROKEN} if first else {}
        record(incident, None, step, incident.state, now, marks=marks)
        if clock.level:
            kind = events.IncidentEscalated
            announce(kind, incident, None, step, level=clock.level, clock=clock.name)
        else:
            announce(events.ClockBroken, incident, None, step, clock=clock.name)
        return True


@every(5, "response.clocks", due=due)
def tick() -> None:
    run(timezone.now())
