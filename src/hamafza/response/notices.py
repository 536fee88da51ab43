"""What the events of incidents mean to people. Of an exercise nothing is sent out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from hamafza.calls.models import Answer
from hamafza.network.access import CHECKERS, WRITERS, ancestors
from hamafza.network.models import Role, Unit
from hamafza.notices.kinds import Message, group, notice, worded
from hamafza.notices.models import NoticeUrgency, Rhythm
from hamafza.response import limits, states
from hamafza.response.models import Assignment, Clock, Help, Incident
from hamafza.response.words import ClockName
from hamafza.wire.models import Event

GRAVE = 4  # severity from which people are woken
group("response", _("Claims that your unit answers or monitors"), mail=Rhythm.NOW)


def incident_of(event: Event) -> Incident:
    return Incident.objects.select_related("unit", "owner").get(pk=json.loads(event.payload)["incident"])


def message(
    incident: Incident,
    title: StrPromise,
    units: Iterable[int],
    roles: Iterable[str] = WRITERS,
    people: Iterable[int] = (),
    part: str = "",
    **parts: object,
) -> Message:
    """About one incident; `part` is where on its page."""
    grave = (incident.severity or 0) >= GRAVE
    return Message(
        title=worded(title, claim=Truncator(incident.claim).chars(90), **parts),
        url=reverse("incident", args=[incident.pk]) + (f"#{part}" if part else ""),
        people=list(people),
        units=list(units),
        roles=roles,  # type: ignore[arg-type]
        urgency=NoticeUrgency.HIGH if grave else NoticeUrgency.NORMAL,
        exercise=incident.exercise,
    )


def centres(incident: Incident) -> list[int]:
    """The centres above the unit that reported: those on duty."""
    above = Unit.objects.filter(pk__in=ancestors(incident.unit), kind=Unit.Kind.CENTRE)
    return list(above.values_list("pk", flat=True))


def roots(incident: Incident) -> list[int]:
    """Who stands above all others over the units of the incident."""
    units = [unit for unit in (incident.unit, incident.owner) if unit is not None]
    return [ancestors(unit)[-1] for unit in units]


def concerned(incident: Incident) -> list[int]:
    """The owner, or as long as there is none the units whose facts it concerns."""
    if incident.owner_id:
        return [incident.owner_id]
    return list(incident.touches.values_list("pk", flat=True))


@notice("response.incident.reported", group="response")
def reported(event: Event) -> Iterable[Message]:
    incident = incident_of(event)
    return [message(incident, _("New claim: {claim}"), centres(incident))]


@notice("response.incident.triaged", group="response")
def triaged(event: Event) -> Iterable[Message]:
    incident = incident_of(event)
    return [message(incident, _("A claim concerns your unit: {claim}"), concerned(incident))]


@notice("response.incident.escalated", group="response")
def escalated(event: Event) -> Iterable[Message]:
    """First those who stand in for the silent, then the centre, then the heads of the whole network."""
    incident, level = incident_of(event), json.loads(event.payload)["level"]
    told, roles = {
        limits.DEPUTY: (concerned, CHECKERS),
        limits.CENTRE: (centres, CHECKERS),
        limits.NETWORK: (roots, frozenset({Role.HEAD})),
    }[level]
    return [message(incident, _("Nobody is answering yet: {claim}"), told(incident), roles)]


@dataclass(frozen=True)
class Late:
    """Who hears that a clock ran out: of the owner and perhaps the centre, and who has a role in the incident."""

    roles: frozenset[Role]
    given: frozenset[str]
    centre: bool = False


# The clocks that escalate are told by `escalated`.
LATE = {
    limits.HOLDING: Late(WRITERS, frozenset({states.LEAD, states.WRITER})),
    limits.OFFER: Late(WRITERS, frozenset({states.LEAD}), centre=True),
    limits.CLEARANCE: Late(CHECKERS, frozenset({states.LEAD, states.CLEARER})),
    limits.SITUATION: Late(WRITERS, frozenset({states.LEAD, states.MONITOR, states.SCRIBE})),
    limits.REVIEW: Late(WRITERS, frozenset({states.LEAD, states.SCRIBE}), centre=True),
    limits.EMERGENCY: Late(CHECKERS, frozenset({states.LEAD, states.CLEARER}), centre=True),
}


@notice("response.clock.broken", group="response")
def late(event: Event) -> Iterable[Message]:
    """Those who can still do it; nobody once it is done."""
    incident, name = incident_of(event), json.loads(event.payload)["clock"]
    waits = Clock.objects.filter(incident=incident, name=name, broken=True, stopped=None)
    if name not in LATE or not waits.exists():
        return []
    hears = LATE[name]
    people = Assignment.objects.filter(incident=incident, role__in=hears.given).values_list(
        "person", flat=True
    )
    told = [*concerned(incident), *(centres(incident) if hears.centre else [])]
    title = _("Late ({clock}): {claim}")
    return [message(incident, title, told, hears.roles, people, clock=ClockName(name).label)]


@notice("response.incident.moved", group="response")
def moved(event: Event) -> Iterable[Message]:
    """Only what waits for somebody: a response that is to be cleared, came back, or was taken back."""
    said = {
        "ready": (_("Please clear the response: {claim}"), CHECKERS),
        "return": (_("The response was sent back: {claim}"), WRITERS),
        "withdraw": (_("The response was withdrawn: {claim}"), WRITERS),
    }
    step, incident = json.loads(event.payload)["step"], incident_of(event)
    if step not in said:
        return []
    title, roles = said[step]
    told = [*concerned(incident), *(centres(incident) if step == "withdraw" else [])]
    return [message(incident, title, told, roles)]


@notice("response.help.offered", group="response")
def offered(event: Event) -> Iterable[Message]:
    """The unit that asked, and the owner, have to say whether it is needed."""
    incident, said = incident_of(event), json.loads(event.payload)
    answer = Answer.objects.select_related("call", "unit").get(pk=said["answer"])
    if Help.objects.filter(answer=answer).exists():
        return []
    title, told = _("{unit} offers help: {claim}"), [*concerned(incident), answer.call.unit_id]
    return [message(incident, title, told, part="aid", unit=answer.unit)]


@notice("response.help.taken", group="response")
def taken(event: Event) -> Iterable[Message]:
    title = _("Your offer of help was accepted: {claim}")
    return [message(incident_of(event), title, [json.loads(event.payload)["helper"]])]


@notice("response.incident.ended", "response.incident.merged", group="response")
def ended(event: Event) -> Iterable[Message]:
    """Only to those who still have to confirm what others did for them."""
    waiting = json.loads(event.payload).get("unconfirmed")
    title = _("Closed; please confirm the help you received: {claim}")
    return [message(incident_of(event), title, waiting, part="aid")] if waiting else []


@notice("response.help.released", group="response")
def released(event: Event) -> Iterable[Message]:
    """The thanks itself, since the helper does not see the incident any more, and where the help is counted."""
    help_ = Help.objects.select_related("answer__call__unit").get(pk=json.loads(event.payload)["help"])
    said = Truncator(help_.thanks).chars(120)
    title = _("{unit} thanks you: {thanks}") if said else _("{unit} thanks you for your help.")
    thanks = message(incident_of(event), title, [help_.unit_id], unit=help_.answer.call.unit, thanks=said)
    return [
        replace(thanks, url=f"{reverse('incident-rules')}#thanks-{help_.pk}", urgency=NoticeUrgency.NORMAL)
    ]
