"""Consumers get every event at least once, in order; what fails is retried, then parked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from hamafza.wire import worker
from hamafza.wire.actions import Announcement, append, unpark
from hamafza.wire.consumers import consumer, registry
from hamafza.wire.models import Cursor, Event, Parked


class Rehearsed(Announcement):
    kind = "wire.rehearsed"


@pytest.fixture
def seen(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A consumer that writes down subjects and fails at `bad:*` while `broken` is set."""
    monkeypatch.setattr(worker, "PAUSES", (0, 0))
    before, heard = dict(registry), []
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
        for one in registry.values():
            worker.advance(one)
            worker.try_parked(one)


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
    assert unpark(Parked.objects.all()) == 1
    rounds(1)
    assert seen == ["mended", "bad:1"]
    assert not Parked.objects.exists()
