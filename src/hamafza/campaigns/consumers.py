"""What this room does when an item is withdrawn: the slot that it filled is empty again."""

from __future__ import annotations

from hamafza.campaigns.filling import empty_slot
from hamafza.campaigns.models import GridSlot
from hamafza.campaigns.states import FILLED
from hamafza.newsroom.models import ItemState
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
