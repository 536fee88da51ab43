"""Many hands at the same moment: one relay, and none of something that has just been withdrawn."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from tests.world import build

from hamafza.newsroom.models import Item, ItemState
from hamafza.relay import errors
from hamafza.relay.models import Relay, RelayState
from hamafza.relay.tests.conftest import Desk
from hamafza.wire.actions import new_epoch
from hamafza.wire.models import Event

TAPS = 6


def together(*tasks: Callable[[], object]) -> list[object]:
    """Run the tasks at the same moment, each on a connection of its own; what they gave or raised."""
    gate, found = threading.Barrier(len(tasks)), []

    def run(task: Callable[[], object]) -> None:
        gate.wait()
        try:
            found.append(task())
        except Exception as error:
            found.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[task]) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return found


def fresh_desk() -> Desk:
    """The cast in a database that an earlier test may have emptied, the ledger's epoch with it."""
    new_epoch()
    return Desk(build())


@pytest.mark.django_db(transaction=True)
def test_taps_of_several_people_at_once_make_one_relay() -> None:
    desk = fresh_desk()
    item = desk.publish()
    people = [name for name in ("officer", "colleague") for _tap in range(TAPS // 2)]
    found = together(*(lambda name=name: desk.relay(item, by=name).pk for name in people))
    assert len(set(found)) == 1, found
    assert Relay.objects.count() == 1
    assert Event.objects.filter(kind="relay.relay.made").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_and_relays_at_the_same_moment_leave_nothing_valid() -> None:
    desk = fresh_desk()
    item = desk.publish()
    found = together(
        lambda: desk.withdraw(item),
        lambda: desk.relay(item),
        lambda: desk.relay(item, by="head", unit="centre"),
        lambda: desk.relay(item, by="editor", unit="body"),
    )
    assert all(isinstance(one, Item | Relay | errors.NotPublic) for one in found), found
    assert Item.objects.get(pk=item.pk).state == ItemState.RETIRED
    for relay in Relay.objects.filter(state=RelayState.LIVE):
        assert "خبر نادرست بود" in desk.read(f"/relays/{relay.pk}/", status=410)
