"""The door's own look at the ledger: what an event makes wrong is dropped."""

import json
from collections.abc import Callable

from hamafza.door.page_cache import PageCache
from hamafza.wire.stream import revocations
from hamafza.wire.stream.ledger import LedgerState, StoredEvent


class Watcher:
    """Follows the ledger for the page cache (see `hamafza.wire.stream.follow.Follower`)."""

    def __init__(self, cache: PageCache, on_revocation: Callable[[], None]) -> None:
        self.epoch = ""
        self.head = 0
        self._cache = cache
        self._on_revocation = on_revocation

    async def start(self, state: LedgerState) -> None:
        self.epoch, self.head = state.epoch, state.head
        self._cache.begin(state.head)
        self._on_revocation()

    def take(self, rows: list[StoredEvent]) -> None:
        for row in rows:
            self._cache.invalidate(row.pos, tags_of(row))
            if row.kind == revocations.KIND:
                self._on_revocation()
            self.head = row.pos

    def up_to_date(self) -> None:
        self._cache.seeing()

    def lost_sight(self) -> None:
        self._cache.blind()


def tags_of(row: StoredEvent) -> set[str]:
    """What an event concerns: its subject, and for public events the tags its payload names."""
    tags = {row.subject} if row.subject else set()
    if "public" not in row.audiences:
        return tags
    try:
        named = json.loads(row.payload).get("tags", [])
    except (ValueError, AttributeError):
        return tags
    return tags.union(str(tag) for tag in named) if isinstance(named, list) else tags
