"""Writers of one SQLite file take turns, also when one of them fails or dies."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter

import pytest
from django.db import IntegrityError, connection, transaction

from hamafza.wire.actions import append
from hamafza.wire.events import Probe
from hamafza.wire.models import Epoch, Event

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the queue is before SQLite's one lock"),
]


def write(seconds: float = 0.0) -> None:
    with transaction.atomic():
        append(Probe(subject="q:1", audiences=("all",)))
        time.sleep(seconds)


@pytest.mark.slow
def test_nobody_waits_much_longer_than_the_others() -> None:
    """Eight writers that hold the lock for two milliseconds: the unluckiest waits for a few rounds at most."""
    waits: list[float] = []
    share: Counter[int] = Counter()
    end = time.monotonic() + 2.0

    def writer(number: int) -> None:
        while time.monotonic() < end:
            began = time.monotonic()
            write(0.002)
            waits.append(time.monotonic() - began)
            share[number] += 1
        connection.close()

    threads = [threading.Thread(target=writer, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert Event.objects.count() == sum(share.values())
    assert min(share.values()) * 4 > max(share.values())
    assert max(waits) < 1.0  # in a lottery somebody waits for the whole two seconds


def test_a_transaction_that_fails_gives_its_turn_away() -> None:
    Epoch.objects.create(id=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Epoch.objects.create(id=1)
    with transaction.atomic():
        append(Probe(subject="q:1", audiences=("all",)))
        transaction.set_rollback(True)
    thread = threading.Thread(target=lambda: (write(), connection.close()))
    thread.start()
    thread.join(5)
    assert Event.objects.count() == 1


def test_a_writer_that_is_killed_leaves_its_turn() -> None:
    connection.close()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with transaction.atomic():
            append(Probe(subject="q:1", audiences=("all",)))
            os.write(writing, b"x")
            time.sleep(60)
    os.read(reading, 1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    write()
    assert Event.objects.count() == 1
