"""Pushes reach the devices they are for, once each, and services are treated as they ask."""

from __future__ import annotations

import json
import time
from datetime import datetime, timedelta
from datetime import time as clock
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.world import World

from hamafza.network.models import Membership, Person, Role
from hamafza.notices import actions, pushing, vapid
from hamafza.notices.kinds import Message
from hamafza.notices.mailing import write_due
from hamafza.notices.models import Device, Notice, NoticeUrgency, Push, Rhythm
from hamafza.notices.pushing import asked_pause, send_due
from hamafza.notices.tests.conftest import Happen
from hamafza.notices.tests.push_service import Browser, PushService, unb64
from hamafza.wire.models import Machine


def subscribed(world: World, service: PushService, name: str = "officer") -> Browser:
    browser = service.browser()
    actions.add_device(
        actor=world.as_(name), endpoint=service.origin + browser.path, session="s", **browser.keys
    )
    return browser


def message(world: World, *names: str, **more: Any) -> Message:
    people = [world.people[name].pk for name in names or ("officer",)]
    return Message(title="خبر فوری", url="/desk/items/1/", people=people, **more)


def test_every_device_of_the_person_shows_the_one_notice(
    world: World, push_service: PushService, happen: Happen
) -> None:
    browsers = [subscribed(world, push_service) for _device in range(3)]
    other = subscribed(world, push_service, "trusted")
    [notice] = happen(message(world))
    assert send_due() == 3
    said = {"id": notice.pk, "title": "خبر فوری", "url": f"/desk/notices/{notice.pk}/"}
    assert [browser.shown for browser in browsers] == [[said]] * 3
    assert other.shown == []
    notice.refresh_from_db()
    assert notice.delivered is not None
    assert (send_due(), Push.objects.count(), push_service.refused) == (0, 0, [])


def test_urgency_topic_and_time_to_live_are_said(
    world: World, push_service: PushService, happen: Happen
) -> None:
    browser = subscribed(world, push_service)
    happen(message(world), subject="item:7")
    happen(message(world, urgency=NoticeUrgency.HIGH), subject="item:7")
    happen(message(world), subject="item:8")
    send_due()
    high, *normal = sorted(browser.headers, key=lambda one: one["Urgency"])
    assert (high["Urgency"], high["TTL"]) == ("high", "3600")
    assert {(one["Urgency"], one["TTL"]) for one in normal} == {("normal", "86400")}
    assert {len(one["Topic"]) for one in browser.headers} == {32}
    assert len({one["Topic"] for one in browser.headers}) == 2


def test_a_device_that_is_gone_is_forgotten(world: World, push_service: PushService, happen: Happen) -> None:
    gone, missing, well = (subscribed(world, push_service) for _device in range(3))
    gone.answers = [(410, {})]
    del push_service.browsers[missing.path]
    happen(message(world))
    send_due()
    assert [device.endpoint for device in Device.objects.all()] == [push_service.origin + well.path]
    assert (len(well.shown), Push.objects.count()) == (1, 0)


def test_a_busy_service_is_left_alone_as_long_as_it_asks(
    world: World, push_service: PushService, happen: Happen
) -> None:
    browser = subscribed(world, push_service)
    browser.answers = [(429, {"Retry-After": "7"})]
    happen(message(world))
    send_due()
    wait = Push.objects.get().due - timezone.now()
    assert timedelta(seconds=5) < wait <= timedelta(seconds=7)
    Push.objects.update(due=timezone.now())
    send_due()
    assert (len(browser.shown), Push.objects.count()) == (1, 0)


def test_a_push_is_given_up_after_its_last_try(
    world: World, push_service: PushService, happen: Happen
) -> None:
    subscribed(world, push_service).answers = [(503, {})] * 20
    happen(message(world))
    tries = 0
    while Push.objects.exists():
        Push.objects.update(due=timezone.now())
        tries += send_due()
    assert tries == len(pushing.PAUSES) + 1
    assert Device.objects.count() == 1


