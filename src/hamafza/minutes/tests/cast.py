"""A council that is in session: the centre chairs and keeps it, the body and the fund are members, the province listens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone
from tests.world import World

from hamafza.council import planning
from hamafza.council.models import Hearing, Member, Point, SeatRole, Series, Session
from hamafza.decisions.actions import Decided, make
from hamafza.decisions.models import Decision
from hamafza.minutes import actions, approving, writing
from hamafza.minutes.models import Minutes, MinutesLine
from hamafza.minutes.writing import LineWords

# A working morning in Tehran.
NOON = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
SEATS = (
    ("centre", "head", SeatRole.CHAIR),
    ("centre", "secretary", SeatRole.SECRETARY),
    ("body", None, SeatRole.MEMBER),
    ("trusted", "trusted", SeatRole.MEMBER),
    ("province", "officer", SeatRole.OBSERVER),
)
POINTS = ("گزارش آمادگی هفتهٔ مهارت", "مشکل: مجوز عکاسی در کارگاه‌ها")
SECRET = "بودجهٔ محرمانه"


def later(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def council(world: World, **said: Any) -> Series:
    usual: dict[str, Any] = {
        "name": "شورای هماهنگی روابط‌عمومی",
        "name_en": "PR coordination council",
        "wide": True,
    }
    founder = world.people["secretary"]
    usual |= {"unit": world.units["centre"], "founded_by": founder, "comments_days": 0}
    series = Series.objects.create(**{**usual, **said})
    Member.objects.bulk_create(
        Member(series=series, unit=world.units[unit], person=world.people.get(person or ""), role=role)
        for unit, person, role in SEATS
    )
    return series


def planned(world: World, *, secret: bool = False, **said: Any) -> Session:
    """Two points, and a confidential one at the end if `secret`."""
    series = council(world, **said)
    points = [(title, False) for title in POINTS] + ([(SECRET, True)] if secret else [])
    for title, confidential in points:
        Point.objects.create(
            series=series, title=title, confidential=confidential, handed_in_by=world.people["head"]
        )
    secretary = world.as_("secretary")
    session = planning.plan(actor=secretary, series=series, starts=later(0), now=later(-60), place="تالار")
    return planning.take(actor=secretary, session=session, name="lock")


def begun(world: World, **said: Any) -> Session:
    return planning.begin(actor=world.as_("head"), session=planned(world, **said), now=later(0))


def hearing(session: Session, number: int = 1) -> Hearing:
    """The points that people handed in, from 1; 0 is the system's own."""
    rows = session.hearings.select_related("session__series__unit", "point__series").order_by("order", "pk")
    return list(rows)[number]


def present(world: World, session: Session, *names: str) -> None:
    for name in names or ("head", "secretary", "editor", "trusted"):
        actor = world.as_(name)
        seat = actions.Seated(actor, session).own
        assert seat is not None
        actions.attend(actor=actor, invitation=seat, presence="present", person=actor.person, now=later(1))


def running(world: World, **said: Any) -> Session:
    """Four are there, and the first point is being heard."""
    session = begun(world, **said)
    present(world, session)
    actions.hear(actor=world.as_("secretary"), hearing=hearing(session), now=later(2))
    return session


def line(
    world: World,
    session: Session,
    text: str = "هفت خانه خالی است",
    *,
    number: int = 1,
    by: str = "secretary",
    **said: Any,
) -> MinutesLine:
    words = {name: said.pop(name) for name in ("speaker", "kind") if name in said}
    key = said.pop("key", f"{session.pk}-{number}-{text}")[:80]
    return writing.write(
        actor=world.as_(by),
        hearing=hearing(session, number),
        words=LineWords(text=text, **words),
        key=key,
        **said,
    )


def decided(
    world: World, session: Session, *, number: int = 1, text: str = "هفت خانه تا پایان ماه پر شود"
) -> Decision:
    wording = Decided(text=text, owner=world.units["trusted"], due=timezone.localdate() + timedelta(days=20))
    point = hearing(session, number).point
    return make(actor=world.as_("secretary"), session=session, point=point, wording=wording)


def ended(world: World, **said: Any) -> Session:
    session = running(world, **said)
    line(world, session, "۱۲۳ از ۱۴۶ برنامه پر شده است")
    line(world, session, "باید در لحظه وارد میدان شویم", speaker="دبیر سازمان", kind="quotation")
    line(world, session, "مجوز عکاسی لازم است", number=2, speaker="کارشناس صندوق")
    if said.get("secret"):
        line(world, session, "رقم بودجه نهصد است", number=3, speaker="رئیس مرکز", kind="quotation")
    approving.end(actor=world.as_("secretary"), session=session, now=later(90))
    session.refresh_from_db()
    return session


def offered(world: World, **said: Any) -> Session:
    return approving.offer(actor=world.as_("secretary"), session=ended(world, **said))


def signed(world: World, **said: Any) -> Minutes:
    return approving.sign(actor=world.as_("head"), session=offered(world, **said), now=later(100))
