"""A text sent down the whole path, to measure it."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from hamafza.wire.actions import append
from hamafza.wire.bell import ring
from hamafza.wire.errors import Later
from hamafza.wire.events import Probe
from hamafza.wire.models import Event
from hamafza.wire.stream.event import compact

# No page shows a probe and no consumer wants it: door and worker see it when they look by themselves.
HEARD_BY = ("stream", "carrier", "carrier-copies")
PLACE = "SELECT (SELECT epoch FROM wire_epoch WHERE id = 1), pos FROM wire_event WHERE id = %s"
UNIT = "SELECT id FROM network_unit WHERE code = %s"
# In SQLite a position is the row's number, and a statement alone is a transaction: nothing is lighter.
ALONE = """INSERT INTO wire_event (kind, version, subject, audiences, payload, at)
    SELECT ?, ?, ?, audience, ?, strftime('%Y-%m-%d %H:%M:%f', 'now') FROM (
        SELECT 'all' AS audience WHERE ? UNION ALL SELECT 'unit:' || id FROM network_unit WHERE code = ?)
    RETURNING (SELECT epoch FROM wire_epoch WHERE id = 1), id"""
SUBJECT = "wire:probe"
EVERYBODY = {"", "all", "common"}


class Sender:
    """Puts probes into the ledger, for a process that serves Django's requests beside an event loop."""

    def __init__(self, file: Path | None, *, carried: bool = False) -> None:
        """`file` is the ledger's, if it is one of SQLite's; `carried`: there is a carrier to other machines."""
        self._file = file
        self._heard_by = HEARD_BY if carried else HEARD_BY[:1]
        self._ledger: sqlite3.Connection | None = None
        self._inode = 0

    def send(self, code: str, text: str) -> str | None:
        """Put the text for a unit, or for everybody, into the ledger; its place, `<epoch>-<pos>`, or None for no such unit.

        For threads that serve no request of Django's.
        """
        connection.close_if_unusable_or_obsolete()
        audience = audience_of(code)
        if audience is None:
            return None
        with transaction.atomic():
            return sent(audience, text)

    def send_at_once(self, code: str, text: str) -> str | None:
        """The same for the event loop: it waits neither for other writers nor for the disk.

        A power cut may take the last of these away again. They told nobody anything, and after it the ledger
        begins a new epoch. Raises `Later` if somebody else is writing, and in PostgreSQL always.
        """
        if self._file is None:
            raise Later
        everybody = code in EVERYBODY
        values = [
            Probe.kind,
            Probe.version,
            SUBJECT,
            compact({"text": text}),
            everybody,
            "" if everybody else code,
        ]
        try:
            rows = self._opened(self._file).execute(ALONE, values).fetchall()
        except (sqlite3.Error, OSError):
            self.close()
            raise Later from None
        if not rows:
            return None
        ring(settings.RUN_DIR, only=self._heard_by)
        return "{}-{}".format(*rows[0])

    def _opened(self, path: Path) -> sqlite3.Connection:
        """A connection to the file that stands there now: it may have been restored."""
        inode = os.stat(path).st_ino
        if self._ledger is None or inode != self._inode:
            self.close()
            self._ledger = sqlite3.connect(
                f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=0
            )
            self._ledger.execute("PRAGMA synchronous = NORMAL")
            self._ledger.execute("PRAGMA wal_autocheckpoint = 0")  # whoever may wait does it
            self._inode = inode
        return self._ledger

    def close(self) -> None:
        if self._ledger is not None:
            self._ledger.close()
            self._ledger = None


def audience_of(code: str) -> str | None:
    """Who is meant by a unit's code; None for no such unit."""
    if code in EVERYBODY:
        return "all"
    if not code.isprintable():
        return None  # PostgreSQL takes no NUL
    with connection.cursor() as cursor:
        cursor.execute(UNIT, [code])
        row = cursor.fetchone()
    return f"unit:{row[0]}" if row else None


def sent(audience: str, text: str) -> str:
    """The same for an audience, inside the caller's transaction, in which nothing else is written after it."""
    probe = Probe(subject=SUBJECT, audiences=(audience,), payload={"text": text})
    return place(append(probe, heard_by=HEARD_BY))


def place(event: Event) -> str:
    """Where the event stands, drawn now."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS wire_event_order IMMEDIATE")
        cursor.execute(PLACE, [event.pk])
        epoch, pos = cursor.fetchone()
    return f"{epoch}-{pos}"
