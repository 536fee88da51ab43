"""Following the ledger: once from where it stands, then row by row, for ever."""

import asyncio
import logging
from typing import NoReturn, Protocol

from hamafza.wire.stream.ledger import LedgerSource, LedgerState, LedgerUnreachable, StoredEvent

log = logging.getLogger(__name__)

PAGE = 500  # rows of one read; an SQLite read of so many holds the loop about a millisecond
GATHER = 0.02  # seconds: a lone event is taken at once, a burst in gulps of this length
PAUSES = (0.1, 0.2, 0.5, 1.0, 2.0)  # seconds between tries while the ledger does not answer


class Follower(Protocol):
    """What is done with the rows. `epoch` and `head` are where the follower stands."""

    @property
    def epoch(self) -> str: ...

    @property
    def head(self) -> int: ...

    async def start(self, state: LedgerState) -> None:
        """Stand at `state.head` of `state.epoch`; what was known before may be void."""

    def take(self, rows: list[StoredEvent]) -> None:
        """The next rows, in order and without a gap; moves `head` to the last of them."""

    def up_to_date(self) -> None:
        """The ledger answered and holds nothing newer."""

    def lost_sight(self) -> None:
        """The ledger does not answer; called again at each vain try."""


async def follow(source: LedgerSource, follower: Follower) -> NoReturn:
    """Keep `follower` at the end of the ledger, whatever happens to the database."""
    loop, vain, looked = asyncio.get_running_loop(), 0, 0.0
    while True:
        try:
            await asyncio.sleep(max(0.0, looked + GATHER - loop.time()))
            looked = loop.time()
            await catch_up(source, follower)
            follower.up_to_date()
            vain = 0
            await source.changed()
        except LedgerUnreachable as error:
            if vain == 0:
                log.warning("ledger unreachable: %s", error)
            follower.lost_sight()
            await asyncio.sleep(PAUSES[min(vain, len(PAUSES) - 1)])
            vain += 1


async def catch_up(source: LedgerSource, follower: Follower) -> None:
    """Bring `follower` to the ledger's present end.

    A changed epoch, a head that went backwards (a restored database) and rows that were
    pruned unseen all mean the same: start anew.
    """
    state = await source.state()
    if state.epoch != follower.epoch or state.head < follower.head:
        await follower.start(state)
    while follower.head < state.head:
        rows = await source.rows(follower.head, state.head, PAGE)
        if not rows or state.oldest > follower.head + 1 < rows[0].pos:
            await follower.start(state)
        else:
            follower.take(rows)
