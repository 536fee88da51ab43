"""Writing to the ledger. Other rooms call `append` as the LAST statement of their transaction."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.conf import settings
from django.db import connection, transaction

from hamafza.network.events import NetworkChange
from hamafza.record.actions import write_entry as record
from hamafza.record.powers import is_administrator
from hamafza.wire import trace
from hamafza.wire.bell import ring
from hamafza.wire.facts import Happened
from hamafza.wire.models import Epoch, Event
from hamafza.wire.stream.event import compact

WRITTEN_BELOW = "network."  # that room writes its own entries
PAYLOAD_LIMIT = 16 * 1024
INSERT = """INSERT INTO wire_event (kind, version, subject, audiences, payload, at, trace)
    VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id"""


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """What a room's events are made of: a subclass per kind of event, in the room's `events.py`.

    `audiences` are `all` (every signed-in desk), `public`, `unit:ID`, `topic:ID`, `person:ID` or
    `control`. The payload is thin: identifiers and facts for consumers, never the text itself.
    """

    kind: ClassVar[str]
    version: ClassVar[int] = 1
    subject: str
    audiences: tuple[str, ...]
    payload: dict[str, Any] = field(default_factory=dict)


def append(announcement: Announcement | Happened | NetworkChange) -> Event:
    """Write one event into the ledger, inside the caller's transaction, and poke the followers after it.

    Raises `ValueError` outside a transaction (an event may not outlive a change that failed) and
    for a payload over 16 KB.
    """
    if not connection.in_atomic_block:
        raise ValueError("An event is written in the transaction of its change.")
    said = announcement.payload
    payload = compact(said)
    if len(payload.encode()) > PAYLOAD_LIMIT:
        raise ValueError(f"The payload of {announcement.kind} is over 16 KB.")
    event = Event(
        kind=announcement.kind,
        version=announcement.version,
        subject=announcement.subject,
        audiences=" ".join(sorted(set(announcement.audiences))),
        payload=payload,
        trace=trace.current(),
    )
    write(event)
    by = said.get("by")
    if is_administrator(by) and not event.kind.startswith(WRITTEN_BELOW):
        kind, _colon, subject = event.subject.partition(":")
        record(event.kind, actor=by, kind=kind, subject=subject)
    transaction.on_commit(poke, robust=True)
    return event


def write(event: Event) -> None:
    """Every change does this, so it is one plain statement: composing it anew costs more than running it."""
    at = connection.ops.adapt_datetimefield_value(event.at)
    values: list[Any] = [
        event.kind,
        event.version,
        event.subject,
        event.audiences,
        event.payload,
        at,
        event.trace,
    ]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, values)
        event.pk = cursor.fetchone()[0]
    event._state.adding, event._state.db = False, connection.alias


def poke() -> None:
    """Tell the followers of this machine, and on PostgreSQL of every machine, to look."""
    ring(settings.RUN_DIR)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("NOTIFY hamafza_wire")


def new_epoch() -> str:
    """Begin a new life of the ledger: every client refetches once. For restores and fail-overs."""
    epoch = secrets.token_hex(4)
    Epoch.objects.update_or_create(id=1, defaults={"epoch": epoch})
    return epoch
