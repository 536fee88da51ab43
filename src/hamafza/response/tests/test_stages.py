"""Every state on the path is one of the steps that people see."""

from __future__ import annotations

import pytest

from hamafza.response import states
from hamafza.response.stages import STAGES, stages


def test_the_steps_hold_every_state_of_the_path_once_and_in_order() -> None:
    assert tuple(state for _name, own in STAGES for state in own) == states.PATH


@pytest.mark.parametrize("state", states.PATH)
def test_what_is_before_the_current_step_is_done(state: str) -> None:
    found = stages(state)
    assert [one.is_current for one in found].count(True) == 1
    at = [one.is_current for one in found].index(True)
    assert [one.is_done for one in found] == [number < at for number in range(len(found))]


@pytest.mark.parametrize("state", [states.MERGED, states.REJECTED])
def test_what_left_the_path_stands_on_no_step(state: str) -> None:
    assert stages(state) == []
