"""What every action in an incident is made of: the locked row, the role, the step, its clocks, the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from hamafza.network.access import Standing
from hamafza.notices.actions import acted
from hamafza.pages.refusals import NotAllowed, WrongState
from hamafza.response import access, events, limits, states, ticking
from hamafza.response.models import Incident, Transition
from hamafza.wire.actions import Announcement, append

# What a step does to the clocks: which it stops, which it begins. `ENDS` drops all that still run.
STOPS: dict[str, tuple[str, ...]] = {
    "acknowledge": (limits.ACKNOWLEDGE,),
    "triage": (limits.ACKNOWLEDGE, limits.TRIAGE),
    "claim": (limits.OWNERSHIP,),
    "hold": (limits.HOLDING,),
    "clear": (limits.CLEARANCE,),
    "publish": (limits.HOLDING, limits.EMERGENCY),
    "publish_emergency": (limits.HOLDING, limits.CLEARANCE),
    "clear_afterwards": (limits.EMERGENCY,),
    "withdraw": (limits.EMERGENCY,),
    "offer_help": (limits.OFFER,),
    "review": (limits.REVIEW,),
    "situation": (limits.SITUATION,),
}
BEGINS: dict[str, tuple[str, ...]] = {
    "report": (limits.ACKNOWLEDGE, limits.TRIAGE),
    "triage": (limits.OWNERSHIP, limits.HOLDING),
    "claim": (limits.SITUATION,),
    "ready": (limits.CLEARANCE,),
    "publish_emergency": (limits.EMERGENCY,),
    "close": (limits.REVIEW,),
    "let_be": (limits.REVIEW,),
    "reopen": (limits.OWNERSHIP,),
    "ask_help": (limits.OFFER,),
    "situation": (limits.SITUATION,),
}
ENDS = frozenset({"close", "let_be", "reject", "merge", "reopen"})


def locked(pk: int) -> Incident:
    rows = Incident.objects.select_for_update(of=("self",)).select_related("unit", "owner")
    return rows.get(pk=pk)


def permitted(actor: Standing, incident: Incident, step: str) -> tuple[Incident, frozenset[str]]:
    """The locked incident and the person's roles, if the step exists from here and is theirs."""
    incident = locked(incident.pk)
    roles = access.roles_of(actor, incident)
    if not states.STEPS[step].who & roles:
        raise NotAllowed
    try:
        states.after(step, incident.state, incident.kind)
    except states.Forbidden:
        raise WrongState from None
    return incident, roles


def working(actor: Standing, incident: Incident, what: str) -> Incident:
    """The locked incident, if this work is the person's and the state allows it."""
    incident = locked(incident.pk)
    who, within = states.WORK[what]
    if not who & access.roles_of(actor, incident):
        raise NotAllowed
    if incident.state not in within:
        raise WrongState
    return incident


def move(
    incident: Incident,
    actor: Standing | None,
    step: str,
    now: datetime,
    *,
    reason: str = "",
    **changes: Any,
) -> Incident:
    """Take the step of the table: fields, clocks, one transition row. The caller announces it last."""
    before = incident.state
    try:
        incident.state = states.after(step, before, incident.kind)
    except states.Forbidden:
        raise WrongState from None
    incident.changed = now
    for name, value in changes.items():
        setattr(incident, name, value)
    incident.save(update_fields=["state", "changed", *changes])
    marks = clocks(incident, step, now)
    record(incident, actor, step, before, now, reason=reason, marks=marks)
    return incident


def clocks(incident: Incident, step: str, now: datetime) -> dict[str, str]:
    marks = ticking.stop(incident, STOPS.get(step, ()), now)
    if step == "return":
        ticking.running_of(incident).filter(name=limits.CLEARANCE).update(
            stopped=now, dropped=True, next_due=None
        )
    if step in ENDS:
        ticking.drop(incident, now, limits.EMERGENCY)
    ticking.begin(incident, BEGINS.get(step, ()), now)
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
) -> Transition:
    return Transition.objects.create(
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
