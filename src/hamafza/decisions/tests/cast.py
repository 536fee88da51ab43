"""A session of the council that goes on, and a decision that the province owes and the fund helps with."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from tests.world import World

from hamafza.council.models import Point, Session
from hamafza.council.tests import cast
from hamafza.decisions import actions
from hamafza.decisions.actions import Decided
from hamafza.decisions.models import ZONE, Decision

NOON = datetime(2026, 11, 24, 12, tzinfo=ZONE)  # no quiet hours
DUE = date(2026, 12, 14)
FAR = date(2086, 12, 14)  # for tests by the clock of the day
TEXT = "نامهٔ مجوز عکاسی به همهٔ کارگاه‌ها فرستاده شود."


def held(world: World, *, state: str = "in_session", **said: Any) -> tuple[Session, Point]:
    """A session with one point on its agenda."""
    made = cast.series(world, **said.pop("series", {}))
    session = cast.session(made, NOON, state=state, **said.pop("session", {}))
    point = cast.point(made, **said)
    cast.hearing(session, point)
    return session, point


def decided(
    world: World,
    where: tuple[Session, Point] | None = None,
    *,
    who: str = "secretary",
    now: datetime = NOON,
    helpers: tuple[str, ...] = ("trusted",),
    owner: str = "province",
    **said: Any,
) -> Decision:
    session, point = where or held(world)
    usual = {"text": TEXT, "due": DUE, "done_when": "رونوشت نامه"}
    key = said.pop("retry_key", "")
    words = Decided(
        owner=world.units[owner], helpers=[world.units[code] for code in helpers], **{**usual, **said}
    )
    return actions.make(
        actor=world.as_(who), session=session, point=point, wording=words, retry_key=key, now=now
    )


def confidential(world: World) -> Decision:
    return decided(
        world, held(world, confidential=True, title="بودجهٔ محرمانه"), text="رقم محرمانه آماده شود."
    )


def after(days: int, hour: int = 10) -> datetime:
    """So many days after the session."""
    return NOON.replace(hour=hour) + timedelta(days=days)
