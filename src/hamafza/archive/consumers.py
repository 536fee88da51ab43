"""The index follows the ledger."""

from __future__ import annotations

import json

from hamafza.archive.indexing import index
from hamafza.wire.consumers import consumer
from hamafza.wire.models import Event


@consumer("archive.index", "newsroom.item.*")
def keep_up(event: Event) -> None:
    """Bring the item's entry up to what it is now; events that come late change nothing."""
    index([int(json.loads(event.payload)["item"])])