@pytest.mark.parametrize(
    ("urgency", "breaks", "waits"),
    [
        (NoticeUrgency.NORMAL, True, True),
        (NoticeUrgency.HIGH, True, False),
        (NoticeUrgency.HIGH, False, True),
    ],
)
def test_a_push_that_is_tried_again_does_not_wake_whoever_sleeps_by_then(
    world: World,
    push_service: PushService,
    happen: Happen,
    monkeypatch: pytest.MonkeyPatch,
    urgency: NoticeUrgency,
    breaks: bool,
    waits: bool,
) -> None:
    world.units["province"].time_zone = "Asia/Tokyo"
    world.units["province"].save()
    subscribed(world, push_service).answers = [(503, {})]
    actions.keep_quiet(actor=world.as_("officer"), starts=clock(22), ends=clock(6), urgent_breaks=breaks)
    evening = datetime(2026, 11, 25, 21, 59, 50, tzinfo=ZoneInfo("Asia/Tokyo"))
    monkeypatch.setattr(pushing.timezone, "now", lambda: evening)
    happen(message(world, urgency=urgency))
    assert send_due() == 1
    morning = datetime(2026, 11, 26, 6, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
    due = morning if waits else evening + timedelta(seconds=pushing.PAUSES[0])
    assert Push.objects.get().due == due


def test_trying_many_pushes_again_asks_for_all_quiet_hours_at_once(
    world: World,
    push_service: PushService,
    happen: Happen,
) -> None:
    for name in ("officer", "trusted", "editor", "head"):
        actions.keep_quiet(actor=world.as_(name), starts=clock(1), ends=clock(1), urgent_breaks=True)
        subscribed(world, push_service, name).answers = [(503, {})]
    happen(message(world, "officer", "trusted", "editor", "head"))
    with CaptureQueriesContext(connection) as asked:
        assert send_due() == 4
    assert sum("notices_quiethours" in one["sql"] for one in asked.captured_queries) == 1


@pytest.mark.parametrize("status", [400, 403, 413])
def test_a_refusal_is_not_repeated_and_takes_no_device(
    world: World, push_service: PushService, happen: Happen, status: int
) -> None:
    subscribed(world, push_service).answers = [(status, {})]
    happen(message(world))
    send_due()
    assert (Push.objects.count(), Device.objects.count()) == (0, 1)


def test_a_redirect_is_not_followed(world: World, push_service: PushService, happen: Happen) -> None:
    other = push_service.browser()
    subscribed(world, push_service).answers = [(307, {"Location": push_service.origin + other.path})]
    happen(message(world))
    send_due()
    assert other.shown == []


def test_a_dead_service_does_not_hold_up_the_others(
    world: World, push_service: PushService, happen: Happen
) -> None:
    for number in range(60):
        browser = push_service.browser()
        Device.objects.create(
            person=world.people["officer"],
            endpoint=f"http://127.0.0.1:9/{number}",
            session="s",
            **browser.keys,
        )
    well = subscribed(world, push_service, "trusted")
    happen(message(world, "officer", "trusted"))
    began = time.monotonic()
    send_due()
    assert (len(well.shown), Push.objects.count()) == (1, 60)
    assert time.monotonic() - began < 5


def test_the_signed_line_is_made_once_per_service(
    world: World, push_service: PushService, happen: Happen
) -> None:
    browser = subscribed(world, push_service)
    for _event in range(3):
        happen(message(world))
    send_due()
    assert (len(browser.shown), len(push_service.tokens)) == (3, 1)
    claims = json.loads(unb64(push_service.tokens.pop().split(".")[1]))
    assert 11 * 3600 < claims["exp"] - time.time() <= 12 * 3600


def test_what_was_seen_meanwhile_is_not_pushed(
    world: World, push_service: PushService, happen: Happen
) -> None:
    browser = subscribed(world, push_service)
    happen(message(world))
    actions.see(actor=world.as_("officer"))
    assert (send_due(), browser.shown) == (0, [])


def test_an_open_screen_is_given_half_a_minute(
    world: World, push_service: PushService, happen: Happen, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, pk = subscribed(world, push_service), world.people["officer"].pk
    monkeypatch.setattr("hamafza.notices.making.stat", lambda run_dir: {"persons": {str(pk): 1}})
    happen(message(world))
    assert send_due() == 0
    actions.deliver(actor=world.as_("officer"))
    assert Push.objects.count() == 0
    happen(message(world, urgency=NoticeUrgency.HIGH))
    assert (send_due(), len(browser.shown)) == (1, 1)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="several machines need PostgreSQL")
def test_a_screen_that_another_machine_serves_is_given_as_long(
    world: World, push_service: PushService, happen: Happen
) -> None:
    subscribed(world, push_service)
    there = Machine.objects.create(name="b", persons=f"{world.people['officer'].pk}", at=timezone.now())
    happen(message(world))
    assert (send_due(), Push.objects.count()) == (0, 1)
    there.delete()
    happen(message(world))
    assert send_due() == 1


def test_a_round_that_died_is_taken_up_again(
    world: World, push_service: PushService, happen: Happen, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = subscribed(world, push_service)
    happen(message(world))
    with monkeypatch.context() as broken:
        broken.setattr(pushing, "settle", lambda done: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            send_due()
    assert send_due() == 0
    Push.objects.update(due=timezone.now())
    send_due()
    assert [one["id"] for one in browser.shown] == [Notice.objects.get().pk] * 2  # one tag: shown once


def test_yesterdays_push_and_a_deactivated_person_s_are_dropped(
    world: World, push_service: PushService, happen: Happen
) -> None:
    browsers = [subscribed(world, push_service, name) for name in ("officer", "trusted")]
    happen(message(world, "officer", "trusted"))
    Notice.objects.filter(person=world.people["officer"]).update(made=timezone.now() - timedelta(hours=25))
    world.people["trusted"].is_active = False
    world.people["trusted"].save()
    assert (send_due(), Push.objects.count()) == (0, 0)
    assert [browser.shown for browser in browsers] == [[], []]


def test_the_key_is_made_once_and_for_its_owner_alone(push_service: PushService, settings: Any) -> None:
    path = settings.PUSH_KEY_FILE
    assert path.stat().st_mode & 0o777 == 0o600
    assert vapid.read(path).private_numbers() == vapid.key().private_numbers()
    assert [one.name for one in path.parent.glob("vapid-key*")] == ["vapid-key"]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7), ("0", 0), ("99999999999", 6 * 3600), ("", None), ("soon", None), ("-5", None), ("۷", None)],
)
def test_retry_after_is_read_in_seconds(header: str, seconds: int | None) -> None:
    assert asked_pause(header) == seconds


