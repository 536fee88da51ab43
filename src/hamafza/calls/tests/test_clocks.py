"""What the clock does, with the clock passed in."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.world import World

from hamafza.calls import actions, answering, clocks
from hamafza.calls.models import Answer, Call
from hamafza.calls.tests.cast import NOON, answer_of, asked
from hamafza.flow import deadlines
from hamafza.flow.deadlines import running
from hamafza.flow.models import Deadline, Rules
from hamafza.pages.refusals import Refused
from hamafza.wire.models import Event

HOUR = timedelta(hours=1)
NIGHT = NOON + timedelta(hours=14)  # 01:30 in Tehran


def said(kind: str) -> list[Event]:
    return list(Event.objects.filter(kind=f"calls.call.{kind}").order_by("pk"))


def due(call: Call, name: str) -> datetime:
    return running("call", call.pk).get(name=name).due


def hears(world: World, event: Event, code: str) -> bool:
    return f"unit:{world.units[code].pk}" in event.audiences.split()


def test_a_held_call_is_delivered_in_the_morning_and_once(world: World) -> None:
    call = asked(world, now=NIGHT, deadline=NIGHT + 48 * HOUR)
    clocks.run(NIGHT + HOUR)
    assert said("asked") == []
    for minute in (0, 1):
        clocks.run(call.deliver + minute * HOUR / 60)
    assert len(said("asked")) == 1
    assert hears(world, said("asked")[0], "province")
    call.refresh_from_db()
    assert call.delivered == call.deliver


def test_a_call_cancelled_while_it_was_held_is_never_delivered(world: World) -> None:
    call = asked(world, now=NIGHT, deadline=NIGHT + 48 * HOUR)
    actions.cancel(actor=world.as_("head"), call=call, reason="اشتباه", now=NIGHT)
    clocks.run(call.deliver)
    assert said("asked") == []
    assert not hears(world, said("cancelled")[0], "province")


def test_the_reminder_goes_to_those_who_have_not_answered_and_to_nobody_else(world: World) -> None:
    call = asked(world)
    answering.accept(actor=world.as_("officer"), answer=answer_of(call, world, "province"), now=NOON)
    answering.decline(actor=world.as_("editor"), answer=answer_of(call, world, "body"), now=NOON)
    clocks.run(NOON + 23 * HOUR)
    assert said("reminded") == []
    for hour in (24, 25):
        clocks.run(NOON + hour * HOUR)
    (event,) = said("reminded")
    assert [hears(world, event, code) for code in ("trusted", "province", "body")] == [True, False, False]
    assert sorted(call.answers.values_list("unit__code", "reminded")) == [
        ("body", 0),
        ("province", 0),
        ("trusted", 1),
    ]


def test_a_short_call_is_reminded_of_at_half_time(world: World) -> None:
    call = asked(world, deadline=NOON + 4 * HOUR)
    assert due(call, "remind") == NOON + 2 * HOUR


def test_the_reminder_waits_for_the_end_of_the_night_unless_it_is_urgent(world: World) -> None:
    asked(world, deadline=NIGHT + 12 * HOUR)
    clocks.run(NIGHT)
    assert said("reminded") == []
    clocks.run(NIGHT + 7 * HOUR)
    assert len(said("reminded")) == 1
    asked(world, deadline=NIGHT + 12 * HOUR, urgent=True)
    clocks.run(NIGHT)
    assert len(said("reminded")) == 2


EVENING = NOON + 9.5 * HOUR  # 21:00 in Tehran


def test_the_time_of_a_held_call_begins_when_the_units_hear_of_it(world: World) -> None:
    call = asked(world, now=EVENING, deadline=EVENING + 15 * HOUR, escalation="halfway")
    clocks.run(call.deliver)
    assert [len(said(kind)) for kind in ("asked", "reminded", "escalated")] == [1, 0, 0]
    half = call.deliver + (call.deadline - call.deliver) / 2
    clocks.run(half - HOUR / 60)
    assert [len(said(kind)) for kind in ("reminded", "escalated")] == [0, 0]
    clocks.run(half)
    assert [len(said(kind)) for kind in ("reminded", "escalated")] == [1, 1]


def test_more_time_for_a_held_call_begins_in_the_morning_too(world: World) -> None:
    call = asked(world, now=EVENING, deadline=EVENING + 15 * HOUR, escalation="halfway")
    later = call.deliver + 10 * HOUR
    call = actions.extend(actor=world.as_("head"), call=call, deadline=later, now=EVENING + HOUR)
    assert (due(call, "remind"), due(call, "escalate")) == (call.deliver + 5 * HOUR, call.deliver + 5 * HOUR)


def test_at_night_only_the_lateness_of_urgent_calls_is_told(world: World) -> None:
    calm = asked(world, deadline=NIGHT)
    clocks.run(NIGHT)
    assert [said(kind) for kind in ("overdue", "escalated")] == [[], []]
    clocks.run(NIGHT + 6 * HOUR)
    assert [len(said(kind)) for kind in ("overdue", "escalated")] == [1, 1]
    assert calm.answers.filter(overdue=True).count() == 3
    asked(world, deadline=NIGHT, urgent=True)
    clocks.run(NIGHT)
    assert [len(said(kind)) for kind in ("overdue", "escalated")] == [2, 2]


def test_half_of_the_time_may_pass_at_night_and_is_told_in_the_morning(world: World) -> None:
    call = asked(world, deadline=NOON + 28 * HOUR, escalation="halfway")
    assert due(call, "escalate") == NIGHT
    clocks.run(NIGHT)
    assert said("escalated") == []
    clocks.run(NIGHT + 6 * HOUR)
    assert len(said("escalated")) == 1


def test_calls_that_sleep_do_not_keep_an_urgent_one_waiting(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadlines, "BATCH", 3)  # as many as one call has
    asked(world, deadline=NIGHT)
    asked(world, deadline=NIGHT, urgent=True)
    clocks.run(NIGHT)
    assert len(said("overdue")) == 1


def test_at_the_deadline_those_who_owe_something_are_late_and_it_is_said_once(world: World) -> None:
    call = asked(world)
    answering.done(actor=world.as_("officer"), answer=answer_of(call, world, "province"), now=NOON)
    answering.accept(actor=world.as_("trusted"), answer=answer_of(call, world, "trusted"), now=NOON)
    for minute in (0, 1):
        clocks.run(call.deadline + minute * HOUR)
    late = call.answers.filter(overdue=True).values_list("unit__code", flat=True)
    assert sorted(late) == ["body", "trusted"]
    (event,) = said("overdue")
    assert hears(world, event, "centre")


def test_who_finishes_late_is_late_no_more(world: World) -> None:
    call = asked(world)
    clocks.run(call.deadline)
    answer = answering.done(actor=world.as_("officer"), answer=answer_of(call, world, "province"))
    assert not answer.overdue


def test_more_time_makes_nobody_late_and_starts_the_clocks_anew(world: World) -> None:
    call = asked(world)
    clocks.run(call.deadline)
    later = call.deadline + 48 * HOUR
    call = actions.extend(actor=world.as_("head"), call=call, deadline=later, now=call.deadline)
    assert not call.answers.filter(overdue=True).exists()
    assert call.steps.get(step="extend").given["to"] == later.isoformat()
    clocks.run(later)
    assert call.answers.filter(overdue=True).count() == 3
    assert len(said("overdue")) == 2


def test_the_unit_above_hears_of_the_silent_and_never_of_those_who_answered(world: World) -> None:
    call = asked(world)
    answering.accept(actor=world.as_("trusted"), answer=answer_of(call, world, "trusted"), now=NOON)
    for minute in (0, 1):
        clocks.run(call.deadline + minute * HOUR)
    (event,) = said("escalated")
    assert f'"above":[{world.units["body"].pk}]' in event.payload
    told = Answer.objects.filter(escalated__isnull=False).values_list("unit__code", flat=True)
    assert list(told) == ["province"]  # above the body and the fund stands the asker, who knows already


def test_a_declined_call_is_an_answer_and_is_not_told_above(world: World) -> None:
    call = asked(world, units=("province",))
    answering.decline(actor=world.as_("officer"), answer=answer_of(call, world, "province"), now=NOON)
    clocks.run(call.deadline)
    assert said("escalated") == []


@pytest.mark.parametrize(("rule", "hours"), [("halfway", 24), ("deadline", 48)])
def test_the_rule_says_when_the_unit_above_hears(world: World, rule: str, hours: int) -> None:
    asked(world, escalation=rule)
    clocks.run(NOON + (hours - 1) * HOUR)
    assert said("escalated") == []
    clocks.run(NOON + hours * HOUR)
    assert len(said("escalated")) == 1


def test_never_means_never(world: World) -> None:
    call = asked(world, escalation="never")
    clocks.run(call.deadline + 100 * HOUR)
    assert said("escalated") == []


def test_a_closed_call_has_no_clock(world: World) -> None:
    call = actions.close(actor=world.as_("head"), call=asked(world), now=NOON)
    clocks.run(call.deadline)
    assert [said(kind) for kind in ("reminded", "overdue", "escalated")] == [[], [], []]


def test_a_reminder_by_hand_is_for_the_silent_and_once_an_hour(world: World) -> None:
    call = asked(world, units=("province", "trusted"))
    answering.accept(actor=world.as_("officer"), answer=answer_of(call, world, "province"), now=NOON)
    actions.remind(actor=world.as_("head"), call=call, now=NOON + HOUR)
    assert [hears(world, said("reminded")[0], code) for code in ("trusted", "province")] == [True, False]
    with pytest.raises(Refused):
        actions.remind(actor=world.as_("head"), call=call, now=NOON + 1.5 * HOUR)
    answering.accept(actor=world.as_("trusted"), answer=answer_of(call, world, "trusted"), now=NOON)
    with pytest.raises(Refused):
        actions.remind(actor=world.as_("head"), call=call, now=NOON + 3 * HOUR)


def test_at_night_nobody_is_reminded_by_hand_either(world: World) -> None:
    call = asked(world)
    with pytest.raises(Refused):
        actions.remind(actor=world.as_("head"), call=call, now=NIGHT)


def test_the_rules_of_the_network_move_the_clocks(world: World) -> None:
    Rules.objects.create(remind_hours=6, quiet_from="00:00", quiet_until="00:00")
    call = asked(world, now=NIGHT, deadline=NIGHT + 48 * HOUR)
    assert call.delivered == NIGHT
    assert due(call, "remind") == NIGHT + 42 * HOUR
    assert Deadline.objects.filter(name="remind", rings__isnull=False).count() == 1


def test_who_is_on_it_is_told_to_all_asked_units_once_for_many_answers(world: World) -> None:
    call = asked(world)
    for code, name in (("province", "officer"), ("body", "editor")):
        answering.accept(actor=world.as_(name), answer=answer_of(call, world, code), now=NOON)
    for _tick in range(2):
        clocks.run(NOON)
    event = Event.objects.get(kind="calls.board.moved")
    assert hears(world, event, "trusted")
    answering.see(actor=world.as_("trusted"), answer=answer_of(call, world, "trusted"), now=NOON)
    clocks.run(NOON)
    assert Event.objects.filter(kind="calls.board.moved").count() == 1
