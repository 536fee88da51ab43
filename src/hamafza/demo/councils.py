"""The demo's council of forty units: closed sessions, one in preparation, and a small committee behind closed doors."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from hamafza.council import agenda, founding, inviting, planning
from hamafza.council.models import Holiday, Member, Point, SeatRole, Series, SeriesRhythm, Session
from hamafza.council.moves import ANOTHER_ROOM, SESSIONS
from hamafza.lib.calendar.jalali import TEHRAN, jalali
from hamafza.network.access import Standing, standing
from hamafza.network.models import Person, Unit

NAME, NAME_EN = "شورای هماهنگی روابط‌عمومی‌ها", "PR coordination council"
UNITS = 40
FIRST_NUMBER = 11  # the council is older than the demo
HOLIDAYS = (
    (1, 1, "نوروز"), (1, 2, "نوروز"), (1, 3, "نوروز"), (1, 4, "نوروز"), (1, 12, "روز جمهوری اسلامی"),
    (1, 13, "روز طبیعت"), (3, 14, "رحلت امام خمینی"), (3, 15, "قیام پانزدهم خرداد"), (11, 22, "پیروزی انقلاب اسلامی"),
    (12, 29, "ملی شدن صنعت نفت"),
)  # fmt: skip

# Who hands it in, its kind, title, minutes; what was heard in the sessions before
HEARD = (
    (
        ("head", "report", "گزارش دستاوردهای فصل تابستان", 15),
        ("officer", "problem", "کندی اینترنت در ادارهٔ شهرستان‌ها", 10),
    ),
    (
        ("secretary", "proposal", "نشان مشترک برای خبرهای بازنشرشده", 10),
        ("trusted", "report", "گزارش صندوق از پویش بیمهٔ کارگران فصلی", 15),
    ),
)
COMING = (
    ("head", "report", "گزارش پایانی هفتهٔ مهارت", 15, "آنچه انجام شد، آنچه انجام نشد، و سه درس برای سال بعد."),
    ("officer", "proposal", "تقویم مشترک بازدید خبرنگاران", 10, "تا دو واحد در یک روز خبرنگاران را به دو جا دعوت نکنند."),
    ("trusted", "report", "نتیجهٔ پویش بیمهٔ کارگران فصلی", 15, ""),
    ("secretary", "report", "گزارش تطبیقی شش‌ماهه", 20, "مقایسهٔ شش ماه نخست دو سال، با سند هر عدد."),
)  # fmt: skip
CLOSED = (
    "head",
    "other",
    "قرارداد چاپ و تبلیغات سال آینده",
    10,
    "ارقام پیشنهادها تا پایان استعلام محرمانه است.",
)


def build(units: list[Unit], people: dict[str, Person]) -> None:
    """The holidays, the council and its members, and what it did long ago; `sessions` goes on from there."""
    keep_holidays()
    acts = speakers(people)
    council = found(acts, units[0], NAME, NAME_EN)
    seat_all(acts, council, members(units, people))
    for back, points in zip((97, 62), HEARD, strict=True):
        held(acts, council, back, points)


def prepare(units: list[Unit], people: dict[str, Person]) -> None:
    """What lies ahead."""
    acts = speakers(people)
    next_session(acts, Series.objects.get(name=NAME))
    committee(acts, units)
    for model in (Series, Session, Point):
        model.objects.update(is_demo=True)


def speakers(people: dict[str, Person]) -> dict[str, Standing]:
    return {name: standing(person) for name, person in people.items()}


def keep_holidays() -> None:
    years = [timezone.localdate().year - 621 + ahead for ahead in range(-1, 3)]
    days = [
        Holiday(day=jalali(year, month, day).to_gregorian(), name=name)
        for year in years
        for month, day, name in HOLIDAYS
    ]
    Holiday.objects.bulk_create(days)


def found(acts: dict[str, Standing], unit: Unit, name: str, name_en: str, **said: Any) -> Series:
    rules: dict[str, Any] = {
        "rhythm": SeriesRhythm.MONTHLY,
        "nth": 8,
        "place": "تالار همایش مرکز",
        "length": 90,
        "wide": True,
    }
    about = "هماهنگی خبر، پویش و پاسخ‌گویی همهٔ روابط‌عمومی‌ها؛ هر ماه یک نشست."
    usual: dict[str, Any] = {"name": name, "name_en": name_en, "about": about, **rules}
    return founding.found(actor=acts["secretary"], unit=unit, **{**usual, **said})


def members(units: list[Unit], people: dict[str, Person]) -> list[Unit]:
    """Units that have somebody who speaks for them."""
    by_code = {unit.code: unit for unit in units}
    speaking = [name.removeprefix("officer-") for name in people if name.startswith("officer-u")]
    return [by_code[code] for code in ["u1", "u2", "u49", *speaking] if code in by_code][: UNITS - 1]


def seat_all(acts: dict[str, Standing], council: Series, units: Iterable[Unit]) -> None:
    """The chair by name, units as members; one of them listens."""
    head = acts["head"].person
    Member.objects.create(series=council, unit=council.unit, person=head, role=SeatRole.CHAIR)
    rows = [Member(series=council, unit=unit) for unit in units]
    rows[-1].role = SeatRole.OBSERVER
    Member.objects.bulk_create(rows)


def held(
    acts: dict[str, Standing], council: Series, back: int, points: Iterable[tuple[str, str, str, int]]
) -> Session:
    """A session so many days ago, with its points heard and all steps behind it."""
    secretary, starts = acts["secretary"], morning(-back)
    for who, kind, title, minutes in points:
        said: dict[str, Any] = {
            "kind": kind,
            "title": title,
            "minutes": minutes,
            "now": starts - timedelta(days=9),
        }
        agenda.hand_in(actor=acts.get(who, secretary), series=council, **said)
    session = planning.plan(actor=secretary, series=council, starts=starts, now=starts - timedelta(days=20))
    if session.number == 1:
        Session.objects.filter(pk=session.pk).update(number=FIRST_NUMBER)
    answer(session, ("come", "come", "come", "substitute", "not"))
    for name, hours in (("open", -240), ("ask-briefs", -72), ("lock", -24)):
        step(secretary, session, name, starts + timedelta(hours=hours))
    planning.begin(actor=acts["head"], session=session, now=starts)
    hear(session, starts)
    planning.end(actor=acts["head"], session=session, now=starts + timedelta(minutes=80))
    for name, days in (("comment", 1), ("approve", 4), ("send", 6), ("track", 7)):
        step(secretary, session, name, starts + timedelta(days=days))
    if back > 30:
        step(secretary, session, "close", starts + timedelta(days=25))
    return session


def hear(session: Session, starts: datetime) -> None:
    """All points of the agenda, one after the other, each settled."""
    at = starts
    for hearing in session.hearings.select_related("point__series"):
        after = at + timedelta(minutes=hearing.minutes)
        session.hearings.filter(pk=hearing.pk).update(state="done", began=at, ended=after)
        if not hearing.point.by_system:
            agenda.end(actor=None, point=hearing.point, now=after, roles=ANOTHER_ROOM)
        at = after


def next_session(acts: dict[str, Standing], council: Series) -> None:
    """The next session: its agenda is open, points are handed in, most have answered."""
    now, secretary = timezone.now(), acts["secretary"]
    session = planning.plan(actor=secretary, series=council, starts=morning(6), now=now - timedelta(days=8))
    step(secretary, session, "open", now - timedelta(days=4))
    for who, kind, title, minutes, text in COMING:
        said: dict[str, Any] = {
            "kind": kind,
            "title": title,
            "minutes": minutes,
            "text": text,
            "speaker": acts[who].person,
        }
        agenda.hand_in(actor=acts[who], series=council, **said)
    who, kind, title, minutes, text = CLOSED
    hidden: dict[str, Any] = {
        "kind": kind,
        "title": title,
        "minutes": minutes,
        "text": text,
        "confidential": True,
    }
    agenda.hand_in(actor=acts[who], series=council, **hidden)
    answer(session, ("come", "come", "substitute", "come", "", "come", "not", ""))


def answer(session: Session, pattern: tuple[str, ...]) -> None:
    """Seat by seat, as the members' own people said; nothing is told, the demo begins quietly."""
    for place, invitation in enumerate(session.invitations.order_by("pk")):
        said = pattern[place % len(pattern)]
        if said and place > 1:
            invitation.reply, invitation.replied = said, session.created
            invitation.save(update_fields=["reply", "replied"])
    session.invitations.filter(member__role=SeatRole.SECRETARY).update(reply="come", replied=session.created)


