"""What this room does when units are asked something or answer, and when a response is checked or withdrawn."""

from __future__ import annotations

import json

from django.db import transaction

from hamafza.calls.models import Answer, Call, CallKind
from hamafza.network.access import Standing, standing
from hamafza.network.models import Person
from hamafza.response import afterwards, events, voices
from hamafza.response.helping import SUBJECT
from hamafza.response.models import Incident, Wording
from hamafza.response.transitions import announce, changed, locked, note
from hamafza.wire.consumers import consumer
from hamafza.wire.models import Event


def incident_of(event: Event) -> tuple[Incident | None, Answer | None]:
    payload = json.loads(event.payload)
    kind, pk = payload.get("subject") or ("", "")
    if kind != SUBJECT:
        return None, None
    incident = Incident.objects.filter(pk=pk).first()
    answer = Answer.objects.select_related("call", "unit", "item__published").filter(pk=payload["answer"])
    return incident, answer.first()


@consumer("response.offers", "calls.answer.accepted", "calls.answer.done")
def first_offer(event: Event) -> None:
    """A yes is an offer, said once for each unit and call; the first stops its clock at the time it was said."""
    incident, answer = incident_of(event)
    if incident is None or answer is None or answer.call.kind != CallKind.HELP:
        return
    if incident.packs.filter(call=answer.call).exists():
        return  # in an exercise volunteers are asked by a call for help
    with transaction.atomic():
        incident = locked(incident.pk)
        offer = f"{answer.unit.name}: {answer.call.title}"
        if incident.transitions.filter(step="offer_help", reason=offer).exists():
            changed(incident, None, "offer_help", "help")
            return
        actor, helper = doer(event), answer.unit_id
        note(incident, actor, "offer_help", event.at, reason=offer)
        announce(events.HelpOffered, incident, actor, "offer_help", helper=helper, answer=answer.pk)


@consumer("response.voices", "calls.answer.done")
def own_voice(event: Event) -> None:
    """A volunteer's own item about the claim is kept beside the others'."""
    incident, answer = incident_of(event)
    if incident is None or answer is None or incident.exercise:
        return
    if answer.item is None or answer.item.published is None or answer.item_id == incident.item_id:
        return
    text = voices.words_of(answer.item.published)
    with transaction.atomic():
        voices.keep(incident, answer.unit, Wording.Kind.VOICE, text, item=answer.item, at=event.at)
        changed(locked(incident.pk), None, "voice", "voices")


@consumer("response.wordings", "calls.call.asked")
def sent_to_many(event: Event) -> None:
    """The text of a call is kept, so that it does not come back under many names, whatever it is about."""
    call = Call.objects.select_related("unit").get(pk=json.loads(event.payload)["call"])
    voices.keep_call(call, event.at)


def answered_by(event: Event) -> Incident | None:
    """The incident that the item still answers."""
    answered = Incident.objects.select_related("item").filter(text__isnull=False)
    return answered.filter(item=json.loads(event.payload)["item"]).first()


def doer(event: Event) -> Standing:
    return standing(Person.objects.get(pk=json.loads(event.payload)["by"]))


@consumer("response.checked", "newsroom.item.checked")
def checked(event: Event) -> None:
    incident = answered_by(event)
    if incident is not None:
        afterwards.checked(actor=doer(event), incident=incident, now=event.at)


@consumer("response.withdrawn", "newsroom.item.withdrawn")
def withdrawn(event: Event) -> None:
    incident = answered_by(event)
    if incident is not None and incident.item is not None:
        reason = incident.item.withdrawal
        afterwards.withdrawn(actor=doer(event), incident=incident, reason=reason, now=event.at)
