"""What this room does when units are asked something, and when a call of one of its incidents is answered."""

from __future__ import annotations

import json

from django.db import transaction

from hamafza.calls.models import Answer, Call, Kind
from hamafza.response import limits, ticking, voices
from hamafza.response.helping import SUBJECT
from hamafza.response.models import Incident, Wording
from hamafza.response.moving import changed, locked
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
    """The first yes stops the clock of the first offer, at the time it was said."""
    incident, answer = incident_of(event)
    if incident is None or answer is None or answer.call.kind != Kind.HELP:
        return
    if incident.packs.filter(call=answer.call).exists():
        return  # in an exercise volunteers are asked by a call for help
    with transaction.atomic():
        incident = locked(incident.pk)
        ticking.stop(incident, [limits.OFFER], event.at)
        changed(incident, None, "take_help", "help")


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
