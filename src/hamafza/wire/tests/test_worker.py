"""Consumers get every event at least once, in order; what fails is retried, then parked."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction

from hamafza.wire import operating, queries, worker
from hamafza.wire.actions import Announcement, append
from hamafza.wire.consumers import consumer, known, registry
from hamafza.wire.errors import NothingWaits, OutOfLedger, UnknownConsumer
from hamafza.wire.models import Cursor, Epoch, Event, Parked


class Rehearsed(Announcement):
    kind = "wire.rehearsed"


@pytest.fixture
def seen(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A consumer that writes down subjects and fails at `bad:*` while `broken` is set."""
    monkeypatch.setattr(worker, "PAUSES", (0, 0))
    monkeypatch.setattr(worker.clock, "registry", {})
    before, heard = dict(known()), []
    registry.clear()

    @consumer("test.listener", "wire.rehearsed")
    def listen(event: Event) -> None:
        if event.subject.startswith("bad:") and heard.count("mended") == 0:
            raise RuntimeError("no")
        heard.append(event.subject)

    yield heard
    registry.clear()
    registry.update(before)


def happen(*subjects: str) -> None:
    with transaction.atomic():
        for subject in subjects:
            append(Rehearsed(subject=subject, audiences=("all",)))


def rounds(count: int) -> None:
    for _ in range(count):
        worker.work()


@pytest.mark.django_db(transaction=True)
def test_a_consumer_gets_each_event_once_in_order(seen: list[str]) -> None:
    happen("a:1", "a:2", "a:3")
    rounds(3)
    assert seen == ["a:1", "a:2", "a:3"]
    assert Cursor.objects.get(consumer="test.listener").pos == Event.objects.latest("pos").pos


@pytest.mark.django_db(transaction=True)
def test_a_failing_event_holds_the_following_ones_until_it_is_parked(seen: list[str]) -> None:
    happen("a:1", "bad:2", "a:3")
    rounds(2)
    assert seen == ["a:1"]
    rounds(2)
    assert seen == ["a:1", "a:3"]
    assert "RuntimeError" in Parked.objects.get().error


@pytest.mark.django_db(transaction=True)
def test_a_parked_event_is_tried_again_when_somebody_asks(seen: list[str]) -> None:
    happen("bad:1")
    rounds(4)
    rounds(2)
    assert seen == []
    seen.append("mended")
    assert operating.retry(actor=None, parked=Parked.objects.all()) == 1
    rounds(1)
    assert seen == ["mended", "bad:1"]
    assert not Parked.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_consumer_handles_everything_from_a_position_on_again(seen: list[str]) -> None:
    happen("a:1", "a:2", "a:3")
    rounds(2)
    second = Event.objects.get(subject="a:2").pos
    assert operating.replay(actor=None, consumer="test.listener", start=second) == 2
    rounds(2)
    assert seen == ["a:1", "a:2", "a:3", "a:2", "a:3"]


@pytest.mark.django_db(transaction=True)
def test_a_replay_during_a_round_is_not_overwritten_by_it(seen: list[str]) -> None:
    happen("a:1", "a:2")
    first = Event.objects.get(subject="a:1").pos
    one = registry["test.listener"]
    cursor = Cursor.objects.create(consumer=one.name, pos=first - 1)
    Cursor.objects.filter(pk=cursor.pk).update(pos=first + 1)  # somebody else moved it
    assert not worker.move(cursor, Event.objects.get(subject="a:1"))
    assert Cursor.objects.get().pos == first + 1


@pytest.mark.django_db(transaction=True)
def test_what_is_not_kept_is_not_replayed(seen: list[str]) -> None:
    happen("a:1", "a:2")
    first = Event.objects.get(subject="a:1").pos
    Epoch.objects.update_or_create(id=1, defaults={"pruned": first})
    with pytest.raises(OutOfLedger) as refused:
        operating.replay(actor=None, consumer="test.listener", start=first)
    assert (refused.value.oldest, refused.value.head) == (first + 1, first + 1)
    with pytest.raises(UnknownConsumer):
        operating.replay(actor=None, consumer="nobody", start=first + 1)


@pytest.mark.django_db(transaction=True)
def test_an_event_is_set_aside_so_that_the_next_ones_go_on(seen: list[str]) -> None:
    happen("bad:1", "a:2")
    rounds(1)
    assert seen == []
    operating.park(actor=None, consumer="test.listener")
    rounds(1)
    assert seen == ["a:2"]
    assert operating.drop_parked(actor=None, parked=Parked.objects.all()) == 1
    rounds(1)
    with pytest.raises(NothingWaits):
        operating.park(actor=None, consumer="test.listener")


