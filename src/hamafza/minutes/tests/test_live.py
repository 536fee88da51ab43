"""No event is forgotten: an old page with the fragments its events name is the new page."""

from __future__ import annotations

import re
from collections.abc import Callable
from fnmatch import fnmatchcase

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser
from tests.world import World

from hamafza.council.models import Session
from hamafza.minutes import actions, approving, writing
from hamafza.minutes.models import MinutesLine, Motion, Turn
from hamafza.minutes.tests import cast
from hamafza.minutes.tests.cast import hearing
from hamafza.minutes.writing import LineWords
from hamafza.network.access import standing
from hamafza.wire.models import Event

pytestmark = pytest.mark.django_db

FLEETING = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|<time.*?</time>', re.S)
READERS = ("head", "secretary", "trusted", "officer", "colleague")
Act = Callable[[World, Session], object]


def leads(act: Callable[..., object], **said: object) -> Act:
    return lambda world, session: act(actor=world.as_("secretary"), **said, **{})


def on(number: int, act: Callable[..., object], **said: object) -> Act:
    return lambda world, session: act(actor=world.as_("secretary"), hearing=hearing(session, number), **said)


def revise(world: World, session: Session) -> None:
    line = MinutesLine.objects.get()
    writing.revise(actor=world.as_("head"), line=line, words=LineWords(text="هشت خانه خالی است"), base=1)


def strike(world: World, session: Session) -> None:
    writing.strike(actor=world.as_("head"), line=MinutesLine.objects.get(), base=1)


ACTS: dict[str, Act] = {
    "hear": on(2, actions.hear),
    "hear what is confidential": on(3, actions.hear),
    "finish": on(1, actions.finish),
    "carry": on(2, actions.carry),
    "more": on(1, actions.prolong, given=5),
    "ask": lambda world, session: actions.ask_floor(actor=world.as_("editor"), session=session),
    "give": lambda world, _session: actions.give_floor(actor=world.as_("head"), turn=Turn.objects.get()),
    "take back": lambda world, _session: actions.end_turn(
        actor=world.as_("trusted"), turn=Turn.objects.get()
    ),
    "come": lambda world, session: cast.present(world, session, "officer"),
    "write": lambda world, session: cast.line(world, session, "سطر دیگر"),
    "revise": revise,
    "strike": strike,
    "put": on(1, actions.put_motion, text="رأی دیگر"),
    "vote": lambda world, _session: actions.cast(
        actor=world.as_("trusted"), motion=Motion.objects.get(), choice="for"
    ),
    "close": lambda world, _session: actions.close_motion(
        actor=world.as_("head"), motion=Motion.objects.get()
    ),
    "decide": lambda world, session: cast.decided(world, session),
    "end": lambda world, session: approving.end(actor=world.as_("head"), session=session),
}


def stage(world: World) -> Session:
    session = cast.running(world, secret=True)
    cast.line(world, session)
    actions.ask_floor(actor=world.as_("trusted"), session=session)
    actions.put_motion(actor=world.as_("head"), hearing=hearing(session), text="نامهٔ مجوز")
    return session


def fragments(client: Client, session: Session) -> dict[str, tuple[dict[str, str | None], str]]:
    page = LexborHTMLParser(client.get(f"/desk/council/sessions/{session.pk}/live/").content.decode())
    found = page.css("[data-live-src^='/desk/council/']")
    return {str(one.attributes["id"]): (one.attributes, FLEETING.sub("", one.html or "")) for one in found}


def concerns(attributes: dict[str, str | None], event: Event) -> bool:
    """As `live.js` decides it."""
    kinds, subject = (attributes["data-live-on"] or "").split(), attributes.get("data-live-subject")
    named = any(fnmatchcase(event.kind, kind) for kind in kinds)
    return named and (not subject or subject == event.subject)


@pytest.mark.parametrize("name", ACTS)
def test_an_old_page_with_the_named_fragments_is_the_new_page(world: World, name: str) -> None:
    session = stage(world)
    clients = {reader: world.client(reader) for reader in READERS}
    old = {reader: fragments(client, session) for reader, client in clients.items()}
    last = Event.objects.latest("pk").pk
    ACTS[name](world, session)
    happened = list(Event.objects.filter(pk__gt=last))
    renewed = 0
    for reader, parts in old.items():
        mine = set(standing(world.people[reader]).audiences)
        heard = [event for event in happened if mine & set(event.audiences.split())]
        new = fragments(clients[reader], session)
        for part, (attributes, html) in parts.items():
            if part in new and new[part][1] != html:
                renewed += 1
                assert any(concerns(attributes, event) for event in heard), (reader, part)
    assert renewed


def test_a_part_is_fetched_as_it_stands_in_the_page(world: World) -> None:
    session = stage(world)
    client = world.client("secretary")
    parts = fragments(client, session)
    assert len(parts) == 9
    for attributes, html in parts.values():
        fetched = LexborHTMLParser(client.get(str(attributes["data-live-src"])).content.decode())
        one = fetched.css_first(f"#{attributes['id']}")
        assert one is not None
        assert FLEETING.sub("", one.html or "") == html


def test_a_line_without_a_script_comes_back_to_the_page(world: World) -> None:
    session = cast.running(world)
    said = {"hearing": hearing(session).pk, "text": "@كارشناس صندوق: كتابها", "kind": "quotation", "key": "a"}
    client, address = world.client("secretary"), f"/desk/council/sessions/{session.pk}/live/lines/"
    page = client.post(address, said, follow=True).content.decode()
    assert "کتاب‌ها" in page
    client.post(address, said)
    assert session.lines.count() == 1


def test_what_cannot_be_taken_is_shown_again_with_the_reason(world: World) -> None:
    session = cast.running(world)
    client, address = world.client("secretary"), f"/desk/council/sessions/{session.pk}/live/lines/"
    said = {"hearing": hearing(session).pk, "text": "سخن بی‌گوینده", "kind": "quotation", "key": "a"}
    answer = client.post(address, said)
    assert answer.status_code == 422
    assert "سخن بی‌گوینده" in answer.content.decode()
    assert client.post(address, said, headers={"X-Requested-With": "outbox"}).status_code == 422


def test_two_texts_of_one_line_stand_side_by_side(world: World) -> None:
    session = stage(world)
    revise(world, session)
    line = MinutesLine.objects.get()
    address = f"/desk/council/sessions/{session.pk}/live/lines/{line.pk}/"
    answer = world.client("secretary").post(address, {"text": "نه خانه خالی است", "key": "b", "base": 1})
    assert answer.status_code == 409
    assert all(text in answer.content.decode() for text in ("هشت خانه خالی است", "نه خانه خالی است"))
    assert (
        world.client("secretary")
        .post(address, {"text": "نه خانه خالی است", "key": "c", "base": 2})
        .status_code
        == 302
    )
    line.refresh_from_db()
    assert line.holds.text == "نه خانه خالی است"


def test_the_page_costs_the_same_for_many_lines_and_seats(
    world: World, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    session = stage(world)
    for number in range(30):
        cast.line(world, session, f"سطر {number}")
    client = world.client("secretary")
    with django_assert_max_num_queries(32):
        client.get(f"/desk/council/sessions/{session.pk}/live/")
    with django_assert_max_num_queries(14):
        client.get(f"/desk/council/sessions/{session.pk}/live/part/lines/")
