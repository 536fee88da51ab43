"""Anybody counts the hashes of signed minutes again from what they get, and learns nothing of what they do not get."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from hamafza.conftest import positions as positions
from hamafza.council.models import Point
from hamafza.minutes import approving
from hamafza.minutes.models import Minutes, MinutesLine
from hamafza.minutes.tests import cast
from hamafza.wire.models import Event
from tests.attacks.callers import Program
from tests.world import World

pytestmark = pytest.mark.usefixtures("positions")
WITHOUT_SEAT, SEATED = "colleague", "head"


def counted(said: object) -> str:
    """As the documentation tells it, without a word of the project's code."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def lines(minutes: Minutes) -> tuple[MinutesLine, MinutesLine]:
    """One of an open point, one of a confidential one."""
    rows = list(minutes.session.lines.order_by("pk"))
    return rows[0], rows[-1]


def amend(world: World, minutes: Minutes, line: MinutesLine, after: str) -> None:
    approving.amend(actor=world.as_("head"), minutes=minutes, line=line, after=after, reason="شمارش دوباره")


@pytest.fixture
def minutes(world: World) -> Minutes:
    """Signed, with a confidential point, and amended: first what is confidential, then what is open, then both again."""
    made = cast.signed(world, secret=True)
    shown, secret = lines(made)
    for line, after in ((secret, "هشتصد"), (shown, "۱۲۴ از ۱۴۶"), (secret, "هفتصد"), (shown, "۱۲۵ از ۱۴۶")):
        amend(world, made, line, after)
    return made


def read(world: World, minutes: Minutes, name: str) -> dict[str, Any]:
    found: dict[str, Any] = Program(world, name).get(f"/sessions/{minutes.session_id}/minutes").json()
    return found


def test_each_reader_counts_the_hash_of_what_they_read(world: World, minutes: Minutes) -> None:
    ours, theirs = (read(world, minutes, name) for name in (SEATED, WITHOUT_SEAT))
    assert counted([ours["content"]]) == ours["sha256"] == minutes.sha256
    assert counted([theirs["content"]]) == theirs["sha256"] == theirs["open_sha256"] == ours["open_sha256"]
    points = [one for one in ours["content"]["points"] if one["hearing"] not in ours["confidential"]]
    assert counted([ours["content"] | {"points": points}]) == ours["open_sha256"]


@pytest.mark.parametrize(("name", "number"), [(SEATED, 4), (WITHOUT_SEAT, 2)])
def test_each_reader_follows_the_chain_of_the_amendments_they_see(
    world: World, minutes: Minutes, name: str, number: int
) -> None:
    told, before = read(world, minutes, name), ""
    before = told["sha256"]
    assert [one["number"] for one in told["amendments"]] == list(range(1, number + 1))
    for one in told["amendments"]:
        assert one["covers"][:6] == [
            before,
            *(one[part] for part in ("number", "line", "before", "after", "reason")),
        ]
        before = counted(one["covers"])
        assert one["sha256"] == before


def test_amendments_are_quoted_by_one_number_whoever_reads_them(world: World, minutes: Minutes) -> None:
    ours = {one["after"]: one["mark"] for one in read(world, minutes, SEATED)["amendments"]}
    theirs = {one["after"]: one["mark"] for one in read(world, minutes, WITHOUT_SEAT)["amendments"]}
    assert list(theirs.values()) == ["۱", "۲"]
    assert ours == theirs | {"هشتصد": "محرمانهٔ ۱", "هفتصد": "محرمانهٔ ۲"}


def test_who_has_no_seat_sees_that_nothing_is_missing(world: World, minutes: Minutes) -> None:
    told = json.dumps(read(world, minutes, WITHOUT_SEAT), ensure_ascii=False)
    address = f"/desk/council/sessions/{minutes.session_id}/minutes/"
    client = world.client(WITHOUT_SEAT)
    page, printed = (client.get(f"{address}{form}").getvalue().decode() for form in ("", "as/html/"))
    assert cast.POINTS[0] in printed
    for text in (told, page, printed):
        assert not [trace for trace in (minutes.sha256, "محرمانه", cast.SECRET, "هفتصد") if trace in text]
    assert read(world, minutes, WITHOUT_SEAT)["sha256"] in page
    ours = world.client(SEATED).get(address).content.decode()
    assert minutes.sha256 in ours
    assert read(world, minutes, WITHOUT_SEAT)["sha256"] in ours


def test_an_event_about_an_open_line_has_the_number_and_the_hash_that_everybody_sees(
    world: World, minutes: Minutes
) -> None:
    told = read(world, minutes, WITHOUT_SEAT)["amendments"]
    events = [json.loads(one.payload) for one in Event.objects.filter(kind="minutes.amended").order_by("pk")]
    assert [(one["number"], one["sha256"]) for one in events[1::2]] == [
        (one["number"], one["sha256"]) for one in told
    ]


def test_an_amendment_of_what_became_open_later_is_told_to_members_alone(
    world: World, minutes: Minutes
) -> None:
    Point.objects.filter(title=cast.SECRET).update(confidential=False)
    amend(world, minutes, lines(minutes)[1], "ششصد")
    event = Event.objects.filter(kind="minutes.amended").latest("pk")
    assert "all" not in str(event.audiences)
    assert "ششصد" not in json.dumps(read(world, minutes, WITHOUT_SEAT), ensure_ascii=False)


def test_a_point_that_became_confidential_is_gone_from_the_hash_too(world: World, minutes: Minutes) -> None:
    Point.objects.filter(title=cast.POINTS[1]).update(confidential=True)
    told = read(world, minutes, WITHOUT_SEAT)
    assert counted([told["content"]]) == told["sha256"]
    assert cast.POINTS[1] not in json.dumps(told, ensure_ascii=False)
    assert read(world, minutes, SEATED)["sha256"] == minutes.sha256