def test_retry_after_is_read_as_a_date() -> None:
    assert asked_pause("Fri, 01 Jan 2100 00:00:00 GMT") == 6 * 3600
    assert asked_pause("Fri, 01 Jan 2010 00:00:00 GMT") == 0


def test_whoever_left_the_unit_gets_nothing_that_still_waited(
    world: World, push_service: PushService, happen: Happen
) -> None:
    browser = subscribed(world, push_service)
    happen(message(world), mail=Rhythm.NOW)
    world.people["officer"].memberships.all().delete()
    assert (send_due(), write_due(), browser.shown) == (0, 0, [])
    assert (Push.objects.count(), Notice.objects.get().mail_due) == (0, None)


@pytest.mark.slow
def test_six_hundred_phones_cost_less_than_three_seconds_of_one_core(
    world: World, push_service: PushService, happen: Happen
) -> None:
    """Both sides' work, the service's decryption included; `bench/push.py` measures the time it takes."""
    unit = world.units["province"]
    people = Person.objects.bulk_create(Person(username=f"p{n}", name="x") for n in range(600))
    Membership.objects.bulk_create(Membership(person=one, unit=unit, role=Role.OFFICER) for one in people)
    browsers = [push_service.browser() for _person in people]
    Device.objects.bulk_create(
        Device(person=one, endpoint=push_service.origin + browser.path, session="s", **browser.keys)
        for one, browser in zip(people, browsers, strict=True)
    )
    happen(Message(title="x", url="/desk/", units=[unit.pk], urgency=NoticeUrgency.HIGH))
    began = time.process_time()
    assert send_due() == 600
    assert time.process_time() - began < 3
    assert [len(browser.shown) for browser in browsers] == [1] * 600
