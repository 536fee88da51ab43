"""Who types at a point is seen by the others for a moment, and the ledger is not filled with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.world import World

from hamafza.council.models import Session
from hamafza.minutes import hands
from hamafza.minutes.models import WritingHand
from hamafza.minutes.tests import cast
from hamafza.wire.models import Event

pytestmark = pytest.mark.django_db


def live(session: Session) -> str:
    return f"/desk/council/sessions/{session.pk}/live/"


def types(world: World, session: Session, name: str, number: int = 1) -> int:
    said = {"hearing": cast.hearing(session, number).pk}
    return world.client(name).post(f"{live(session)}typing/", said).status_code


def seen(world: World, session: Session, name: str) -> str:
    return world.client(name).get(f"{live(session)}part/writing/").content.decode()


def begun() -> int:
    return Event.objects.filter(kind="minutes.writing.begun").count()


def test_the_others_see_who_types_at_the_point(world: World) -> None:
    session = cast.running(world)
    assert types(world, session, "secretary") == 204
    assert "دبیر شورا" in seen(world, session, "trusted")
    assert "می‌نویسد" in seen(world, session, "trusted")
    assert "دبیر شورا" not in seen(world, session, "secretary")


def test_a_stretch_of_typing_is_one_row_of_the_ledger(world: World) -> None:
    session = cast.running(world)
    for _sign in range(5):
        types(world, session, "secretary")
    assert begun() == 1
    WritingHand.objects.update(at=timezone.now() - hands.HOLDS - timedelta(seconds=1))
    assert "دبیر شورا" not in seen(world, session, "trusted")
    types(world, session, "secretary")
    assert begun() == 2


def test_a_line_that_is_written_ends_it(world: World) -> None:
    session = cast.running(world)
    types(world, session, "secretary")
    cast.line(world, session)
    assert "دبیر شورا" not in seen(world, session, "trusted")


def test_whoever_does_not_write_the_minutes_types_nothing(world: World) -> None:
    session = cast.running(world)
    assert types(world, session, "trusted") == 403
    assert begun() == 0


def test_typing_at_a_confidential_point_is_told_to_members_alone(world: World) -> None:
    session = cast.running(world, secret=True)
    types(world, session, "secretary", 3)
    told = Event.objects.filter(kind="minutes.writing.begun").latest("pk")
    assert "all" not in told.audiences.split()
