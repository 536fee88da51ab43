"""What is done by the clock."""

from __future__ import annotations

import pytest

from hamafza.wire import clock


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
    assert times(asked, 12) == 3  # at 0, 10 and 11


def test_a_failure_is_tried_again_at_the_next_time(asked: list[bool | None]) -> None:
    clock.run_due(0.0)
    asked += [True]
    clock.run_due(1.0)
    assert asked == []
