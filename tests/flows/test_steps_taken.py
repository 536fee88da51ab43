"""The executor, through the flow that stands on it first: nothing happens by half, and nothing twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hamafza.calls import actions, states
from hamafza.calls.addressing import Address
from hamafza.calls.models import Answer, Call, CallStep
from hamafza.calls.moves import ANSWERS, CALLS
from hamafza.calls.tests.cast import NOON, answer_of, asked, question
from hamafza.flow.deadlines import running
from hamafza.flow.models import Deadline
from hamafza.network.models import Unit
from hamafza.pages.refusals import Invalid, NotAllowed, Refused, WrongState
from hamafza.wire.models import Event
from tests.world import World, build

ACTORS = ("head", "officer", "trusted", "observer", "outsider", "admin")
TAKEN = st.tuples(
    st.sampled_from(sorted(states.ANSWER.steps)),
    st.sampled_from(ACTORS),
    st.sampled_from(("", "چیزی کم است")),
)


def whole(call: Call) -> list[Any]:
    """All that a step may touch."""
    models = (Call, Answer, CallStep, Deadline)
    return [list(model.objects.order_by("pk").values()) for model in models] + [Event.objects.count()]


@pytest.mark.slow
class AnySteps(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(st.lists(TAKEN, min_size=1, max_size=12))
    def test_a_listed_step_moves_and_is_kept_and_told_and_a_refused_one_changes_nothing(
        self, steps: list[tuple[str, str, str]]
    ) -> None:
        Unit.objects.all().delete()
        world = build()
        call = asked(world)
        answer = answer_of(call, world, "province")
        for name, who, reason in steps:
            before, state = whole(call), Answer.objects.get(pk=answer.pk).state
            try:
                with ANSWERS.take(name, world.as_(who), answer, now=NOON, reason=reason) as step:
                    pass
            except Refused:
                assert whole(call) == before
                continue
            rule = states.ANSWER.steps[name]
            after = Answer.objects.get(pk=answer.pk).state
            assert after == states.ANSWER.after(name, state, states.OPEN)
            assert rule.who & step.roles
            if not step.happens:
                assert whole(call) == before
                continue
            kept, told = CallStep.objects.order_by("pk").last(), Event.objects.order_by("pk").last()
            assert (kept.step, kept.from_state, kept.to_state) == (name, state, after)
            assert (told.kind, Event.objects.count()) == (rule.event, before[-1] + 1)


def fails_halfway(world: World, call: Call) -> None:
    with CALLS.take("close", world.as_("head"), call) as step:
        step.set(title="دیگر")
        Answer.objects.update(overdue=True)
        raise ZeroDivisionError


def test_a_body_that_fails_leaves_everything_as_it_was(world: World) -> None:
    call = asked(world)
    before = whole(call)
    with pytest.raises(ZeroDivisionError):
        fails_halfway(world, call)
    assert whole(call) == before


def test_nothing_to_do_is_nothing_done(world: World) -> None:
    call = asked(world)
    before = whole(call)
    with CALLS.take("close", world.as_("head"), call) as step:
        step.nothing()
    assert whole(call) == before


def test_who_may_not_is_told_so_before_the_state_is_looked_at(world: World) -> None:
    call = asked(world)
    actions.close(actor=world.as_("head"), call=call)
    with pytest.raises(NotAllowed), CALLS.take("cancel", world.as_("officer"), call):
        pass
    with pytest.raises(WrongState), CALLS.take("cancel", world.as_("head"), call, reason=""):
        pass


def test_a_reason_is_asked_of_those_who_may(world: World) -> None:
    with pytest.raises(Invalid), CALLS.take("cancel", world.as_("head"), asked(world)):
        pass


def test_the_ledger_is_written_last(world: World, django_capture_on_commit_callbacks: Any) -> None:
    said: list[str] = []

    def hear(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        said.append(sql)
        return execute(sql, *rest)

    call = asked(world)
    with connection.execute_wrapper(hear):
        actions.close(actor=world.as_("head"), call=call, now=NOON)
    written = [sql for sql in said if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert "wire_event" in written[-1]


def test_a_deadline_rings_once_and_not_in_the_quiet_hours(world: World) -> None:
    night = NOON + timedelta(hours=14)
    call = asked(world, deadline=night)
    told = Event.objects.count()
    for moment, rang in (
        (night, False),
        (night + timedelta(hours=7), True),
        (night + timedelta(hours=8), False),
    ):
        with CALLS.ring("overdue", call, moment) as step:
            assert (step is not None) == rang
    assert Event.objects.count() == told + 1


def test_what_has_ended_rings_no_more_and_keeps_its_deadlines(world: World) -> None:
    call = asked(world)
    actions.close(actor=world.as_("head"), call=call, now=NOON)
    assert not running("call", call.pk).exists()
    assert set(Deadline.objects.values_list("name", "dropped", "rings")) == {
        (name, True, None) for name in ("remind", "overdue", "escalate")
    }


# Two at once, for real: each thread has its own connection


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What came of each, all begun at the same moment."""
    start, found = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            start.wait()
            found[number] = act()
        except Exception as error:
            found[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_moves_and_the_other_is_told_that_it_is_too_late() -> None:
    world = build()
    call, head = asked(world), world.as_("head")
    found = at_once(
        lambda: actions.close(actor=head, call=call),
        lambda: actions.cancel(actor=head, call=call, reason="لازم نیست"),
    )
    assert sorted(type(one).__name__ for one in found) == ["Call", "WrongState"]
    assert CallStep.objects.filter(step__in=["close", "cancel"]).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_taps_with_one_key_one_makes_and_both_get_it() -> None:
    world = build()
    head = world.as_("head")
    wanted: dict[str, Any] = {"unit": world.units["centre"], "question": question(), "now": NOON}
    address = Address(units=("province",))
    found = at_once(
        *(lambda: actions.ask(actor=head, address=address, retry_key="k", **wanted) for _tap in range(3))
    )
    assert len({one.pk for one in found}) == 1
    assert (Call.objects.count(), Event.objects.filter(kind="calls.call.asked").count()) == (1, 1)
