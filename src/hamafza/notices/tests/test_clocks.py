"""Sending runs beside the worker's rounds, and old notices are forgotten."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.world import World

from hamafza.notices import clocks
from hamafza.notices.kinds import Message
from hamafza.notices.lanes import Lane
from hamafza.notices.models import Notice, Rhythm
from hamafza.notices.tests.conftest import Happen
from hamafza.wire import clock


def test_a_lane_does_not_hold_up_whoever_starts_it_and_runs_once_at_a_time() -> None:
    go, runs = threading.Event(), []

    def work() -> None:
        runs.append(1)
        go.wait(10)

    lane = Lane("test", work)
    for _time in range(3):
        lane.start()
    assert runs == [1]
    go.set()
    lane.wait(10)
    lane.start()
    lane.wait(10)
    assert runs == [1, 1]


def test_a_lane_that_failed_is_started_again() -> None:
    runs: list[int] = []

    def work() -> None:
        runs.append(1)
        raise OSError("away")

    lane = Lane("test", work)
    for _time in range(2):
        lane.start()
        lane.wait(10)
    assert len(runs) == 2


def test_the_clock_starts_sending_only_when_something_is_due(
    world: World, happen: Happen, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []
    monkeypatch.setattr(clocks.mail_lane, "start", lambda: started.append("mail"))
    monkeypatch.setattr(clocks.push_lane, "start", lambda: started.append("push"))
    people = [world.people["officer"].pk]
    happen(Message(title="x", url="/desk/", people=people), mail=Rhythm.DAILY)
    mine = {name: one for name, one in clock.registry.items() if name in ("notices.mail", "notices.push")}
    monkeypatch.setattr(clock, "registry", mine)
    clock.run_due(1e9)
    assert started == []
    Notice.objects.update(mail_due=timezone.now())
    clock.run_due(1e9 + 10)
    assert started == ["mail"]


def test_notices_are_forgotten_after_half_a_year(world: World, happen: Happen) -> None:
    people = [world.people[name].pk for name in ("officer", "trusted")]
    happen(Message(title="x", url="/desk/", people=people))
    old = Notice.objects.filter(person=people[0])
    old.update(made=timezone.now() - timedelta(days=clocks.KEPT_DAYS + 1))
    clocks.forget()
    assert [notice.person_id for notice in Notice.objects.all()] == people[1:]
