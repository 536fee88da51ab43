"""A text sent down the ledger and the streams, to see whether they work and how quick they are."""

from __future__ import annotations

from django.db import connection, transaction

from hamafza.network.models import Unit
from hamafza.wire.actions import append
from hamafza.wire.events import Probe

PLACE = "SELECT (SELECT epoch FROM wire_epoch WHERE id = 1), pos FROM wire_event WHERE id = %s"


def send_probe(text: str, unit: Unit | None) -> str:
    """Write a probe for one unit, or for everybody; its place, `<epoch>-<pos>`."""
    audience = "all" if unit is None else f"unit:{unit.pk}"
    with transaction.atomic():
        event = append(Probe(subject="wire:probe", audiences=(audience,), payload={"text": text}))
        return place(event.pk)


def place(event: int) -> str:
    """Where the event stands; PostgreSQL would give the position at the commit and is asked for it now."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS wire_event_order IMMEDIATE")
        cursor.execute(PLACE, [event])
        epoch, pos = cursor.fetchone()
    return f"{epoch}-{pos}"
