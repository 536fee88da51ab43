"""The ledger is pruned from its old end, and never breaks a promise of replay."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from hamafza.wire import clocks
from hamafza.wire.actions import append
from hamafza.wire.consumers import known
from hamafza.wire.events import Probe
from hamafza.wire.models import Cursor, Epoch, Event, Parked
from hamafza.wire.queries import head_pos, pruned

pytestmark = pytest.mark.django_db(transaction=True)
OLD = timezone.now() - timedelta(days=8)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten events count as far behind; a batch is three."""
    monkeypatch.setattr(clocks, "KEPT_EVENTS", 10)
    monkeypatch.setattr(clocks, "BATCH", 3)


@pytest.fixture
def first() -> int:
    """The position of the first of thirty old events, which every consumer has done."""
    Epoch.objects.get_or_create(id=1)
    with transaction.atomic():
        for number in range(30):
            append(Probe(subject=f"n:{number}", audiences=("all",)))
    Event.objects.update(at=OLD)
    for name in known():
        Cursor.objects.create(consumer=name, pos=head_pos())
    return head_pos() - 29


def kept(first: int) -> list[int]:
    return [pos - first for pos in Event.objects.order_by("pos").values_list("pos", flat=True)]


def test_what_is_old_and_far_behind_goes(first: int) -> None:
    clocks.prune()
    assert kept(first) == list(range(20, 30))
    assert pruned() == first + 19


def test_what_is_young_stays(first: int) -> None:
    Event.objects.filter(pos__gte=first + 5).update(at=timezone.now())
    clocks.prune()
    assert kept(first) == list(range(5, 30))


def test_a_consumer_that_is_behind_keeps_its_events(first: int) -> None:
    name = next(iter(known()))
    Cursor.objects.filter(consumer=name).update(pos=first + 7)
    clocks.prune()
    assert kept(first) == list(range(8, 30))
    Cursor.objects.filter(consumer=name).delete()  # it has not even begun
    clocks.prune()
    assert kept(first) == list(range(8, 30))


def test_a_parked_event_stays_while_others_around_it_go(first: int) -> None:
    waiting = Event.objects.get(pos=first + 4)
    Parked.objects.create(consumer="any", event=waiting, error="", attempts=1)
    clocks.prune()
    assert kept(first) == [4, *range(20, 30)]
    assert pruned() == first + 19
