"""The life of a decision: each step, whose it is, and what its call does meanwhile."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.world import World

from hamafza.calls import answering
from hamafza.calls.models import Answer
from hamafza.decisions import actions, clocks, following
from hamafza.decisions.drawing import drawn
from hamafza.decisions.events import DecisionFacts
from hamafza.decisions.models import Decision
from hamafza.decisions.states import (
    CALL_FOLLOWS,
    DECISION,
    DECISION_FOLLOWS,
    ENDED,
    FOLLOWED,
    FULFILLED,
    OWED,
)
from hamafza.decisions.tests.cast import DUE, NOON, after, decided, held
from hamafza.flow import deadlines
from hamafza.flow.models import Deadline, Rules
from hamafza.pages.refusals import Invalid, NotAllowed, OwnWork, ReasonMissing, Refused, WrongState
from hamafza.wire.models import Event

PAGE = Path(__file__).parents[4] / "docs/subsystems/decisions.md"
pytestmark = pytest.mark.django_db
WHY = "منتظر نامهٔ معاونت هستیم."


def again(row: Decision) -> Decision:
    return Decision.objects.get(pk=row.pk)


def says(row: Decision, world: World, code: str = "province") -> Answer:
    return actions.answer_of(again(row), world.units[code])


def done(world: World, row: Decision, *, now=NOON, note: str = "نامهٔ ۱۲۳") -> Decision:  # type: ignore[no-untyped-def]
    return actions.finish(actor=world.as_("officer"), decision=row, note=note, now=now)


def test_making_one_asks_its_owner_and_its_helpers(world: World) -> None:
    row = decided(world, helpers=("trusted", "body"))
    assert row.call
    assert row.call.owed
    assert (row.call.subject_kind, row.call.subject_id) == ("decision", str(row.pk))
    assert {answer.unit.code for answer in row.call.answers.select_related("unit")} == {
        "province",
        "trusted",
        "body",
    }
    assert row.call.deadline == row.deadline
    assert "رونوشت نامه" in row.call.text


def test_the_unit_of_the_council_may_owe_it_itself(world: World) -> None:
    row = decided(world, owner="centre", helpers=())
    assert actions.start(actor=world.as_("head"), decision=row, now=NOON).state == "in-progress"


def test_it_comes_beyond_the_ceiling(world: World) -> None:
    Rules.objects.update_or_create(id=1, defaults={"ceiling": 1})
    where = held(world)
    rows = [decided(world, where, text=f"تصمیم {number}") for number in range(3)]
    assert [row.number for row in rows] == [1, 2, 3]


def test_what_cannot_be_decided_is_refused_at_its_field(world: World) -> None:
    where = held(world)
    for said, field in ({"text": "  "}, "text"), ({"due": date(2026, 11, 23)}, "due"):
        with pytest.raises(Invalid) as refused:
            decided(world, where, **said)  # type: ignore[arg-type]
        assert refused.value.field == field
    world.units["trusted"].active = False
    with pytest.raises(Invalid) as refused:
        decided(world, where)
    assert refused.value.field == "helpers"


def test_the_path_from_open_to_verified(world: World) -> None:
    row = decided(world)
    assert actions.start(actor=world.as_("officer"), decision=row, now=NOON).state == "in-progress"
    assert done(world, row).state == "done"
    row = actions.verify(actor=world.as_("secretary"), decision=again(row), reason="رونوشت دیده شد", now=NOON)
    assert (row.state, row.proof, row.late) == ("verified", "رونوشت دیده شد", False)
    assert [step.step for step in row.steps.all()] == ["make", "start", "finish", "verify"]
    assert says(row, world).state == "confirmed"
    assert again(row).call.state == "closed"  # type: ignore[union-attr]
    assert not deadlines.running("decision", row.pk).exists()


def test_answering_the_call_is_answering_the_decision(world: World) -> None:
    row = decided(world)
    answer = answering.accept(actor=world.as_("officer"), answer=says(row, world), now=NOON)
    assert again(row).state == "in-progress"
    answer = answering.done(actor=world.as_("officer"), answer=answer, note="فرستاده شد", now=NOON)
    assert again(row).state == "done"
    answering.reopen(actor=world.as_("officer"), answer=answer, now=NOON)
    assert again(row).state == "in-progress"
    answering.done(actor=world.as_("officer"), answer=says(row, world), note="دوباره", now=NOON)
    answering.done(actor=world.as_("officer"), answer=says(row, world), note="با رونوشت", now=NOON)
    assert [step.step for step in row.steps.all()] == ["make", "start", "finish", "resume", "finish"]


def test_what_a_helper_says_moves_nothing(world: World) -> None:
    row = decided(world)
    answering.done(actor=world.as_("trusted"), answer=says(row, world, "trusted"), note="کمک شد", now=NOON)
    assert again(row).state == "open"


def test_a_blocked_unit_says_why_and_its_answer_stays(world: World) -> None:
    row = decided(world)
    actions.start(actor=world.as_("officer"), decision=row, now=NOON)
    with pytest.raises(ReasonMissing):
        actions.block(actor=world.as_("officer"), decision=again(row), reason=" ")
    row = actions.block(actor=world.as_("officer"), decision=again(row), reason=WHY, now=NOON)
    assert (row.state, row.blocked) == ("blocked", WHY)
    assert says(row, world).state == "accepted"
    answering.accept(actor=world.as_("officer"), answer=says(row, world), note="با تأخیر", now=NOON)
    assert again(row).state == "blocked"
    row = actions.resume(actor=world.as_("officer"), decision=again(row), now=NOON)
    assert (row.state, row.blocked) == ("in-progress", "")
    with pytest.raises(NotAllowed):
        actions.block(actor=world.as_("trusted"), decision=again(row), reason=WHY)


def test_nobody_verifies_what_they_said_was_done_themselves(world: World) -> None:
    row = decided(world, owner="centre", helpers=())
    row = actions.finish(actor=world.as_("head"), decision=row, note="شد", now=NOON)
    row.session.series.members.filter(person=world.people["head"]).update(role="secretary")
    with pytest.raises(OwnWork):
        actions.verify(actor=world.as_("head"), decision=again(row), reason="خودم دیدم")
    assert again(row).state == "done"


@pytest.mark.parametrize("who", ["head", "officer", "trusted", "editor"])
def test_only_the_secretary_verifies(world: World, who: str) -> None:
    row = done(world, decided(world))
    with pytest.raises(NotAllowed):
        actions.verify(actor=world.as_(who), decision=row, reason="دیدم که شد")
    with pytest.raises(ReasonMissing):
        actions.verify(actor=world.as_("secretary"), decision=row, reason="")


def test_what_is_not_enough_comes_back(world: World) -> None:
    row = done(world, decided(world))
    row = actions.send_back(actor=world.as_("secretary"), decision=row, reason="رونوشت نیست", now=NOON)
    answer = says(row, world)
    assert (row.state, row.done, answer.state, answer.returned) == (
        "in-progress",
        None,
        "returned",
        "رونوشت نیست",
    )
    late = done(world, row, now=after(2))
    late = actions.send_back(actor=world.as_("head"), decision=late, reason="هنوز نه", now=after(30))
    assert late.state == "overdue"


def test_the_due_day_moves_and_the_old_one_stays_visible(world: World) -> None:
    row = decided(world)
    with pytest.raises(Invalid) as refused:
        actions.postpone(actor=world.as_("head"), decision=row, due=DUE, reason=WHY, now=NOON)
    assert refused.value.field == "due"
    later = DUE + timedelta(days=10)
    row = actions.postpone(actor=world.as_("head"), decision=row, due=later, reason=WHY, now=NOON)
    assert (row.due, row.state) == (later, "open")
    assert again(row).call.deadline == row.deadline  # type: ignore[union-attr]
    assert row.steps.last().days == [DUE, later]  # type: ignore[union-attr]


def test_another_decision_takes_its_place(world: World) -> None:
    where = held(world)
    row, later = decided(world, where), decided(world, where, text="نامه به استان‌ها هم برود.")
    for wrong in (row, decided(world, held(world, series={"name": "کارگروه"}))):
        with pytest.raises(Invalid):
            actions.supersede(actor=world.as_("head"), decision=row, by=wrong, reason=WHY, now=NOON)
    row = actions.supersede(actor=world.as_("head"), decision=row, by=later, reason=WHY, now=NOON)
    assert (row.state, row.superseded_by) == ("superseded", later)
    assert again(row).call.state == "cancelled"  # type: ignore[union-attr]


def test_an_objection_goes_to_the_chair_and_is_owed_until_it_is_answered(world: World) -> None:
    row = decided(world)
    row = actions.object_to(actor=world.as_("officer"), decision=row, reason="در اختیار ما نیست", now=NOON)
    assert row.state == "open"
    with pytest.raises(WrongState):
        actions.object_to(actor=world.as_("colleague"), decision=row, reason="در اختیار ما نیست")
    with pytest.raises(NotAllowed):
        actions.keep(actor=world.as_("secretary"), decision=row, unit=world.units["province"], reason=WHY)
    actions.keep(
        actor=world.as_("head"), decision=row, unit=world.units["province"], reason="با معاون هماهنگ شد"
    )
    objection = row.objections.get()
    assert (objection.upheld, objection.answer) == (False, "با معاون هماهنگ شد")
    assert again(row).state == "open"


def test_the_chair_drops_what_was_objected_to(world: World) -> None:
    row = actions.object_to(actor=world.as_("officer"), decision=decided(world), reason="در اختیار ما نیست")
    row = actions.drop(actor=world.as_("head"), decision=row, reason="با سازمان دیگری است", now=NOON)
    assert (row.state, row.objections.get().upheld) == ("dropped", True)
    assert again(row).call.state == "cancelled"  # type: ignore[union-attr]


def test_a_helper_is_released_and_the_owner_is_not(world: World) -> None:
    row = decided(world)
    actions.object_to(actor=world.as_("trusted"), decision=row, reason="نیرو نداریم", now=NOON)
    said = {"actor": world.as_("head"), "decision": row, "reason": "لازم نیست"}
    row = actions.release(unit=world.units["trusted"], **said)
    assert (says(row, world, "trusted").state, says(row, world).state) == ("declined", "pending")
    assert row.objections.get().upheld
    with pytest.raises(WrongState):
        actions.release(unit=world.units["province"], **said)
    with pytest.raises(NotAllowed):
        actions.object_to(actor=world.as_("trusted"), decision=again(row), reason="نیرو نداریم")


# The clock


def ring(row: Decision, until: int, *, since: int = 0) -> list[tuple[int, str]]:
    """What the clock does on each morning: how many days after the session, and which event."""
    found = []
    for day in range(since, until):
        last = Event.objects.order_by("-pk").values_list("pk", flat=True)[0]
        clocks.run(after(day))
        kinds = Event.objects.filter(pk__gt=last, subject=f"decision:{row.pk}").values_list("kind", flat=True)
        found += [(day, kind.rpartition(".")[2]) for kind in kinds]
    return found


def test_reminders_come_seven_two_and_no_days_before_then_every_week(world: World) -> None:
    row = decided(world)  # due in twenty days
    assert ring(row, 43) == [
        (13, "reminded"), (18, "reminded"), (20, "reminded"), (21, "overdue"), (28, "late"), (35, "late"), (42, "late"),
    ]  # fmt: skip
    assert again(row).state == "overdue"


def test_what_is_done_is_not_reminded(world: World) -> None:
    row = done(world, decided(world))
    assert ring(row, 60) == []


def test_a_decision_for_tomorrow_is_reminded_tomorrow(world: World) -> None:
    row = decided(world, due=date(2026, 11, 25))
    assert ring(row, 4) == [(1, "reminded"), (2, "overdue")]


def test_what_is_blocked_stays_blocked_when_the_day_passes(world: World) -> None:
    row = actions.block(actor=world.as_("officer"), decision=decided(world), reason=WHY, now=NOON)
    assert ring(row, 30)[-2:] == [(21, "overdue"), (28, "late")]
    row = again(row)
    assert row.state == "blocked"
    assert actions.resume(actor=world.as_("officer"), decision=row, now=after(30)).state == "overdue"
    assert ring(row, 37, since=31) == [(35, "late")]


def test_a_late_decision_that_gets_more_time_is_reminded_anew(world: World) -> None:
    row = decided(world)
    ring(row, 22)
    due = DUE + timedelta(days=10)
    row = actions.postpone(actor=world.as_("head"), decision=again(row), due=due, reason=WHY, now=after(22))
    assert row.state == "in-progress"
    assert ring(row, 40, since=22) == [
        (23, "reminded"),
        (28, "reminded"),
        (30, "reminded"),
        (31, "overdue"),
        (38, "late"),
    ]


def test_late_work_is_done_late(world: World) -> None:
    row = decided(world)
    ring(row, 22)
    row = done(world, row, now=after(25))
    assert (row.state, row.late) == ("done", True)
    assert ring(row, 60, since=25) == []


def test_a_clock_that_comes_too_late_does_nothing_and_comes_once(world: World) -> None:
    row = decided(world)
    Decision.objects.filter(pk=row.pk).update(state="done")
    assert not following.ring("overdue", row.pk, after(30))
    assert not Deadline.objects.filter(flow="decision", row=row.pk, name="due", stopped=None).exists()


def test_the_event_says_facts_and_no_words(world: World) -> None:
    row = decided(world)
    event = Event.objects.get(kind="decisions.decision.made")
    facts = DecisionFacts.read(event)
    assert (facts.decision, facts.owner, facts.helpers) == (row.pk, row.owner_id, [world.units["trusted"].pk])
    assert "مجوز" not in event.payload


# Any order of steps


PEOPLE = ["officer", "trusted", "head", "secretary"]
STEPS = [
    "start",
    "finish",
    "reopen",
    "block",
    "resume",
    "object",
    "keep",
    "release",
    "send-back",
    "verify",
    "postpone",
    "drop",
    "day",
]


def attempt(world: World, row: Decision, who: str, step: str, now) -> None:  # type: ignore[no-untyped-def]
    actor, said = world.as_(who), {"decision": row, "now": now}
    about = {"unit": world.units["trusted"], "reason": WHY}
    if step in {"start", "finish"}:
        getattr(actions, step)(actor=actor, **said)
    elif step == "reopen":
        answering.reopen(actor=actor, answer=actions.answer_of(row, row.owner), now=now)
    elif step == "resume":
        actions.resume(actor=actor, **said)
    elif step == "postpone":
        actions.postpone(actor=actor, due=row.due + timedelta(days=30), reason=WHY, **said)
    elif step in {"keep", "release"}:
        getattr(actions, step)(actor=actor, **about, **said)
    elif step == "day":
        clocks.run(now)
    else:
        take = {"send-back": actions.send_back, "object": actions.object_to}.get(step) or getattr(
            actions, step
        )
        take(actor=actor, reason=WHY, **said)


@given(
    taken=st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(STEPS), st.integers(0, 9)), max_size=25)
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_tried_decision_and_call_agree(world: World, taken: list[tuple[str, str, int]]) -> None:
    row, now = decided(world, held(world, series={"name": f"شورای {Decision.objects.count()}"})), NOON
    for who, step, days in taken:
        now += timedelta(days=days)
        before = again(row)
        try:
            attempt(world, before, who, step, now)
        except Refused:
            assert again(row).state == before.state
        agree(again(row), world)


def agree(row: Decision, world: World) -> None:
    """What the tables say of decision, call, answers and clocks holds together."""
    assert row.call
    answer = says(row, world)
    assert (row.call.state == "open") == (row.state in FOLLOWED)
    assert (answer.state == "done") == (row.state == "done") or row.state == "dropped"
    assert (answer.state == "confirmed") == (row.state == "verified")
    assert (row.done is not None) == (row.state in FULFILLED) or row.state == "dropped"
    assert (row.ended is not None) == (row.state in ENDED)
    assert bool(row.blocked) == (row.state == "blocked") or row.state == "dropped"
    waits = deadlines.running("decision", row.pk).filter(rings__isnull=False)
    assert waits.exists() == (row.state in OWED)
    last = row.steps.last()
    assert last
    assert last.to_state == row.state
    if row.over or row.state == "done":
        assert not row.objections.filter(answered=None).exists()


def test_the_tables_name_only_steps_that_exist() -> None:
    assert set(CALL_FOLLOWS) | set(DECISION_FOLLOWS.values()) <= set(DECISION.steps)


def test_the_documentation_shows_who_follows_whom() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert drawn(text) == text


def test_what_the_unit_writes_of_its_work_is_no_answer_of_the_chair(world: World) -> None:
    row = actions.object_to(actor=world.as_("officer"), decision=decided(world), reason="در اختیار ما نیست")
    answering.done(actor=world.as_("officer"), answer=says(row, world), note="نامه فرستاده شد", now=NOON)
    objection = again(row).objections.get()
    assert objection.answered is not None
    assert (objection.upheld, objection.answer) == (False, "")


def test_what_is_decided_at_night_can_be_answered_at_once(world: World) -> None:
    night = NOON.replace(hour=23)
    row = decided(world, now=night)
    assert row.call is not None
    assert row.call.held
    answer = says(row, world)
    client = Client()
    client.force_login(world.people["officer"])
    assert client.post(f"/desk/calls/{answer.call_id}/answers/{answer.pk}/accept/").status_code == 302
    assert says(row, world).state == "accepted"
