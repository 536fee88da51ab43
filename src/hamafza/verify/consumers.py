"""The index follows the ledger."""

from __future__ import annotations

import json

from hamafza.newsroom.models import Item
from hamafza.verify import actions
from hamafza.wire.consumers import consumer
from hamafza.wire.models import Event


@consumer("verify.index", "newsroom.item.published", "newsroom.item.corrected")
def index(event: Event) -> None:
    """What was published or corrected can be found. A withdrawal needs nothing: its state is read with it."""
    item = Item.objects.filter(pk=json.loads(event.payload)["item"]).first()
    if item is not None:
        actions.index(item=item)
