"""What calls learn from the ledger: who relayed without saying so here, and what must not be relayed any more."""

from __future__ import annotations

import json

from django.utils import timezone

from hamafza.calls import answering, following, states
from hamafza.calls.models import Answer, Call, CallKind, CallState, Needs
from hamafza.network.access import standing
from hamafza.network.models import Person
from hamafza.newsroom.models import Item
from hamafza.pages.refusals import Refused
from hamafza.wire.consumers import consumer
from hamafza.wire.models import Event


@consumer("calls.relayed", "relay.relay.made")
def relayed(event: Event) -> None:
    """A unit that relays what it was asked to relay has done it: nobody says the same thing twice."""
    said = json.loads(event.payload)
    person = Person.objects.filter(pk=said.get("by")).first()
    asked = Answer.objects.filter(
        unit=said["unit"],
        state__in=states.OWED | {states.DECLINED},
        call__item=said["item"],
        call__kind=CallKind.RELAY,
        call__needs=Needs.NOTHING,
        call__state=CallState.OPEN,
        call__delivered__isnull=False,
    )
    if person is None:
        return
    for answer in asked.select_related("unit", "call"):
        try:
            answering.done(actor=standing(person), answer=answer, note=answer.note)
        except Refused:
            continue  # somebody was quicker, or the person does not answer for the unit any more


@consumer("calls.withdrawn", "newsroom.item.withdrawn")
def withdrawn(event: Event) -> None:
    """Calls to relay a withdrawn item end, with the reason of the withdrawal."""
    item = Item.objects.get(pk=json.loads(event.payload)["item"])
    for call in Call.objects.filter(item=item, kind=CallKind.RELAY, state=CallState.OPEN):
        following.drop(call=call, reason=item.withdrawal, now=timezone.now())
