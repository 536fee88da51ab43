"""A text sent down the whole path, to measure it."""

from __future__ import annotations

from django.db import close_old_connections, connection, transaction

from hamafza.wire.actions import append
from hamafza.wire.events import Probe
from hamafza.wire.models import Event

PLACE = "SELECT (SELECT epoch FROM wire_epoch WHERE id = 1), pos FROM wire_event WHERE id = %s"


def send(audience: str, text: str) -> str:
    """Put the text into the ledger; its place, `<epoch>-<pos>`. For threads that serve no request of Django's."""
    close_old_connections()
    try:
        with transaction.atomic():
            return sent(audience, text)
    finally:
        close_old_connections()


def sent(audience: str, text: str) -> str:
    """The same inside the caller's transaction, in which nothing else is written after it."""
    return place(append(Probe(subject="wire:probe", audiences=(audience,), payload={"text": text})))


def place(event: Event) -> str:
    """Where the event stands, drawn now."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS wire_event_order IMMEDIATE")
        cursor.execute(PLACE, [event.pk])
        epoch, pos = cursor.fetchone()
    return f"{epoch}-{pos}"
