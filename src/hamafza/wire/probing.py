"""A text sent down the whole path, to measure it."""

from __future__ import annotations

from threading import Lock

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from hamafza.wire.actions import append, compact, poke
from hamafza.wire.events import Probe
from hamafza.wire.models import Event

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
_turn = Lock()  # those who wait for SQLite's own lock sleep and look again


def send(code: str, text: str) -> str | None:
    """Put the text for a unit, or for everybody, into the ledger; its place, `<epoch>-<pos>`, or None for no such unit.

    For threads that serve no request of Django's.
    """
    connection.close_if_unusable_or_obsolete()
    if connection.vendor == "sqlite":
        return sent_alone(code, text)
    audience = audience_of(code)
    if audience is None:
        return None
    with transaction.atomic():
        return sent(audience, text)


def sent_alone(code: str, text: str) -> str | None:
    """The same in SQLite by one statement, without Django's own cursor, which weighs as much again."""
    everybody = code in EVERYBODY
    values = [
        Probe.kind,
        Probe.version,
        SUBJECT,
        compact({"text": text}),
        everybody,
        "" if everybody else code,
    ]
    here = connections[DEFAULT_DB_ALIAS]
    here.ensure_connection()
    with _turn:
        rows = here.connection.execute(ALONE, values).fetchall()
    if not rows:
        return None
    poke(HEARD_BY)
    return "{}-{}".format(*rows[0])


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
