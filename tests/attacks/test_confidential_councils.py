"""What is confidential leaves no trace for whoever has no seat: every page, list, count, table, feed, notice, event and operation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hamafza.conftest import positions as positions
from hamafza.council import agenda, inviting, planning
from hamafza.council.models import Point, Series, Session
from hamafza.council.tests import cast
from hamafza.interchange.tests.test_items import Caller
from hamafza.notices import kinds
from hamafza.notices.making import make
from hamafza.notices.models import Notice
from hamafza.wire.models import Event
from tests.world import World

pytestmark = pytest.mark.usefixtures("positions")
WITHOUT_SEAT = ("outsider", "observer", "trusted", "admin")
NAME, TITLE, PAPER, PLACE = "کمیتهٔ پنهان", "بودجهٔ پنهان", "salaries.txt", "اتاق پنهان"
TRACES = (NAME, TITLE, PAPER, PLACE)
LISTS = (
    "/desk/",
    "/desk/council/",
    "/desk/council/sessions/",
    "/desk/council/points/",
    "/desk/council/calendar/",
    "/desk/search/?q=پنهان",
    "/desk/record/",
)


@pytest.fixture
def closed(world: World) -> Series:
    """A confidential committee with all there can be in it."""
    made = cast.series(world, name=NAME, confidential=True)
    secretary, officer = world.as_("secretary"), world.as_("officer")
    session = planning.plan(actor=secretary, series=made, starts=cast.soon(), place=PLACE)
    point = agenda.hand_in(actor=officer, series=made, title=TITLE, text=TITLE, speaker=world.people["head"])
    agenda.add_paper(actor=officer, point=point, file=SimpleUploadedFile(PAPER, b"secret"))
    seat = inviting.own(officer, session)[0]
    inviting.reply(actor=officer, invitation=seat, reply="come", note=TITLE)
    planning.relocate(actor=secretary, session=session, length=100)
    return made


@pytest.fixture
def half(world: World) -> Series:
    """An open council with a confidential point, and a session behind closed doors."""
    made = cast.series(world, name="شورای باز")
    secretary, officer = world.as_("secretary"), world.as_("officer")
    planning.plan(actor=secretary, series=made, starts=cast.soon())
    planning.plan(actor=secretary, series=made, starts=cast.soon(30), place=PLACE, confidential=True)
    point = agenda.hand_in(actor=officer, series=made, title=TITLE, confidential=True)
    agenda.add_paper(actor=officer, point=point, file=SimpleUploadedFile(PAPER, b"secret"))
    agenda.hand_in(actor=officer, series=made, title="نکتهٔ باز", minutes=7)
    return made


def pages(world: World, who: str, paths: tuple[str, ...]) -> Iterator[str]:
    """What the person is shown at each address, and the table of each list."""
    client = world.client(who)
    for path in paths:
        yield path + text_of(client.get(path, follow=True))
        if "council" in path:
            yield path + text_of(client.post(path, {"do": "csv"}))


def text_of(answer: Any) -> str:
    whole = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(whole.decode())


@pytest.mark.parametrize("who", WITHOUT_SEAT)
def test_no_page_list_or_table_has_a_trace_of_a_confidential_committee(
    world: World, closed: Series, who: str
) -> None:
    for page in pages(world, who, LISTS):
        assert [
            trace for trace in TRACES if trace in page.replace("?q=پنهان", "").replace('"پنهان"', "")
        ] == []


@pytest.mark.parametrize("who", WITHOUT_SEAT)
def test_in_an_open_council_the_confidential_is_missing_and_not_counted(
    world: World, half: Series, who: str
) -> None:
    session = half.sessions.get(confidential=False)
    paths = (f"/desk/council/{half.pk}/", f"/desk/council/sessions/{session.pk}/")
    paths += (f"/desk/council/sessions/{session.pk}/agenda/",)
    for page in pages(world, who, (*LISTS, *paths)):
        assert [trace for trace in TRACES if trace in page] == []
    if who == "outsider":
        return
    shown = world.client(who).get(paths[1]).content.decode()
    assert "نکتهٔ باز" in shown
    assert "۱۷ دقیقه از" in shown  # the system's ten and the open seven
    assert "۳" not in shown.partition("council-agenda")[2].partition("</ol>")[0]


@pytest.mark.parametrize("who", WITHOUT_SEAT)
def test_nothing_confidential_is_found_by_its_number(
    world: World, closed: Series, half: Series, who: str
) -> None:
    client = world.client(who)
    sessions = Session.objects.filter(confidential=True) | closed.sessions.all()
    points = Point.objects.filter(title=TITLE)
    paths = [f"/desk/council/{closed.pk}/{rest}" for rest in ("", "edit/", "plan/", "seats/", "points/new/")]
    for session in sessions:
        paths += [
            f"/desk/council/sessions/{session.pk}/{rest}" for rest in ("", "agenda/", "session.ics", "move/")
        ]
    for point in points:
        paper = point.papers.get()
        paths += [f"/desk/council/points/{point.pk}/{rest}" for rest in ("", "edit/", f"papers/{paper.pk}/")]
        other = Point.objects.exclude(title=TITLE).exclude(kind="follow-up").get()
        paths.append(f"/desk/council/points/{other.pk}/papers/{paper.pk}/")
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)


def test_whoever_is_told_sits_there(world: World, closed: Series, half: Series) -> None:
    kinds.discover()
    for event in Event.objects.filter(kind__in=kinds.kinds):
        make(event)
    told = Notice.objects.filter(subject__in=subjects(closed, half)).values_list(
        "person__username", flat=True
    )
    assert set(told) & set(WITHOUT_SEAT) == set()
    assert set(told) >= {"head", "officer", "colleague", "editor"}


def subjects(closed: Series, half: Series) -> list[str]:
    sessions = [*closed.sessions.all(), half.sessions.get(confidential=True)]
    return [
        *(f"session:{one.pk}" for one in sessions),
        *(f"point:{one.pk}" for one in Point.objects.filter(title=TITLE)),
        f"series:{closed.pk}",
    ]


def test_events_are_heard_by_those_who_sit_there_and_say_no_words(
    world: World, closed: Series, half: Series
) -> None:
    seated = {
        f"person:{world.people[name].pk}" for name in ("head", "secretary", "officer", "colleague", "editor")
    }
    events = Event.objects.filter(subject__in=subjects(closed, half))
    assert events.count() > 6
    for event in events:
        assert set(event.audiences.split()) <= seated, event.kind
        assert [trace for trace in TRACES if trace in event.payload] == []


@pytest.mark.parametrize("who", WITHOUT_SEAT)
def test_programs_find_nothing_either(world: World, closed: Series, half: Series, who: str) -> None:
    caller = Caller(world, who)
    for path in ("/councils", "/sessions", "/points"):
        assert [trace for trace in TRACES if trace in caller.get(path).content.decode()] == []
    session, point = closed.sessions.get(), Point.objects.filter(title=TITLE)[0]
    for path in (f"/councils/{closed.pk}", f"/sessions/{session.pk}", f"/points/{point.pk}"):
        assert caller.get(path).status_code == 404
    for path, body in (
        (f"/sessions/{session.pk}/reply", {"reply": "come"}),
        (f"/sessions/{session.pk}/step", {"do": "cancel", "reason": "x"}),
        (f"/points/{point.pk}/step", {"do": "end"}),
    ):
        assert caller.post(path, body).status_code == 404
    if who != "outsider":
        open_one = half.sessions.get(confidential=False)
        rows = caller.get(f"/sessions/{open_one.pk}").json()["agenda"]
        assert [(row["place"], row["title"]) for row in rows][1:] == [(2, "نکتهٔ باز")]


def test_nobody_finds_a_session_behind_closed_doors_by_planning_at_its_hour(
    world: World, half: Series
) -> None:
    """An administrator keeps what is open; at the hour of the hidden session they plan another one."""
    hidden, open_one = half.sessions.get(confidential=True), half.sessions.get(confidential=False)
    caller, starts = Caller(world, "admin"), hidden.starts.isoformat()
    made = caller.post(f"/councils/{half.pk}/sessions", {"starts": starts})
    assert (made.status_code, made.json()["confidential"]) == (201, False)
    assert made.json()["id"] != hidden.pk
    closing = caller.post(f"/councils/{half.pk}/sessions", {"starts": starts, "confidential": True})
    assert (closing.status_code, closing.json()["errors"][0]["field"]) == (422, "confidential")
    move = {"starts": starts, "reason": "سفر"}
    assert (
        caller.post(f"/sessions/{made.json()['id']}/step", {"do": "cancel", "reason": "لغو"}).status_code
        == 200
    )
    assert caller.post(f"/sessions/{open_one.pk}/move", move).status_code == 200


def test_those_who_sit_there_see_all_of_it(world: World, closed: Series, half: Series) -> None:
    shown = "".join(pages(world, "officer", LISTS[1:4]))
    assert [trace for trace in (NAME, TITLE, PLACE) if trace not in shown] == []
