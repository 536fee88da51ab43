"""The flow of a session: its clocks always ring where they lead on, whoever takes which steps when."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hamafza.council import states
from hamafza.council.moves import RINGS
from hamafza.flow.steps import CLOCK, ROOM
from hamafza.pages.refusals import WrongState

FLOW = states.SESSION
NAMES = st.lists(st.sampled_from(sorted(FLOW.steps)), max_size=40)


def begun(name: str, state: str) -> set[str]:
    return {one for one in FLOW.steps[name].begins if state in RINGS[one].moves}


@given(NAMES)
def test_whatever_runs_can_ring(walk: list[str]) -> None:
    state, running = FLOW.after("plan", ""), begun("plan", states.SCHEDULED)
    for name in walk:
        try:
            state = FLOW.after(name, state)
        except WrongState:
            continue
        step = FLOW.steps[name]
        running = (set() if step.ends else running - {*step.stops}) | begun(name, state)
        assert all(state in RINGS[one].moves for one in running), (name, state, running)


@given(NAMES)
def test_what_is_over_stays_over(walk: list[str]) -> None:
    for end in (states.CLOSED, states.CANCELLED):
        for name in walk:
            if name != "plan":
                assert end not in FLOW.steps[name].moves


@given(NAMES)
def test_a_session_is_not_held_before_its_agenda_is_locked(walk: list[str]) -> None:
    state, been = states.SCHEDULED, {states.SCHEDULED}
    for name in walk:
        try:
            state = FLOW.after(name, state)
        except WrongState:
            continue
        been.add(state)
        assert state != states.IN_SESSION or states.AGENDA_LOCKED in been
        assert state not in states.WITH_MINUTES or {states.IN_SESSION, states.COMMENT} <= been


def test_the_way_through_is_the_one_of_the_charter() -> None:
    way = (
        "plan",
        "open",
        "ask-briefs",
        "lock",
        "begin",
        "end",
        "comment",
        "approve",
        "send",
        "track",
        "close",
    )
    state, been = "", list[str]()
    for name in way:
        state = FLOW.after(name, state)
        been.append(state)
    assert been == [one for one in FLOW.states if one != states.CANCELLED]


def test_only_the_chair_or_the_minutes_approve() -> None:
    assert FLOW.steps["approve"].who == {states.CHAIR, ROOM}


def test_what_the_clock_does_a_secretary_can_do_before_it() -> None:
    for step in FLOW.table:
        if step.rings in states.BEFORE:
            assert step.who == {CLOCK, states.SECRETARY}


def test_a_point_that_was_ended_or_withdrawn_can_come_back() -> None:
    assert (
        states.POINT.after("reopen", states.ENDED) == states.POINT.after("reopen", states.WITHDRAWN) == "open"
    )
