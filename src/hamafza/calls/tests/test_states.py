"""No sequence of steps reaches a state that is not one, and none loses an answer."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.world import World, build

from hamafza.calls import actions, answering, following, states
from hamafza.calls.models import Answer, AnswerState, Call, CallState, CallStep
from hamafza.calls.tests.cast import NOON, THREE, asked
from hamafza.network.models import Unit
from hamafza.pages.refusals import Refused, WrongState

FLOW = states.ANSWER
STEP = st.sampled_from(sorted(FLOW.steps))
CALL_STATE = st.sampled_from(states.CALL_STATES)


@given(st.lists(st.tuples(STEP, CALL_STATE), max_size=40))
def test_every_walk_stays_among_the_states(walk: list[tuple[str, str]]) -> None:
    state = states.PENDING
    for step, call_state in walk:
        before = state
        try:
            state = FLOW.after(step, before, call_state)
        except WrongState:
            assert before not in FLOW.steps[step].moves or call_state not in FLOW.steps[step].within
        assert state in states.ANSWER_STATES
        if before in states.FULFILLED and state not in states.FULFILLED:
            assert step in {"reopen", "return"}  # what was done never becomes undone in silence


@given(st.sampled_from(states.ANSWER_STATES), CALL_STATE)
def test_what_is_offered_is_what_is_allowed(state: str, call_state: str) -> None:
    for whose in (states.ASKED, states.ASKER):
        for step in FLOW.possible(state, whose, call_state):
            assert FLOW.after(step, state, call_state) in states.ANSWER_STATES


@given(st.text(max_size=10), st.text(max_size=10), st.text(max_size=10))
def test_unknown_words_are_refused(step: str, state: str, call_state: str) -> None:
    with pytest.raises(WrongState):
        FLOW.after(step, state, call_state)


@pytest.mark.parametrize("state", states.ANSWER_STATES)
def test_every_open_answer_can_still_become_confirmed_and_be_declined_unless_done(state: str) -> None:
    reached, todo = {state}, [state]
    while todo:
        here = todo.pop()
        for whose in (states.ASKED, states.ASKER):
            for step in FLOW.possible(here, whose, states.OPEN):
                there = FLOW.after(step, here, states.OPEN)
                if there not in reached:
                    reached.add(there)
                    todo.append(there)
    assert states.CONFIRMED in reached
    assert states.PENDING not in reached - {state}


@given(st.sampled_from(states.ANSWER_STATES), STEP)
def test_a_cancelled_call_takes_no_step(state: str, step: str) -> None:
    with pytest.raises(WrongState):
        FLOW.after(step, state, states.CANCELLED)


def test_the_model_knows_the_same_states_as_the_table() -> None:
    assert set(AnswerState.values) == set(states.ANSWER_STATES)
    assert set(CallState.values) == set(states.CALL_STATES)


ANSWERS = ("see", "accept", "decline", "done", "reopen", "delegate", "confirm", "return")
CALLS = ("hand_over", "remind", "extend", "close", "cancel", "overdue", "escalate", "deliver")
ACTORS = ("head", "officer", "editor", "trusted", "observer", "secretary", "admin", "outsider")
MOVE = st.one_of(
    st.tuples(st.sampled_from(ANSWERS), st.sampled_from(THREE), st.sampled_from(ACTORS)),
    st.tuples(st.sampled_from(CALLS), st.just(""), st.sampled_from(ACTORS)),
)


def act(world: World, call: Call, move: tuple[str, str, str], hour: int) -> None:
    """One random action as a person or the clock would do it; refusals are part of it."""
    step, code, name = move
    now = NOON.replace(hour=8 + hour % 8)
    actor: Any = world.as_(name)
    if code:
        answer = Answer.objects.select_related("unit", "call").get(call=call, unit=world.units[code])
        more: dict[str, Any] = {"person": world.people["officer"]} if step == "delegate" else {}
        more |= {"reason": "چیزی کم است"} if step == "return" else {}
        room: Any = actions if step in {"confirm", "return"} else answering
        getattr(room, "return_" if step == "return" else step)(actor=actor, answer=answer, now=now, **more)
    elif step == "hand_over":
        people = {"away": world.people["officer"], "deputy": world.people["colleague"]}
        answering.hand_over(actor=actor, unit=world.units["province"], now=now, **people)
    elif step in {"overdue", "escalate", "deliver"}:
        do = {"overdue": following.mark_overdue, "escalate": following.escalate, "deliver": following.deliver}
        do[step](call=call, now=call.deadline)
    else:
        more = {"deadline": NOON.replace(day=28)} if step == "extend" else {}
        more |= {"reason": "لازم نیست"} if step == "cancel" else {}
        getattr(actions, step)(actor=actor, call=call, now=now, **more)


@pytest.mark.slow
class RandomLives(TestCase):
    """The actions themselves, on the database, in any order and by anybody."""

    @settings(max_examples=25, deadline=None)
    @given(st.lists(MOVE, min_size=1, max_size=14))
    def test_nothing_is_lost_and_every_state_has_its_step(self, moves: list[tuple[str, str, str]]) -> None:
        Unit.objects.all().delete()
        world = build()
        call = asked(world)
        for hour, move in enumerate(moves):
            try:
                act(world, call, move, hour)
            except Refused:
                continue
        self.check(call)

    def check(self, call: Call) -> None:
        call.refresh_from_db()
        answers = list(call.answers.all())
        assert len(answers) == call.asked == 3
        for answer in answers:
            steps = list(CallStep.objects.filter(answer=answer))
            state = states.PENDING
            for step in steps:
                assert step.from_state == state
                state = step.to_state
            assert answer.state == state
            assert answer.state in states.ANSWER_STATES
            assert (answer.answered is None) == all(s.to_state in states.UNANSWERED for s in steps)
            assert not (answer.overdue and answer.state not in states.OWED)
            assert not (answer.overdue and call.state != states.OPEN)
