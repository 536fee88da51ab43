"""The wire's own clock: the ledger does not grow for ever."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Min
from django.utils import timezone

from hamafza.wire.clock import every
from hamafza.wire.models import Cursor, Event, Parked
from hamafza.wire.queries import head_pos

KEPT_DAYS, KEPT_EVENTS, BATCH = 7, 200_000, 5_000


@every(3600, "wire.prune")
def prune() -> None:
    """Drop events that are old AND far behind AND done by every consumer; never the newest, never a parked one."""
    done = Cursor.objects.aggregate(least=Min("pos"))["least"]
    limit = min(head_pos() - KEPT_EVENTS, done if done is not None else 0)
    old = Event.objects.filter(pos__lte=limit, at__lt=timezone.now() - timedelta(days=KEPT_DAYS))
    kept = Parked.objects.values("event")
    ids = list(old.exclude(pk__in=kept).order_by("pos").values_list("pk", flat=True)[:BATCH])
    Event.objects.filter(pk__in=ids).delete()
