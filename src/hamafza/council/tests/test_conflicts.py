"""What does not go together is said to the secretary, and never tells of closed doors."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.world import World

from hamafza.council import agenda, planning, queries
from hamafza.council.conflicts import conflicts
from hamafza.council.models import Series, Session
from hamafza.council.tests import cast

pytestmark = pytest.mark.usefixtures("positions")


def plan(world: World, series: Series, minutes: int = 0, **said: object) -> Session:
    starts = cast.soon() + timedelta(minutes=minutes)
    return planning.plan(actor=world.as_("secretary"), series=series, starts=starts, **said)


def kinds(world: World, session: Session) -> list[str]:
    secretary = world.as_("secretary")
    return [one.kind for one in conflicts(secretary, session, queries.agenda_of(secretary, session))]


def speak(world: World, series: Series, who: str = "head", **said: object) -> None:
    agenda.hand_in(actor=world.as_("officer"), series=series, title="نکته", speaker=world.people[who], **said)


def test_more_minutes_than_the_session_has(world: World) -> None:
    council = cast.series(world)
    session = plan(world, council)
    speak(world, council, minutes=80)
    assert kinds(world, session) == []
    speak(world, council, "officer", minutes=1)
    assert kinds(world, session) == ["minutes"]
    page = world.client("secretary").get(f"/desk/council/sessions/{session.pk}/").content.decode()
    assert "۱ دقیقه بیش از مدت نشست" in page
    assert (
        "بیش از مدت نشست"
        not in world.client("head").get(f"/desk/council/sessions/{session.pk}/").content.decode()
    )


def test_one_speaker_at_the_same_hour_in_two_sessions(world: World) -> None:
    council = cast.series(world)
    other = Series.objects.create(
        unit=world.units["body"], name="کمیته", wide=True, founded_by=world.people["head"]
    )
    cast.seat(world, other, "centre", cast.SeatRole.SECRETARY, "secretary")
    cast.seat(world, other, "province", cast.SeatRole.MEMBER, "officer")
    session, _beside = plan(world, council), plan(world, other, 60)
    speak(world, council)
    agenda.hand_in(actor=world.as_("officer"), series=other, title="ب", speaker=world.people["head"])
    assert kinds(world, session) == ["speaker", "seat"]


def test_sessions_one_after_the_other_are_no_conflict(world: World) -> None:
    council, other = cast.series(world), cast.series(world, name="دیگر")
    session = plan(world, council)
    plan(world, other, 90)
    assert kinds(world, session) == []
    assert kinds(world, plan(world, other, 30)) == ["seat"]


def test_a_session_behind_closed_doors_is_told_to_nobody_without_a_seat(world: World) -> None:
    council = cast.series(world)
    session = plan(world, council)
    closed = cast.series(world, name="محرمانه", confidential=True)
    plan(world, closed)
    assert kinds(world, session) == ["seat"]
    closed.members.filter(person=world.people["secretary"]).update(until=closed.founded)
    assert kinds(world, session) == []
