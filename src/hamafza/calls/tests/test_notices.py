"""What the events of calls mean to people: who is told, and who is not."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone
from tests.world import World

from hamafza.calls import actions, answering, following
from hamafza.calls.models import Call
from hamafza.calls.tests.cast import answer_of, asked
from hamafza.notices.consumers import make_notices
from hamafza.notices.models import Notice, NoticeUrgency
from hamafza.notices.pushing import text
from hamafza.pages.refusals import WrongState
from hamafza.wire.models import Event


def call_of(world: World, **said: Any) -> Call:
    now = timezone.now()
    usual = {"now": now, "deadline": now + timedelta(days=2), "urgent": True}
    return asked(world, **{**usual, **said})


def told(kind: str) -> set[str]:
    """Handle the newest event of the kind; the user names of those it told."""
    event = Event.objects.filter(kind=f"calls.{kind}").latest("pos")
    make_notices(event)
    return set(Notice.objects.filter(event=event.pk).values_list("person__username", flat=True))


def test_those_who_may_answer_are_told_with_a_link_to_the_call(world: World) -> None:
    call = call_of(world)
    assert told("call.asked") == {"officer", "colleague", "editor", "trusted"}
    notice = Notice.objects.filter(person=world.people["officer"]).get()
    assert (notice.url, notice.urgency) == (f"/desk/calls/{call.pk}/", NoticeUrgency.HIGH)
    assert call.title in notice.title


def tap(world: World, person: str, notice: Notice) -> tuple[int, str]:
    """Press the button of the notification as the person's service worker does."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people[person])
    address = f"/desk/notices/{notice.pk}/tap/"
    token = client.get(address).json()["token"]
    answer = client.post(address, headers={"X-CSRFToken": token})
    return answer.status_code, answer.json()["said"]


def test_the_button_on_the_notification_takes_the_call_on_and_twice_is_once(world: World) -> None:
    call = call_of(world)
    told("call.asked")
    notice = Notice.objects.get(person=world.people["officer"])
    assert json.loads(text(notice))["tap"] == "انجام می‌دهیم"
    assert tap(world, "officer", notice) == tap(world, "officer", notice) == (200, "انجام آن را پذیرفتید.")
    answer = answer_of(call, world, "province")
    assert (answer.state, answer.steps.filter(to_state="accepted").count()) == ("accepted", 1)
    notice.refresh_from_db()
    assert None not in (notice.seen, notice.acted)


def test_the_button_of_a_call_that_is_over_says_so(world: World) -> None:
    call = call_of(world)
    told("call.asked")
    actions.cancel(actor=world.as_("head"), call=call, reason="لغو شد")
    status, said = tap(world, "officer", Notice.objects.get(person=world.people["officer"]))
    assert (status, said) == (409, str(WrongState()))
    assert answer_of(call, world, "province").state == "pending"


def test_who_has_answered_is_not_reminded(world: World) -> None:
    call = call_of(world)
    answering.accept(actor=world.as_("trusted"), answer=answer_of(call, world, "trusted"))
    actions.remind(actor=world.as_("head"), call=call)
    answering.decline(actor=world.as_("officer"), answer=answer_of(call, world, "province"))
    assert told("call.reminded") == {"editor"}


def test_editors_and_heads_above_the_silent_are_told(world: World) -> None:
    call = call_of(world, units=("province",))
    following.escalate(call=call, now=call.deadline)
    assert told("call.escalated") == {"editor"}


def test_work_given_to_a_person_is_told_to_that_person(world: World) -> None:
    answer = answer_of(call_of(world), world, "province")
    answering.delegate(actor=world.as_("officer"), answer=answer, person=world.people["colleague"])
    assert told("answer.delegated") == {"colleague"}


def test_the_asker_hears_of_what_is_done_and_the_unit_of_what_is_missing(world: World) -> None:
    answer = answering.done(actor=world.as_("officer"), answer=answer_of(call_of(world), world, "province"))
    assert told("answer.done") == {"head"}
    actions.return_(actor=world.as_("head"), answer=answer, reason="عکس")
    assert told("answer.returned") == {"officer", "colleague"}


def test_an_exercise_is_marked(world: World) -> None:
    call_of(world, exercise=True)
    told("call.asked")
    assert set(Notice.objects.values_list("exercise", flat=True)) == {True}
