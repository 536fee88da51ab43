"""The council of the test network, and who sits in it.

Its chair is the head of the centre, its secretary the council's secretary, both by name; the province sits there as a
unit, with the trusted fund as its substitute; the body's editor listens.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from tests.world import World

from hamafza.council.models import Hearing, Member, Point, SeatRole, Series, Session


def series(world: World, **said: Any) -> Series:
    usual = {"unit": world.units["centre"], "name": "شورای هماهنگی", "name_en": "Coordination council"}
    made = Series.objects.create(founded_by=world.people["secretary"], **{**usual, "wide": True, **said})
    seat(world, made, "centre", SeatRole.CHAIR, "head")
    seat(world, made, "centre", SeatRole.SECRETARY, "secretary")
    seat(world, made, "province", SeatRole.MEMBER)
    seat(world, made, "body", SeatRole.OBSERVER, "editor")
    return made


def seat(world: World, made: Series, unit: str, role: SeatRole, person: str = "", **said: Any) -> Member:
    named = world.people[person] if person else None
    return Member.objects.create(series=made, unit=world.units[unit], person=named, role=role, **said)


def session(made: Series, starts: datetime | None = None, **said: Any) -> Session:
    starts = starts or timezone.now() + timedelta(days=14)
    return Session.objects.create(series=made, starts=starts, **{"number": 1, **said})


def point(made: Series, title: str = "کمبود رابط", **said: Any) -> Point:
    return Point.objects.create(series=made, title=title, **said)


def hearing(held: Session, heard: Point, order: int = 1) -> Hearing:
    return Hearing.objects.create(session=held, point=heard, order=order)


def soon(days: float = 20) -> datetime:
    return (timezone.now() + timedelta(days=days)).replace(microsecond=0)
