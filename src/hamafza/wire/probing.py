"""A text sent down the whole path, to measure it."""

from __future__ import annotations

from django.db import connection, transaction

from hamafza.wire.actions import append
from hamafza.wire.events import Probe
from hamafza.wire.models import Event

PLACE = "SELECT (SELECT epoch FROM wire_epoch WHERE id = 1), pos FROM wire_event WHERE id = %s"
UNIT = "SELECT id FROM network_unit WHERE code = %s"
UNCONCERNED = ("door", "worker")  # no page shows a probe, no consumer wants it
EVERYBODY = {"", "all", "common"}


def send(code: str, text: str) -> str | None:
    """Put the text for a unit, or for everybody, into the ledger; its place, `<epoch>-<pos>`, or None for no such unit.

    For threads that serve no request of Django's.
    """
    connection.close_if_unusable_or_obsolete()
    audience = audience_of(code)
    if audience is None:
        return None
    with transaction.atomic():
        return sent(audience, text)


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
    probe = Probe(subject="wire:probe", audiences=(audience,), payload={"text": text})
    return place(append(probe, unheard_by=UNCONCERNED))


def place(event: Event) -> str:
    """Where the event stands, drawn now."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS wire_event_order IMMEDIATE")
        cursor.execute(PLACE, [event.pk])
        epoch, pos = cursor.fetchone()
    return f"{epoch}-{pos}"
