"""The ledger as its followers see it: rows in commit order after a position."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol


class StoredEvent(NamedTuple):
    """One event as stored; `payload` is JSON text, `audiences` are sorted names."""

    pos: int
    kind: str
    version: int
    subject: str
    audiences: tuple[str, ...]
    payload: str
    at: datetime
    trace: str | None = None


@dataclass(frozen=True, slots=True)
class LedgerState:
    """What the ledger holds, read in one snapshot.

    `oldest` is the position from which on every event is kept, `head` the last one given; both
    are 0 for an empty ledger. Positions of different epochs have nothing to do with each other.
    """

    epoch: str
    oldest: int
    head: int


class LedgerUnreachable(Exception):
    """The database does not answer just now; trying again later is right."""


class LedgerSource(Protocol):
    """Where rows come from. Every method may raise LedgerUnreachable."""

    async def state(self) -> LedgerState: ...

    async def rows(self, after: int, upto: int, limit: int) -> list[StoredEvent]:
        """The first `limit` rows with after < pos <= upto, in order of position."""

    async def revocations(self, since: datetime) -> list[StoredEvent]:
        """All kept revocations that are not older than `since`, in order."""

    async def changed(self) -> None:
        """Return when there may be something new: soon after a bell, else at each look."""

    async def close(self) -> None: ...


def open_source(url: str, *, bell: Callable[[], "Bell"]) -> LedgerSource:
    """The source for an SQLite file (its path, or sqlite:///…) or a postgresql:// address."""
    if url.startswith(("postgres://", "postgresql://")):
        # Here, because the driver weighs as much as the rest of the process.
        from hamafza.wire.stream.postgres import PostgresSource

        return PostgresSource(url, bell())
    from hamafza.wire.stream.sqlite import SqliteSource

    return SqliteSource(url.removeprefix("sqlite://"), bell())


class Bell(Protocol):
    """What a source needs of a `hamafza.wire.bell.Listener`."""

    def fileno(self) -> int: ...

    def hush(self) -> bool: ...

    def close(self) -> None: ...
