"""Invitations in letters and calendars: asked, moved, cancelled; the feed; the answer by a link."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import icalendar
import pytest
from django.core import mail
from django.test import Client
from tests.world import World

from hamafza.council import founding, planning
from hamafza.council.models import Feed, Session
from hamafza.council.tests import cast
from hamafza.notices import kinds
from hamafza.notices.mailing import write_due
from hamafza.notices.making import make
from hamafza.notices.models import Notice
from hamafza.wire.models import Event

pytestmark = pytest.mark.usefixtures("positions")


def planned(world: World, **said: object) -> Session:
    series = cast.series(world, **said)
    return planning.plan(actor=world.as_("secretary"), series=series, starts=cast.soon(), place="تالار")


def told() -> set[str]:
    """Who was told of what happened last; letters are written at once."""
    kinds.discover()
    event = Event.objects.exclude(kind__startswith="notices.").order_by("-pk")[0]
    make(event)
    Notice.objects.filter(mail_due__isnull=False).update(mail_due=event.at)
    write_due()
    return set(Notice.objects.filter(event=event.pk).values_list("person__username", flat=True))


def letter(to: str) -> EmailMessage:
    (found,) = [one for one in mail.outbox if one.to == [f"{to}@example.org"]]
    mail.outbox.clear()
    return message_from_bytes(found.message().as_bytes(), policy=policy.default)  # type: ignore[return-value]


def enclosed(to: str) -> tuple[str, icalendar.Event]:
    """The method that the letter names, and the session in it."""
    (part,) = [one for one in letter(to).walk() if one.get_content_type() == "text/calendar"]
    whole = icalendar.Calendar.from_ical(part.get_content())
    (event,) = whole.walk("VEVENT")
    assert part.get_param("method") == whole["METHOD"]
    return str(whole["METHOD"]), event


def test_a_letter_brings_the_session_moves_it_and_cancels_it(world: World) -> None:
    session = planned(world)
    assert told() == {"head", "officer", "colleague", "editor"}
    method, first = enclosed("head")
    assert (method, first["SEQUENCE"], first.start) == ("REQUEST", 0, session.starts)
    assert first["ATTENDEE"] == "mailto:head@example.org"
    secretary, later = world.as_("secretary"), session.starts + timedelta(days=1)
    planning.move(actor=secretary, session=session, starts=later, reason="سفر")
    told()
    method, moved = enclosed("head")
    assert (method, moved["SEQUENCE"], moved.start) == ("REQUEST", 1, later)
    planning.cancel(actor=secretary, session=session, reason="سفر")
    told()
    method, gone = enclosed("head")
    assert (method, gone["SEQUENCE"], gone["STATUS"]) == ("CANCEL", 2, "CANCELLED")
    assert first["UID"] == moved["UID"] == gone["UID"]


def test_a_confidential_session_is_told_to_its_seats_alone(world: World) -> None:
    planned(world, confidential=True)
    assert told() == {"head", "officer", "colleague", "editor"}


def test_a_letter_that_comes_after_the_seat_was_given_up_brings_nothing(world: World) -> None:
    session = planned(world)
    seat = session.series.members.get(person=world.people["head"])
    kinds.discover()
    make(Event.objects.get(kind="council.session.planned"))
    founding.end_seat(actor=world.as_("secretary"), member=seat)
    notice = Notice.objects.get(person=world.people["head"])
    assert kinds.enclosure_of(notice) is None


def test_one_tap_on_the_notification_says_yes(world: World) -> None:
    session = planned(world)
    told()
    notice = Notice.objects.get(person=world.people["officer"])
    tap = kinds.tap_of(notice)
    assert tap is not None
    tap.do(world.as_("officer"), notice)
    assert session.invitations.get(member__unit=world.units["province"]).reply == "come"


def test_the_link_in_the_calendar_answers_without_a_log_in_and_opening_it_changes_nothing(
    world: World,
) -> None:
    session = planned(world)
    told()
    _method, event = enclosed("head")
    path = str(event["DESCRIPTION"]).split()[-1].partition("//")[2].partition("/")[2]
    client, seat = Client(), session.invitations.get(member__person=world.people["head"])
    assert "می‌آید" in client.get(f"/{path}").content.decode()
    seat.refresh_from_db()
    assert seat.reply == ""
    client.post(f"/{path}", {"reply": "not"})
    seat.refresh_from_db()
    assert (seat.reply, seat.replied_by) == ("not", world.people["head"])
    founding.end_seat(actor=world.as_("secretary"), member=seat.member)
    assert client.get(f"/{path}").status_code == 404
    assert client.post(f"/{path}", {"reply": "come"}).status_code == 404


def subscribed(world: World, path: str) -> list[str]:
    answer = Client().get(path)
    assert answer.status_code == 200
    return [str(one["SUMMARY"]) for one in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")]


def test_the_feed_has_the_sessions_one_sits_in_until_its_address_is_renewed(world: World) -> None:
    planned(world)
    closed = cast.series(world, name="کمیتهٔ محرمانه", confidential=True)
    planning.plan(actor=world.as_("secretary"), series=closed, starts=cast.soon(30))
    mine, other = secret(world, "officer"), secret(world, "trusted")
    assert subscribed(world, mine) == ["شورای هماهنگی، نشست ۱", "کمیتهٔ محرمانه، نشست ۱"]
    assert subscribed(world, other) == []
    again = secret(world, "officer")
    assert Client().get(mine).status_code == 404
    closed.members.filter(unit=world.units["province"]).update(until=closed.founded)
    assert subscribed(world, again) == ["شورای هماهنگی، نشست ۱"]
    world.client("officer").post("/desk/council/calendar/", {"do": "stop"})
    assert Client().get(again).status_code == 404


def secret(world: World, who: str) -> str:
    page = world.client(who).post("/desk/council/calendar/", {"do": "renew"}).content.decode()
    found = page.partition('class="council-address">')[2].partition("<")[0]
    return "/calendar/" + found.rpartition("/")[2]


def test_the_secret_itself_is_kept_nowhere(world: World) -> None:
    path = secret(world, "officer")
    key = path.rpartition("/")[2].removesuffix(".ics")
    assert key not in str(Feed.objects.values())
    assert key not in world.client("officer").get("/desk/council/calendar/").content.decode()


def test_whoever_is_shut_out_has_no_feed(world: World) -> None:
    path = secret(world, "officer")
    world.people["officer"].is_active = False
    world.people["officer"].save()
    assert Client().get(path).status_code == 404