def test_a_consumer_that_has_not_begun_is_behind_everything(seen: list[str]) -> None:
    happen("a:1", "a:2")
    (lag,) = queries.lags()
    assert (lag.consumer, lag.pos, lag.behind) == ("test.listener", 0, queries.head_pos())


@pytest.mark.django_db(transaction=True)
def test_consumers_that_want_nothing_of_an_event_cost_no_statements_of_their_own(
    seen: list[str], django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        consumer(f"test.other-{number}", "other.*")(lambda event: None)
    happen("a:1")
    rounds(1)
    happen("a:2")
    with django_assert_max_num_queries(12):
        rounds(1)
    assert seen == ["a:1", "a:2"]
    assert set(Cursor.objects.values_list("pos", flat=True)) == {queries.head_pos()}


@pytest.mark.django_db(transaction=True)
def test_a_glance_passes_over_what_no_consumer_wants_until_a_round_is_due(
    seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Unheard(Announcement):
        kind = "wire.unheard"

    now = 100.0
    monkeypatch.setattr(worker.time, "monotonic", lambda: now)
    glance = worker.Glance()
    assert glance.finds_work()  # the first look is always a whole one
    with transaction.atomic():
        append(Unheard(subject="a:1", audiences=("all",)))
    assert not glance.finds_work()
    happen("a:2")
    assert glance.finds_work()
    assert not glance.finds_work()
    now += worker.LOOK
    assert glance.finds_work()  # the event may have failed
    now += worker.LOOK
    assert not glance.finds_work()
    now += worker.ROUND
    assert glance.finds_work()


@pytest.mark.django_db(transaction=True)
def test_a_glance_makes_a_round_at_once_where_an_administrator_moved_a_cursor(seen: list[str]) -> None:
    glance = worker.Glance()
    assert glance.finds_work()
    happen("a:1")
    assert glance.finds_work()
    rounds(1)
    operating.replay(actor=None, consumer="test.listener", start=queries.head_pos())
    assert glance.finds_work()
    rounds(1)
    assert seen == ["a:1", "a:1"]


@pytest.mark.django_db(transaction=True)
def test_while_a_try_waits_a_round_is_due_every_second(
    seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr(worker.time, "monotonic", lambda: now)
    glance = worker.Glance()
    happen("bad:1")
    for _second in range(3):
        assert glance.finds_work()
        rounds(1)
        now += worker.LOOK


@pytest.mark.django_db(transaction=True)
def test_a_backlog_stops_neither_the_clocks_nor_the_other_consumers(
    seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "TURN", 0.05)
    slow: list[str] = []

    @consumer("test.a-slow-one", "wire.rehearsed")
    def dawdle(event: Event) -> None:
        time.sleep(0.1)
        slow.append(event.subject)

    subjects = [f"a:{number}" for number in range(20)]
    happen(*subjects)
    began = time.monotonic()
    assert not worker.work()
    assert time.monotonic() - began < 1.5  # the whole backlog takes two seconds
    assert 0 < len(slow) < 20
    assert seen == subjects[: len(seen)] != []  # how many it gets done in its turn is the machine's affair
    while not worker.work():
        pass
    assert seen == slow == subjects


@pytest.mark.django_db(transaction=True)
def test_parked_events_that_are_tried_again_take_turns_too(
    seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    happen("bad:1", "bad:2", "bad:3")
    rounds(9)
    assert Parked.objects.count() == 3
    seen.append("mended")
    monkeypatch.setattr(worker, "TURN", 0.0)
    operating.retry(actor=None, parked=Parked.objects.all())
    assert not worker.work()
    assert Parked.objects.count() == 2
    rounds(2)
    assert seen == ["mended", "bad:1", "bad:2", "bad:3"]


def test_a_worker_whose_database_connection_was_exchanged_leads_anew(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL the lock of whoever leads is gone with the connection."""
    settings.RUN_DIR = tmp_path
    stop, led, turns = threading.Event(), [], iter(range(9))
    now = SimpleNamespace(connection=object(), vendor="sqlite")

    @contextmanager
    def leadership(*_: Any) -> Iterator[bool]:
        led.append(now.connection)
        yield True

    def clocks() -> None:
        now.connection = object() if next(turns) == 1 else now.connection
        if len(led) > 1:
            stop.set()

    monkeypatch.setattr(worker, "connection", now)
    monkeypatch.setattr(worker, "leadership", leadership)
    monkeypatch.setattr(worker, "tell", lambda *_: None)
    monkeypatch.setattr(worker, "LOOK", 0.01)
    monkeypatch.setattr(worker.Glance, "finds_work", lambda self: False)
    monkeypatch.setattr(worker.clock, "run_due", clocks)
    worker.run(stop)
    assert len(led) == len(set(map(id, led))) == 2