def committee(acts: dict[str, Standing], units: list[Unit]) -> None:
    """Five seats, confidential, every other week."""
    said: dict[str, Any] = {
        "kind": "committee",
        "confidential": True,
        "rhythm": SeriesRhythm.WEEKLY,
        "weeks": 2,
        "length": 60,
    }
    about = "رسیدگی به رخدادهایی که هنوز نباید گفته شود."
    made = found(
        acts, units[0], "کمیتهٔ بحران", "Crisis committee", since=timezone.localdate(), about=about, **said
    )
    for name, role in (("head", SeatRole.CHAIR), ("trusted", SeatRole.MEMBER), ("editor", SeatRole.MEMBER)):
        unit = acts[name].memberships[0].unit
        founding.give_seat(
            actor=acts["secretary"], series=made, unit=unit, person=acts[name].person, role=role
        )
    session = planning.plan(actor=acts["secretary"], series=made, starts=morning(9, hour=8))
    mine = inviting.own(acts["trusted"], session)
    inviting.reply(actor=acts["trusted"], invitation=mine[0], reply="come")


def step(actor: Standing, session: Session, name: str, at: datetime) -> None:
    with SESSIONS.take(name, actor, session, now=at, roles=SESSIONS.flow.steps[name].who):
        pass


def morning(days: int, hour: int = 10) -> datetime:
    """Ten o'clock, so many days from today, never on a Thursday or Friday."""
    day = timezone.localdate() + timedelta(days=days)
    while day.weekday() in (3, 4):
        day += timedelta(days=1)
    return datetime(day.year, day.month, day.day, hour, tzinfo=TEHRAN)
