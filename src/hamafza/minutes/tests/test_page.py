"""The page of the minutes says who was there, how units voted, and the system's own point in the reader's language."""

from __future__ import annotations

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser
from tests.filled import filled
from tests.world import World

from hamafza.council.models import Session
from hamafza.minutes import actions, approving
from hamafza.minutes.tests import cast

pytestmark = pytest.mark.usefixtures("positions")
MOTION = "نامهٔ مجوز عکاسی به همهٔ کارگاه‌ها"


def text_of(client: Client, address: str, part: str) -> str:
    found = LexborHTMLParser(client.get(address).content).css_first(part)
    return " ".join(found.text(separator=" ").split()) if found else ""


def english(world: World, name: str) -> Client:
    type(world.people[name]).objects.filter(pk=world.people[name].pk).update(language="en")
    return world.client(name)


def voted(world: World) -> Session:
    """Ended, after a vote on one sentence."""
    session = cast.running(world)
    motion = actions.put_motion(actor=world.as_("head"), hearing=cast.hearing(session), text=MOTION)
    for name, choice in (("head", "for"), ("trusted", "against")):
        actions.cast(actor=world.as_(name), motion=motion, choice=choice)
    approving.end(actor=world.as_("secretary"), session=session, now=cast.later(90))
    return session


def address(session: Session, part: str = "minutes") -> str:
    return f"/desk/council/sessions/{session.pk}/{part}/"


def test_it_says_how_many_voted_for_what_and_which_unit_how(world: World) -> None:
    session = voted(world)
    told = text_of(world.client("head"), address(session), f"#hearing-{cast.hearing(session).pk}")
    for words in (MOTION, "موافق ۱", "مخالف ۱", "ممتنع ۰", f"{world.units['trusted']} : مخالف"):
        assert words in told


def test_it_lists_who_was_present_and_whose_seat_was_empty(world: World) -> None:
    told = text_of(world.client("head"), address(voted(world)), "#attendance")
    assert "۴ عضو از ۴ عضو" in told
    assert str(world.people["trusted"]) in told
    assert "۱ کرسی خالی ماند" in told


def test_the_systems_own_point_is_said_in_the_language_of_each_reader(world: World) -> None:
    session = voted(world)
    first = cast.hearing(session, 0).pk
    for client, words in (
        (world.client("secretary"), "سرانجام"),
        (english(world, "head"), "What became of the last decisions"),
    ):
        for part in ("minutes", "live"):
            page = client.get(address(session, part)).content.decode()
            assert words in page, (part, first)


def test_whoever_corrects_a_line_that_was_corrected_meanwhile_sees_it_first(world: World) -> None:
    minutes = cast.signed(world)
    line = minutes.session.lines.order_by("pk")[0]
    form, client = f"{address(minutes.session)}lines/{line.pk}/amend/", world.client("secretary")
    old = filled(client.get(form).content.decode(), "form.sheet")
    said = {"actor": world.as_("head"), "minutes": minutes, "line": line}
    approving.amend(**said, after="۱۲۴ از ۱۴۶", reason="شمارش دوباره")
    answer = client.post(form, old | {"after": "۱۲۵ از ۱۴۶", "reason": "فهرست تازه"})
    assert (answer.status_code, minutes.amendments.count()) == (422, 1)
    assert "۱۲۴ از ۱۴۶" in answer.content.decode()
    assert client.post(form, filled(answer.content.decode(), "form.sheet")).status_code == 302
    assert minutes.amendments.count() == 2
