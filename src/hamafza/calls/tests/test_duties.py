"""What is owed is no favour: outside the ceiling, not declined, moved by the room that laid it on the units."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from tests.world import World

from hamafza.calls import access, actions, answering, clocks, queries, states
from hamafza.calls.addressing import Address, preview
from hamafza.calls.duties import Duty
from hamafza.calls.forms import CallForm
from hamafza.calls.models import Answer, Call
from hamafza.calls.moves import ANSWERS, CALLS
from hamafza.calls.tests.cast import NOON, THREE, answer_of, asked, question
from hamafza.flow.models import Deadline, Rules
from hamafza.flow.steps import ROOM
from hamafza.flow.transitions import Taken
from hamafza.notices import kinds
from hamafza.notices.making import make
from hamafza.notices.models import Notice
from hamafza.pages import rooms
from hamafza.pages.refusals import NotAllowed, WrongState
from hamafza.wire.models import Event

pytestmark = pytest.mark.usefixtures("positions")
ROOMS = frozenset({ROOM})
heard: list[str] = []


def hear(taken: Taken[Answer]) -> None:
    heard.append(taken.step.name)


@pytest.fixture(autouse=True)
def duty() -> Iterator[None]:
    """A room above that lays things on units."""
    heard.clear()
    rooms.discover()
    rooms.register(
        "test", Duty(subject="test", name="a task", address=lambda pk: f"/desk/tasks/{pk}/", moved=hear)
    )
    yield
    rooms.leave("test")


def owed(world: World, *codes: str, private: bool = False, **said: Any) -> Call:
    """The council's secretary lays it on the province, or on these units."""
    return actions.owe(
        actor=world.as_("secretary"),
        unit=world.units["centre"],
        question=question(**{"kind": "help", "subject_kind": "test", "subject_id": "7", **said}),
        units=[world.units[code] for code in codes or ("province",)],
        private=private,
        now=NOON,
    )


def ceiling(number: int) -> None:
    Rules.objects.update_or_create(id=1, defaults={"ceiling": number})


def test_what_is_owed_comes_beyond_the_ceiling_and_takes_nobodys_share(world: World) -> None:
    ceiling(1)
    for _time in range(3):
        owed(world)
    found = preview(world.units["centre"], Address(units=("province",)), urgent=False, now=NOON)
    assert found.full == frozenset()
    asked(world, units=("province",))
    assert owed(world).answers.get().over_ceiling is False


def test_the_asking_unit_itself_may_owe_it(world: World) -> None:
    assert owed(world, "centre", "province").answers.filter(unit=world.units["centre"]).exists()


def test_nobody_declines_it(world: World) -> None:
    row = answer_of(owed(world), world, "province")
    with pytest.raises(NotAllowed) as refused:
        answering.decline(actor=world.as_("officer"), answer=row, reason="capacity")
    assert refused.value.key == "owed"
    with pytest.raises(WrongState), ANSWERS.take("decline", world.as_("officer"), row):
        pass
    path = f"/desk/calls/{row.call_id}/"
    page = world.client("officer").get(path).content.decode()
    assert "/accept/" in page
    assert "/decline/" not in page
    assert "/desk/tasks/7/" in page


@pytest.mark.parametrize("who", ["head", "secretary", "admin"])
@pytest.mark.parametrize("act", ["confirm", "return_", "close", "cancel", "extend", "remind"])
def test_no_person_moves_it_on_the_asking_side(world: World, who: str, act: str) -> None:
    call = owed(world)
    row = answering.done(actor=world.as_("officer"), answer=answer_of(call, world, "province"), now=NOON)
    said: dict[str, Any] = {"actor": world.as_(who), "now": NOON}
    said |= {"answer": row} if act in {"confirm", "return_"} else {"call": call}
    said |= {"reason": "رقم نادرست"} if act in {"return_", "cancel"} else {}
    said |= {"deadline": NOON + timedelta(days=9)} if act == "extend" else {}
    with pytest.raises(NotAllowed):
        getattr(actions, act)(**said)


def test_the_room_above_confirms_returns_releases_and_ends_it(world: World) -> None:
    call, head, officer = owed(world, "province", "body"), world.as_("head"), world.as_("officer")
    row = answering.done(actor=officer, answer=answer_of(call, world, "province"), now=NOON)
    row = actions.return_(actor=head, answer=row, reason="مدرک نیست", now=NOON, roles=ROOMS)
    row = answering.done(actor=officer, answer=row, note="مدرک", now=NOON)
    assert actions.confirm(actor=head, answer=row, now=NOON, roles=ROOMS).state == states.CONFIRMED
    other = answer_of(call, world, "body")
    assert actions.release(actor=head, answer=other, reason="لازم نیست", now=NOON).state == states.DECLINED
    actions.extend(actor=head, call=call, deadline=NOON + timedelta(days=9), now=NOON, roles=ROOMS)
    assert actions.over(actor=head, call=call, now=NOON).state == states.CLOSED
    assert heard == ["done", "return", "done", "confirm", "release"]


