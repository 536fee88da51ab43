"""How an incident is moved: the locked row, the person's roles in it, its clocks, a transition, the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from hamafza.flow.transitions import Moves, Taken
from hamafza.network.access import Standing
from hamafza.notices.actions import acted
from hamafza.response import access, events, limits, states, ticking
from hamafza.response.models import Incident, IncidentStep
from hamafza.wire.actions import Announcement, append


class IncidentMoves(Moves[Incident]):
    flow = states.INCIDENT

    def lock(self, row: Incident) -> Incident:
        return locked(row.pk)

    def roles(self, actor: Standing, row: Incident) -> frozenset[str]:
        return access.roles_of(actor, row)

    def within(self, row: Incident) -> str:
        return row.kind

    def stamped(self, taken: Taken[Incident]) -> dict[str, Any]:
        return {"changed": taken.now}

    def clock(self, taken: Taken[Incident]) -> None:
        taken.marks = clocks(taken.row, taken.step.name, taken.now)
        if taken.row.kind == states.OPINION and taken.step.name in {"triage", "retriage"}:
            ticking.dropped(taken.row, limits.HOLDING, taken.now)
        if taken.step.name == "retriage":
            ticking.weigh_anew(taken.row, taken.now)

    def record(self, taken: Taken[Incident]) -> None:
        name, reason = taken.step.name, taken.reason
        record(taken.row, taken.actor, name, taken.before, taken.now, reason=reason, marks=taken.marks)

    def event(self, taken: Taken[Incident]) -> Announcement:
        said = events.facts(taken.row, taken.step.name, taken.by) | taken.said
        heard = events.audiences(taken.row, *(taken.hearers or ()))
        return events.KINDS[taken.step.event](
            subject=f"incident:{taken.row.pk}", audiences=heard, payload=said
        )


INCIDENTS = IncidentMoves()


def locked(pk: int) -> Incident:
    rows = Incident.objects.select_for_update(of=("self",)).select_related("unit", "owner")
    return rows.get(pk=pk)


def working(actor: Standing, incident: Incident, what: str) -> Incident:
    """The locked incident, if this work is the person's and the state allows it."""
    return INCIDENTS.permitted(what, actor, incident).row


def clocks(incident: Incident, name: str, now: datetime) -> dict[str, str]:
    step = states.STEPS.get(name)
    if step is None:
        return {}
    marks = ticking.stop(incident, step.stops, now)
    if name == "return":
        ticking.dropped(incident, limits.CLEARANCE, now)
    if step.ends:
        ticking.drop(incident, now, limits.EMERGENCY)
    ticking.begin(incident, step.begins, now)
    return marks


def record(
    incident: Incident,
    actor: Standing | None,
    step: str,
    before: str,
    now: datetime,
    *,
    reason: str = "",
    marks: dict[str, str] | None = None,
) -> IncidentStep:
    return IncidentStep.objects.create(
        incident=incident,
        step=step,
        from_state=before,
        to_state=incident.state,
        by=actor.person if actor else None,
        at=now,
        reason=reason.strip(),
        clocks=marks or {},
    )


def note(incident: Incident, actor: Standing | None, step: str, now: datetime, reason: str = "") -> None:
    """Something happened in the room that does not move the incident."""
    record(incident, actor, step, incident.state, now, reason=reason, marks=clocks(incident, step, now))


def announce(
    kind: type[Announcement],
    incident: Incident,
    actor: Standing | None,
    step: str,
    *,
    units: Iterable[int] = (),
    **more: Any,
) -> None:
    payload = events.facts(incident, step, actor.person.pk if actor else None) | more
    if actor:
        acted(actor=actor, subject=f"incident:{incident.pk}")
    append(
        kind(
            subject=f"incident:{incident.pk}",
            audiences=events.audiences(incident, *units),
            payload=payload,
        )
    )


def changed(incident: Incident, actor: Standing | None, step: str, part: str, **more: Any) -> None:
    announce(events.RoomChanged, incident, actor, step, part=part, **more)


def clock_time(now: datetime | None) -> datetime:
    return now or timezone.now()
