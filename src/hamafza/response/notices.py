"""What the events of incidents mean to people. Of an exercise nothing is sent out."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from hamafza.network.access import CHECKERS, WRITERS, ancestors
from hamafza.network.models import Unit
from hamafza.notices.kinds import Message, group, notice, worded
from hamafza.notices.models import Rhythm, Urgency
from hamafza.response.limits import CENTRE
from hamafza.response.models import Incident
from hamafza.wire.models import Event

GRAVE = 4  # severity from which people are woken
group("response", _("Claims your unit answers or watches over"), mail=Rhythm.NOW)


def incident_of(event: Event) -> Incident:
    return Incident.objects.select_related("unit", "owner").get(pk=json.loads(event.payload)["incident"])


def message(
    incident: Incident, title: StrPromise, units: Iterable[int], roles: Iterable[str] = WRITERS
) -> Message:
    grave = (incident.severity or 0) >= GRAVE
    return Message(
        title=worded(title, claim=Truncator(incident.claim).chars(90)),
        url=reverse("incident", args=[incident.pk]),
        units=list(units),
        roles=roles,  # type: ignore[arg-type]
        urgency=Urgency.HIGH if grave else Urgency.NORMAL,
        exercise=incident.exercise,
    )


def centres(incident: Incident) -> list[int]:
    """The centres above the unit that reported: those on duty."""
    above = Unit.objects.filter(pk__in=ancestors(incident.unit), kind=Unit.Kind.CENTRE)
    return list(above.values_list("pk", flat=True))


def concerned(incident: Incident) -> list[int]:
    """The owner, or as long as there is none the units whose facts it concerns."""
    if incident.owner_id:
        return [incident.owner_id]
    return list(incident.touches.values_list("pk", flat=True))


@notice("response.incident.reported", group="response")
def reported(event: Event) -> Iterable[Message]:
    incident = incident_of(event)
    return [message(incident, _("A claim is reported: {claim}"), centres(incident))]


@notice("response.incident.triaged", group="response")
def triaged(event: Event) -> Iterable[Message]:
    incident = incident_of(event)
    return [message(incident, _("A claim concerns your unit: {claim}"), concerned(incident))]


@notice("response.incident.escalated", group="response")
def escalated(event: Event) -> Iterable[Message]:
    """First those who stand in for the silent, then the centre."""
    incident, level = incident_of(event), json.loads(event.payload)["level"]
    told = centres(incident) if level >= CENTRE else concerned(incident)
    return [message(incident, _("Nobody takes it up: {claim}"), told, CHECKERS)]


@notice("response.incident.moved", group="response")
def moved(event: Event) -> Iterable[Message]:
    """Only what waits for somebody: a response that is to be cleared, came back, or was taken back."""
    said = {
        "ready": (_("A response waits for clearance: {claim}"), CHECKERS),
        "return": (_("A response came back: {claim}"), WRITERS),
        "withdraw": (_("A response was withdrawn: {claim}"), WRITERS),
    }
    step, incident = json.loads(event.payload)["step"], incident_of(event)
    if step not in said:
        return []
    title, roles = said[step]
    told = [*concerned(incident), *(centres(incident) if step == "withdraw" else [])]
    return [message(incident, title, told, roles)]


@notice("response.help.taken", group="response")
def taken(event: Event) -> Iterable[Message]:
    title = _("Your help is accepted: {claim}")
    return [message(incident_of(event), title, [json.loads(event.payload)["helper"]])]