def test_only_what_is_owed_can_be_released(world: World) -> None:
    row = answer_of(asked(world), world, "province")
    with pytest.raises(WrongState):
        actions.release(actor=world.as_("head"), answer=row, reason="لازم نیست", now=NOON)
    answering.accept(actor=world.as_("officer"), answer=row, now=NOON)
    assert heard == []


def test_no_ordinary_call_can_claim_to_be_owed(world: World) -> None:
    """Neither the form nor the API knows such a field; a call that a room asks as a favour stays one."""
    assert {"owed", "private", "subject_kind"}.isdisjoint(CallForm(actor=world.as_("head")).fields)
    head = world.client("head")
    said: dict[str, Any] = {"unit": "centre", "kind": "cover", "title": "پوشش"}
    said |= {"to": {"units": ["trusted"]}}
    said |= {"deadline": (NOON + timedelta(days=2)).isoformat()}
    for name, value in {"owed": True, "private": True, "subject_kind": "test"}.items():
        answer = head.post("/api/v1/calls", {**said, name: value}, content_type="application/json")
        assert (answer.status_code, name in answer.content.decode()) == (422, True)
    assert not asked(world, subject_kind="test", subject_id="7").owed
    with pytest.raises(ValueError, match="nothing"):
        owed(world, subject_kind="nothing")
    with pytest.raises(ValueError, match="owed"):
        owed(world, subject_kind="")


def test_the_room_above_has_its_own_deadlines(world: World) -> None:
    call = owed(world)
    assert not Deadline.objects.filter(flow="call", row=call.pk).exists()
    clocks.run(call.deadline + timedelta(days=3))
    assert not Event.objects.filter(kind__in=["calls.call.reminded", "calls.call.overdue"]).exists()


def test_in_the_quiet_hours_it_waits_for_the_morning(world: World) -> None:
    night = NOON.replace(hour=20)
    call = actions.owe(
        actor=world.as_("secretary"),
        unit=world.units["centre"],
        question=question(kind="help", subject_kind="test", subject_id="7"),
        units=[world.units["province"]],
        now=night,
    )
    assert call.held
    assert list(Deadline.objects.values_list("name", flat=True)) == ["deliver"]


def told(kind: str) -> set[str]:
    kinds.discover()
    Notice.objects.all().delete()
    make(Event.objects.filter(kind=kind).order_by("-pk")[0])
    return set(Notice.objects.values_list("person__username", flat=True))


def test_a_private_duty_is_seen_by_those_who_answer_for_the_unit_alone(world: World) -> None:
    call = owed(world, "province", private=True)
    row = answer_of(call, world, "province")
    seen = {name for name in world.people if access.visible(world.as_(name)).exists()}
    assert seen == {"officer", "colleague"}
    statuses = {name: world.client(name).get(f"/desk/calls/{call.pk}/").status_code for name in world.people}
    assert {name for name, status in statuses.items() if status == 200} == seen
    assert {status for name, status in statuses.items() if name not in seen} == {404}
    answering.accept(actor=world.as_("officer"), answer=row, now=NOON)
    people = {f"person:{world.people[name].pk}" for name in seen}
    for event in Event.objects.filter(subject=f"call:{call.pk}"):
        assert set(event.audiences.split()) == people, event.kind
    assert told("calls.call.asked") == set()  # it has been answered meanwhile


def test_whoever_is_asked_is_told_and_the_asker_is_not_asked_to_confirm(world: World) -> None:
    call = owed(world, "province", private=True)
    assert told("calls.call.asked") == {"officer", "colleague"}
    answering.done(actor=world.as_("officer"), answer=answer_of(call, world, "province"), now=NOON)
    assert told("calls.answer.done") == set()


def test_a_private_duty_stands_in_no_list_of_others(world: World) -> None:
    owed(world, "province", private=True)
    for name, number in {"officer": 1, "colleague": 1, "observer": 0, "head": 0, "admin": 0}.items():
        assert queries.to_answer(world.as_(name)).count() == number, name
        assert queries.in_scope(world.as_(name), "").count() == number, name
    assert queries.outbox(world.as_("secretary"), over=False).count() == 0


def test_those_who_stand_above_see_an_open_duty_but_not_in_their_own_outbox(world: World) -> None:
    call = owed(world, "province")
    assert access.visible(world.as_("editor")).get() == call
    assert world.client("secretary").get(f"/desk/calls/{call.pk}/").status_code == 200
    assert queries.outbox(world.as_("secretary"), over=False).count() == 0


def test_asking_the_same_units_as_ever_is_as_it_was(world: World) -> None:
    call = asked(world, units=THREE)
    assert (call.owed, call.private, call.asked) == (False, False, 3)
    with CALLS.take("close", world.as_("head"), call, now=NOON):
        pass
