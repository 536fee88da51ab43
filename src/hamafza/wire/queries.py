"""Reading the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection
from django.db.models import Max

from hamafza.wire.models import Cursor, Epoch, Event, Parked


@dataclass(frozen=True)
class Place:
    """A place in the ledger as clients see it: `<epoch>-<pos>`."""

    epoch: str
    pos: int

    def __str__(self) -> str:
        return f"{self.epoch}-{self.pos}"


# Every page asks this first, so it is one plain statement: composing it anew costs more than running it.
HEAD = """SELECT epoch, pos, at FROM wire_epoch
    LEFT JOIN wire_event ON pos = (SELECT MAX(pos) FROM wire_event) WHERE wire_epoch.id = 1"""


def head() -> Place:
    """Where the ledger stands now. A page reads this BEFORE its data. Raises `Epoch.DoesNotExist` before set-up."""
    return head_and_time()[0]


def head_and_time() -> tuple[Place, datetime | None]:
    """Where the ledger stands, and when its latest event happened."""
    with connection.cursor() as cursor:
        cursor.execute(HEAD)
        row = cursor.fetchone()
    if row is None:
        raise Epoch.DoesNotExist
    epoch, pos, at = row
    if at is not None and at.tzinfo is None:  # SQLite keeps times without a zone, in UTC
        at = at.replace(tzinfo=UTC)
    return Place(epoch, pos or 0), at


def head_pos() -> int:
    return Event.objects.aggregate(head=Max("pos"))["head"] or 0


@dataclass(frozen=True)
class Lag:
    """How far a consumer is behind the head, in positions, and what it gave up on."""

    consumer: str
    behind: int
    attempts: int
    parked: int


def lags() -> list[Lag]:
    """Every consumer that has begun, in three queries."""
    at = head_pos()
    parked: dict[str, int] = {}
    for name in Parked.objects.values_list("consumer", flat=True):
        parked[name] = parked.get(name, 0) + 1
    return [
        Lag(one.consumer, max(at - one.pos, 0), one.attempts, parked.get(one.consumer, 0))
        for one in Cursor.objects.order_by("consumer")
    ]
