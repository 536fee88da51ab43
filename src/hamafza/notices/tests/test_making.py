"""One notice per event and person, never to whoever did it, and sent as each person wants it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from tests.world import World

from hamafza.network.access import CHECKERS
from hamafza.network.models import Membership, Person, Role
from hamafza.notices import actions, making, queries
from hamafza.notices.kinds import Message, worded
from hamafza.notices.making import make
from hamafza.notices.models import Device, Notice, NoticeUrgency, Push, Rhythm
from hamafza.notices.tests.conftest import Happen, happened
from hamafza.notices.tests.push_service import Browser
from hamafza.wire.models import Event

Meaning = Callable[..., None]


def names(notices: list[Notice]) -> set[str]:
    return {notice.person.username for notice in notices}


def device(person: Person, number: int = 1) -> Device:
    keys = Browser("").keys
    return Device.objects.create(
        person=person, endpoint=f"https://push.example.org/{person.pk}/{number}", session="s", **keys
    )


def test_units_with_roles_and_people_are_told_once_each(world: World, happen: Happen) -> None:
    province = world.units["province"].pk
    colleague = world.people["colleague"].pk
    notices = happen(
        Message(title="x", url="/desk/", units=[province, world.units["body"].pk], roles=CHECKERS),
        Message(title="x", url="/desk/", people=[colleague, world.people["admin"].pk]),
    )
    assert names(notices) == {"colleague", "editor", "admin"}
    units = {notice.person.username: notice.unit and notice.unit.code for notice in notices}
    assert units == {"colleague": "province", "editor": "body", "admin": None}


def test_whoever_did_it_and_whoever_is_shut_out_is_not_told(world: World, happen: Happen) -> None:
    world.people["observer"].is_active = False
    world.people["observer"].save()
    message = Message(
        title="x", url="/desk/", units=[world.units["province"].pk], people=[world.people["observer"].pk]
    )
    assert names(happen(message, by=world.people["officer"].pk)) == {"colleague"}


def test_an_event_that_comes_again_tells_nobody_again(world: World, meaning: Meaning) -> None:
    device(world.people["officer"])
    meaning(Message(title="x", url="/desk/", people=[world.people["officer"].pk]), mail=Rhythm.NOW)
    event = happened()
    assert [len(make(event)) for _time in range(3)] == [1, 0, 0]
    assert (Notice.objects.count(), Push.objects.count()) == (1, 1)
    assert Event.objects.filter(kind="notices.notice.made").count() == 1


def test_a_try_that_broke_in_the_middle_leaves_nothing_behind(
    world: World, meaning: Meaning, monkeypatch: pytest.MonkeyPatch
) -> None:
    meaning(Message(title="x", url="/desk/", people=[world.people["officer"].pk]))
    event = happened()
    with monkeypatch.context() as broken:
        broken.setattr(making, "announce", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            make(event)
    assert Notice.objects.count() == 0
    assert len(make(event)) == 1


def test_it_is_said_in_both_languages(world: World, happen: Happen) -> None:
    title = format_lazy("{word}: {unit}", word=_("urgent"), unit=world.units["province"])
    [notice] = happen(Message(title=title, url="/desk/", people=[world.people["officer"].pk]))
    assert (notice.title, notice.title_en) == ("فوری: روابط‌عمومی البرز", "urgent: Alborz office")


def test_a_title_is_cut_at_200_letters(world: World, happen: Happen) -> None:
    [notice] = happen(Message(title="خ" * 400, url="/desk/", people=[world.people["officer"].pk]))
    assert notice.title == "خ" * 199 + "…"


def test_of_an_exercise_nothing_is_sent_out(world: World, happen: Happen) -> None:
    device(world.people["officer"])
    people = [world.people["officer"].pk]
    [notice] = happen(
        Message(title="x", url="/desk/", people=people, exercise=True, urgency=NoticeUrgency.HIGH),
        mail=Rhythm.NOW,
    )
    assert (notice.exercise, notice.mail_due, Push.objects.count()) == (True, None, 0)


def test_what_is_caught_up_after_a_long_stop_wakes_nobody(world: World, meaning: Meaning) -> None:
    device(world.people["officer"])
    meaning(Message(title="x", url="/desk/", people=[world.people["officer"].pk]), mail=Rhythm.NOW)
    event = happened()
    event.at = timezone.now() - timedelta(hours=25)
    [notice] = make(event)
    assert (notice.mail_due, Push.objects.count()) == (None, 0)


def test_each_person_is_told_in_their_own_way(world: World, happen: Happen) -> None:
    for name in ("officer", "trusted"):
        device(world.people[name])
    actions.choose(actor=world.as_("officer"), chosen={"tests": (False, "weekly")})
    people = [world.people[name].pk for name in ("officer", "trusted")]
    notices = {
        one.person.username: one
        for one in happen(Message(title="x", url="/desk/", people=people), mail=Rhythm.NOW)
    }
    assert (notices["officer"].rhythm, notices["trusted"].rhythm) == (Rhythm.WEEKLY, Rhythm.NOW)
    assert [push.device.person.username for push in Push.objects.all()] == ["trusted"]


@pytest.mark.parametrize(
    ("urgency", "breaks", "waits"),
    [
        (NoticeUrgency.NORMAL, True, True),
        (NoticeUrgency.HIGH, True, False),
        (NoticeUrgency.HIGH, False, True),
    ],
)
def test_only_what_is_urgent_breaks_quiet_hours_and_only_where_it_may(
    world: World,
    happen: Happen,
    monkeypatch: pytest.MonkeyPatch,
    urgency: NoticeUrgency,
    breaks: bool,
    waits: bool,
) -> None:
    world.units["province"].time_zone = "Asia/Tokyo"
    world.units["province"].save()
    night = datetime(2026, 11, 25, 23, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
    device(world.people["officer"])
    actions.keep_quiet(actor=world.as_("officer"), starts=time(22), ends=time(6), urgent_breaks=breaks)
    monkeypatch.setattr(making.timezone, "now", lambda: night)
    people = [world.people["officer"].pk]
    [notice] = happen(Message(title="x", url="/desk/", people=people, urgency=urgency), mail=Rhythm.NOW)
    due = datetime(2026, 11, 26, 6, 0, tzinfo=ZoneInfo("Asia/Tokyo")) if waits else night
    assert (notice.mail_due, Push.objects.get().due) == (due, due)


def test_the_screens_of_all_who_are_told_hear_of_it_and_of_nothing_else(world: World, happen: Happen) -> None:
    happen(Message(title="راز", url="/desk/", people=[world.people[n].pk for n in ("officer", "trusted")]))
    event = Event.objects.get(kind="notices.notice.made")
    assert set(event.audiences.split()) == {f"person:{world.people[n].pk}" for n in ("officer", "trusted")}
    assert set(json.loads(event.payload)) == {"event", "of"}


@pytest.mark.slow
def test_telling_six_hundred_takes_no_more_questions_than_telling_one(
    world: World, meaning: Meaning, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    people = Person.objects.bulk_create(Person(username=f"p{n}", name="x") for n in range(600))
    unit = world.units["province"]
    Membership.objects.bulk_create(Membership(person=one, unit=unit, role=Role.OFFICER) for one in people)
    for one in people:
        device(one)
    meaning(Message(title="x", url="/desk/", units=[unit.pk]), mail=Rhythm.NOW)
    event = happened()
    with django_assert_max_num_queries(30):
        assert len(make(event)) == 603
    assert Event.objects.filter(kind="notices.notice.made").count() == 2


def test_what_is_done_counts_as_seen_and_acted(world: World, happen: Happen) -> None:
    people = [world.people[name].pk for name in ("officer", "colleague", "trusted")]
    happen(Message(title="x", url="/desk/", people=people), subject="item:7")
    with transaction.atomic():
        assert actions.acted(actor=world.as_("officer"), subject="item:7") == 1
    actions.deliver(actor=world.as_("trusted"))
    found = {one.unit and one.unit.code: one for one in queries.receipts("item:7")}
    province, trusted = found["province"], found["trusted"]
    assert (province.told, province.delivered, province.seen, province.acted) == (2, 1, 1, 1)
    assert (trusted.told, trusted.delivered, trusted.seen, trusted.acted) == (1, 1, 0, 0)
    assert queries.receipts("item:8") == []


def test_a_number_in_a_title_has_the_digits_of_the_reader() -> None:
    title = worded("{series}: {number}", series="شورا", number=14)
    with translation.override("fa"):
        assert "۱۴" in str(title)
    with translation.override("en"):
        assert "14" in str(title)
