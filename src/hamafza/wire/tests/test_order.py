"""Nobody who reads "everything after n" ever steps over an event that commits late."""

from __future__ import annotations

import random
import threading
import time

import pytest
from django.db import connection, connections, transaction

from hamafza.wire.actions import Announcement, append
from hamafza.wire.models import Event

WRITERS, EACH, READERS = 16, 15, 2


class Rehearsed(Announcement):
    kind = "wire.rehearsed"


def write(seed: int) -> None:
    chance = random.Random(seed)
    try:
        for number in range(EACH):
            with transaction.atomic():
                append(Rehearsed(subject=f"writer:{seed}", audiences=("all",), payload={"n": number}))
                if chance.random() < 0.5:
                    time.sleep(chance.random() * 0.004)
                if chance.random() < 0.02:
                    transaction.set_rollback(True)
    finally:
        connections.close_all()


def follow(seen: list[int], done: threading.Event) -> None:
    """A reader as every consumer is: remembers the last position and asks for what is after it."""
    last = 0
    try:
        while True:
            finishing = done.is_set()
            for pos in Event.objects.filter(pos__gt=last).order_by("pos").values_list("pos", flat=True):
                seen.append(pos)
                last = pos
            if finishing:
                return
            time.sleep(0.002)
    finally:
        connections.close_all()


def missed_by_readers() -> list[int]:
    """How many of the committed events each reader never saw, after a storm of writers."""
    done, seen = threading.Event(), [[] for _ in range(READERS)]
    readers = [threading.Thread(target=follow, args=(one, done)) for one in seen]
    writers = [threading.Thread(target=write, args=(seed,)) for seed in range(WRITERS)]
    for thread in (*readers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in readers:
        thread.join()
    committed = set(Event.objects.values_list("pos", flat=True))
    assert len(committed) > WRITERS * EACH * 0.8
    for one in seen:
        assert one == sorted(one)
    return [len(committed - set(one)) for one in seen]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_reader_steps_over_an_event_while_many_write() -> None:
    assert missed_by_readers() == [0] * READERS


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_without_the_order_of_commits_readers_do_miss_events() -> None:
    """The control: the same storm over a plain sequence loses events, so the test above can fail."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'wire_event'")
            # SQLite has one writer at a time; what must not be lost is that numbers are never reused.
            assert "AUTOINCREMENT" in cursor.fetchone()[0]
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER wire_event_order ON wire_event")
        cursor.execute(
            "CREATE FUNCTION wire_event_order_naive() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "UPDATE wire_event SET pos = nextval('wire_event_pos') WHERE id = NEW.id; RETURN NULL; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER wire_event_order AFTER INSERT ON wire_event FOR EACH ROW "
            "EXECUTE FUNCTION wire_event_order_naive()"
        )
    try:
        assert max(missed_by_readers()) > 0
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER wire_event_order ON wire_event")
            cursor.execute("DROP FUNCTION wire_event_order_naive")
            cursor.execute(
                "CREATE CONSTRAINT TRIGGER wire_event_order AFTER INSERT ON wire_event "
                "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wire_event_order()"
            )


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(ValueError, match="transaction"):
        append(Rehearsed(subject="x:1", audiences=("all",)))
