"""The wire's own clocks: the ledger does not grow for ever, and no stream outlives its session."""

from __future__ import annotations

import time
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F, Min
from django.db.models.functions import Greatest
from django.utils import timezone

from hamafza.network.actions import close_streams
from hamafza.wire.clock import every
from hamafza.wire.consumers import known
from hamafza.wire.models import Cursor, Epoch, Event, Parked
from hamafza.wire.queries import head_pos

KEPT_DAYS, KEPT_EVENTS, BATCH = 7, 200_000, 5_000
SESSIONS = 500  # ended in one round
LONGEST = 20.0  # seconds of one round; the next hour goes on


@every(3600, "wire.prune")
def prune() -> None:
    """Drop events that are old AND far behind AND done by every consumer; never the newest, never a parked one.

    In short transactions from the oldest on, so that it costs the same however long the ledger is.
    """
    limit = min(head_pos() - KEPT_EVENTS, done_by_all())
    before = timezone.now() - timedelta(days=KEPT_DAYS)
    end = time.monotonic() + LONGEST
    while drop_oldest(limit, before) and time.monotonic() < end:
        pass


def done_by_all() -> int:
    """The position up to which every consumer is done; one that has not begun has done nothing."""
    cursors = dict(Cursor.objects.values_list("consumer", "pos"))
    return min((cursors.get(name, 0) for name in known()), default=head_pos())


def drop_oldest(limit: int, before: object) -> int:
    """Drop a batch of the oldest events up to position `limit` from `before` a moment; how many."""
    spare = Event.objects.filter(pos__lte=limit).exclude(pk__in=Parked.objects.values("event"))
    oldest = spare.aggregate(oldest=Min("pos"))["oldest"]
    if oldest is None:
        return 0
    batch = spare.filter(pos__lt=oldest + BATCH, at__lt=before)
    with transaction.atomic():
        ids = dict(batch.values_list("pk", "pos"))
        if ids:
            # First the mark, so that nobody who reads both misses that something is gone.
            Epoch.objects.update(pruned=Greatest(F("pruned"), max(filter(None, ids.values()))))
            Event.objects.filter(pk__in=ids).delete()
    return len(ids)


@every(20, "wire.expired-sessions")
def end_expired_sessions() -> None:
    """Close the streams of sessions whose time is over, and drop them."""
    over = Session.objects.filter(expire_date__lte=timezone.now()).order_by("expire_date")
    keys = list(over.values_list("session_key", flat=True)[:SESSIONS])
    if keys:
        with transaction.atomic():
            Session.objects.filter(session_key__in=keys).delete()
            close_streams(session_keys=keys)
