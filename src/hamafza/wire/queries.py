"""Reading the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection
from django.db.models import Count

from hamafza.wire.consumers import known
from hamafza.wire.models import Cursor, Epoch, Event, Parked


@dataclass(frozen=True)
class LedgerPlace:
    """A place in the ledger as clients see it: `<epoch>-<pos>`."""

    epoch: str
    pos: int

    def __str__(self) -> str:
        return f"{self.epoch}-{self.pos}"


# Every page asks this first, so it is one plain statement: composing it anew costs more than running it.
HEAD = """SELECT epoch, pos, at FROM wire_epoch
    LEFT JOIN wire_event ON pos = (SELECT MAX(pos) FROM wire_event) WHERE wire_epoch.id = 1"""


def head() -> LedgerPlace:
    """Where the ledger stands now. A page reads this BEFORE its data. Raises `Epoch.DoesNotExist` before set-up."""
    return head_and_time()[0]


def head_and_time() -> tuple[LedgerPlace, datetime | None]:
    """Where the ledger stands, and when its latest event happened."""
    with connection.cursor() as cursor:
        cursor.execute(HEAD)
        row = cursor.fetchone()
    if row is None:
        raise Epoch.DoesNotExist
    epoch, pos, at = row
    if at is not None and at.tzinfo is None:  # SQLite keeps times without a zone, in UTC
        at = at.replace(tzinfo=UTC)
    return LedgerPlace(epoch, pos or 0), at


def head_pos() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(pos) FROM wire_event")
        return cursor.fetchone()[0] or 0


@dataclass(frozen=True)
class Lag:
    """How far a consumer has come and is behind the head, in positions, and what it gave up on."""

    consumer: str
    pos: int
    behind: int
    attempts: int
    parked: int


def lags() -> list[Lag]:
    """Every consumer there is or was, begun or not, in three queries."""
    at = head_pos()
    parked = dict(Parked.objects.values_list("consumer").annotate(Count("pk")))
    cursors = {one.consumer: one for one in Cursor.objects.all()}
    return [
        Lag(name, one.pos, max(at - one.pos, 0), one.attempts, parked.get(name, 0))
        for name in sorted({*known(), *cursors})
        for one in [cursors.get(name) or Cursor(consumer=name)]
    ]


def awaited(rooms: str) -> bool:
    """Whether a consumer whose name begins so has yet to handle an event it wants. It is not `behind` that counts:
    what a consumer wants nothing of is passed over later, many events together."""
    for one in known().values():
        if one.name.startswith(rooms):
            done = Cursor.objects.filter(consumer=one.name).values_list("pos", flat=True).first() or 0
            after = Event.objects.filter(pos__gt=done).values_list("kind", flat=True)
            if any(one.wants(kind) for kind in after.distinct()):
                return True
    return False


def pruned() -> int:
    """The position up to which events may be gone."""
    return Epoch.objects.values_list("pruned", flat=True).filter(id=1).first() or 0
