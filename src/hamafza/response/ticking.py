"""The clocks of an incident: begun, stopped, dropped, set anew. Always inside the action's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from hamafza.network.access import ancestors
from hamafza.network.models import Unit
from hamafza.response import limits, states
from hamafza.response.models import Clock, Incident, Limit

FROM_REPORT = frozenset({limits.ACKNOWLEDGE, limits.TRIAGE, limits.HOLDING})
KEPT, BROKEN = "kept", "broken"


def begin(incident: Incident, names: Iterable[str], now: datetime) -> None:
    """Begin the clocks that have a limit at this severity and do not run yet."""
    own, running = Limit.own(), set(running_of(incident).values_list("name", flat=True))
    for name in names:
        span = span_of(incident, name, own, now)
        if span is None or name in running:
            continue
        started = incident.reported if name in FROM_REPORT else now
        due = started + span
        Clock.objects.create(incident=incident, name=name, started=started, due=due, next_due=due)


def span_of(incident: Incident, name: str, own: limits.Own, now: datetime) -> timedelta | None:
    if name in {limits.ACKNOWLEDGE, limits.TRIAGE}:
        duty = duty_hours(incident.unit, now) if name == limits.ACKNOWLEDGE else True
        return limits.limit(name, 0, own, on_duty=duty)
    return limits.limit(name, incident.severity or 0, own)


def duty_hours(unit: Unit, now: datetime) -> bool:
    """Whether the centre above the unit (else the unit itself) is at work at this moment."""
    chain = Unit.objects.in_bulk(ancestors(unit))
    centre = next((u for u in chain.values() if u.kind == Unit.Kind.CENTRE), unit)
    local = now.astimezone(ZoneInfo(centre.time_zone))
    days = {int(day) for day in centre.work_days.split(",") if day}
    return local.weekday() in days and centre.opens <= local.time() < centre.closes


def running_of(incident: Incident) -> QuerySet[Clock]:
    return Clock.objects.filter(incident=incident, stopped=None)


def stop(incident: Incident, names: Iterable[str], now: datetime) -> dict[str, str]:
    """Stop the clocks that run; which were kept and which broken, by name."""
    marks = {}
    for clock in running_of(incident).filter(name__in=list(names)).select_for_update():
        clock.stopped, clock.broken, clock.next_due = now, clock.late_at(now), None
        clock.save(update_fields=["stopped", "broken", "next_due"])
        marks[clock.name] = BROKEN if clock.broken else KEPT
    return marks


def drop(incident: Incident, now: datetime, *keep: str) -> None:
    """Nothing waits for these any more; what ran out already stays broken."""
    running_of(incident).exclude(name__in=keep).update(stopped=now, dropped=True, next_due=None)


def dropped(incident: Incident, name: str, now: datetime) -> None:
    running_of(incident).filter(name=name).update(stopped=now, dropped=True, next_due=None)


def weigh_anew(incident: Incident, now: datetime) -> None:
    """The severity changed: running clocks get its limits, from when they were begun."""
    own = Limit.own()
    for clock in running_of(incident).select_for_update():
        span = span_of(incident, clock.name, own, now)
        if span is None:
            clock.stopped, clock.dropped, clock.next_due = now, True, None
        else:
            clock.due = clock.started + span
            clock.next_due = clock.due if clock.due > now or not clock.broken else None
            clock.broken = clock.broken and clock.due <= now
        clock.save(update_fields=["due", "next_due", "stopped", "dropped", "broken"])
    begin(incident, wanted(incident), now)


def wanted(incident: Incident) -> list[str]:
    """Clocks that should run in the present state, if the severity has a limit for them."""
    found = []
    if incident.state == states.TRIAGED:
        found.append(limits.OWNERSHIP)
    unheard = incident.held is None and incident.answered is None and incident.withdrawn is None
    if unheard and incident.kind != states.OPINION:
        found.append(limits.HOLDING)
    if incident.owner_id and incident.state != states.TRIAGED:
        found.append(limits.SITUATION)
    if incident.state == states.READY:
        found.append(limits.CLEARANCE)
    return found
