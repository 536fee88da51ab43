"""What this room does when an item is withdrawn, and when a unit that was asked for a slot accepts."""

from __future__ import annotations

import json

from hamafza.campaigns.filling import SUBJECT, empty_slot, take_slot
from hamafza.campaigns.models import GridSlot
from hamafza.campaigns.moves import ANOTHER_ROOM
from hamafza.campaigns.states import FILLED
from hamafza.network.access import standing
from hamafza.network.models import Person, Unit
from hamafza.newsroom.models import ItemState
from hamafza.pages.refusals import Refused
from hamafza.wire.consumers import consumer
from hamafza.wire.models import Event


@consumer("campaigns.withdrawn", "newsroom.item.withdrawn")
def empty_slots(event: Event) -> None:
    kind, _sep, pk = event.subject.partition(":")
    if kind != "item":
        return
    filled = GridSlot.objects.filter(item=int(pk), state=FILLED).exclude(item__state=ItemState.PUBLISHED)
    for slot in filled:
        empty_slot(actor=None, slot=slot, now=event.at)


@consumer("campaigns.accepted", "calls.answer.accepted", "calls.answer.done")
def take_asked(event: Event) -> None:
    """The first unit that accepts has the slot. Whoever accepts later finds the call closed."""
    said = json.loads(event.payload)
    kind, pk = said.get("subject") or ("", "")
    slot = GridSlot.objects.filter(pk=int(pk)).first() if kind == SUBJECT and pk.isdigit() else None
    if slot is None or said["by"] is None:
        return
    actor = standing(Person.objects.get(pk=said["by"]))
    try:
        take_slot(
            actor=actor, slot=slot, unit=Unit.objects.get(pk=said["asked"]), roles=ANOTHER_ROOM, now=event.at
        )
    except Refused:
        return
