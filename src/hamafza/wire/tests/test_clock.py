"""What is done by the clock."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from hamafza.wire import clock
from hamafza.wire.models import Cursor


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bool | None]:
    """An action of every second; each time it gives the next of these, and at their end it fails."""
    answers: list[bool | None] = []
    monkeypatch.setattr(clock, "registry", {})

    @clock.every(1, "wire.test")
    def act() -> bool | None:
        return answers.pop(0)

    return answers


def times(asked: list[bool | None], seconds: int) -> int:
    before = len(asked)
    for second in range(seconds):
        clock.run_due(float(second))
    return before - len(asked)


def test_an_action_is_done_every_so_many_seconds(asked: list[bool | None]) -> None:
    asked += [None, True] * 3
    assert times(asked, 6) == 6


def test_an_action_with_nothing_to_go_on_with_rests(asked: list[bool | None]) -> None:
    asked += [False, True, True, False, False]
    assert times(asked, clock.REST + 2) == 3  # at once, and again after its rest


def test_a_failure_is_tried_again_at_the_next_time(asked: list[bool | None]) -> None:
    clock.run_due(0.0)
    asked += [True]
    clock.run_due(1.0)
    assert asked == []


@pytest.mark.django_db
def test_an_action_that_waits_for_something_is_done_when_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(clock, "registry", {})

    @clock.every(1, "wire.test.late", due=lambda now: Cursor.objects.filter(retry_at__lte=now))
    def late() -> None:
        done.append("late")

    @clock.every(1, "wire.test.behind", due=lambda _now: Cursor.objects.filter(attempts=7).order_by("pos"))
    def behind() -> None:
        done.append("behind")

    cursor = Cursor.objects.create(consumer="wire.test", retry_at=timezone.now() + timedelta(hours=1))
    clock.run_due(0.0)
    assert done == []
    Cursor.objects.filter(pk=cursor.pk).update(retry_at=timezone.now())
    clock.run_due(1.0)
    assert done == ["late"]
    Cursor.objects.filter(pk=cursor.pk).update(retry_at=None, attempts=7)
    clock.run_due(2.0)
    assert done == ["late", "behind"]


@pytest.mark.django_db
def test_an_action_may_wait_for_what_is_an_hour_old(monkeypatch: pytest.MonkeyPatch) -> None:
    hour, done = timedelta(hours=1), list[str]()
    monkeypatch.setattr(clock, "registry", {})

    @clock.every(1, "wire.test.old", due=lambda now: Cursor.objects.filter(retry_at__lte=now - hour))
    def old() -> None:
        done.append("old")

    began = timezone.now()
    Cursor.objects.create(consumer="wire.test", retry_at=began - timedelta(minutes=30))
    clock.run_due(0.0)
    assert done == []
    monkeypatch.setattr(timezone, "now", lambda: began + timedelta(minutes=31))
    clock.run_due(1.0)
    assert done == ["old"]


@pytest.mark.django_db
def test_an_action_whose_question_fails_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(clock, "registry", {})

    @clock.every(1, "wire.test.wrong", due=lambda _now: Cursor.objects.filter(nothing=1))
    def wrong() -> None:
        done.append("wrong")

    @clock.every(1, "wire.test.right", due=lambda _now: Cursor.objects.all())
    def right() -> None:
        done.append("right")

    Cursor.objects.create(consumer="wire.test")
    clock.run_due(0.0)
    assert done == ["right"]


@pytest.mark.django_db
def test_only_those_whose_turn_it_is_are_asked_once_each(monkeypatch: pytest.MonkeyPatch) -> None:
    autodiscover_modules("clocks")
    waiting = {name: one for name, one in clock.registry.items() if one.due is not None}
    assert len(waiting) >= 5
    monkeypatch.setattr(clock, "registry", waiting)
    for one in waiting.values():
        monkeypatch.setattr(one, "turn", 0.0)
    with CaptureQueriesContext(connection) as asked:
        clock.run_due(1e9)
        clock.run_due(1e9)
    assert len(asked) == len(waiting)
