"""The demo's council: one session with signed minutes behind it, and one that runs right now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from hamafza.council import agenda, founding, planning
from hamafza.council.models import Hearing, Series, Session
from hamafza.council.moves import SESSIONS
from hamafza.council.words import SeatRole
from hamafza.demo import decisions
from hamafza.demo.councils import NAME, NAME_EN
from hamafza.minutes import actions, approving, writing
from hamafza.minutes.writing import LineWords
from hamafza.network.access import Standing, standing
from hamafza.network.models import Person, Unit

SEATS = 40
BEHIND, RUNS = timedelta(days=21), timedelta(minutes=37)

# Point, minutes, confidential, and its lines: speaker, kind, text
POINTS_BEFORE: list[tuple[str, int, bool, list[tuple[str, str, str]]]] = [
    ("سامانهٔ یکپارچهٔ پاسخ به رسانه‌ها", 15, False, [
        ("نیلوفر فرهمند", "quotation", "روابط‌عمومی دستگاه‌ها باید بتوانند لحظه‌ای پاسخ بدهند و ارتباط میان آنها «شبکه‌ای و لحظه‌ای» باشد."),
        ("نیلوفر فرهمند", "said", "همهٔ واحدها تا پایان ماه یک نفر را برای پاسخ به رسانه‌ها معرفی می‌کنند."),
        ("آرش نیک‌روز", "said", "صندوق در هر نوبت کاری یک نفر پاسخ‌گو دارد و در سه ماه گذشته به ۱۸۶ پرسش پاسخ داده است."),
        ("", "note", "میانگین زمان پاسخ در شبکه از هفت ساعت به سه ساعت و نیم رسیده است."),
    ]),
    ("برنامهٔ هفتهٔ مهارت", 20, False, [
        ("پریسا دادگر", "said", "برای هفتهٔ مهارت ۱۴۶ برنامه در ۳۱ استان پیش‌بینی شده است."),
        ("نیلوفر فرهمند", "said", "در این هفته کارهایی گفته می‌شود که در زندگی مردم اثر داشته است."),
        ("کاوه مهرجو", "quotation", "کارگاه‌های سیار البرز تا آبان به همهٔ شهرستان‌ها می‌رسند."),
    ]),
    ("تغییر در ساختار مرکز", 10, True, [
        ("نیلوفر فرهمند", "said", "گزینه‌های تغییر ساختار تا نشست بعد محرمانه می‌ماند."),
    ]),
]  # fmt: skip
POINTS_NOW: list[tuple[str, int, bool, list[tuple[str, str, str]]]] = [
    ("گزارش آمادگی هفتهٔ مهارت و آبادانی", 15, False, [
        ("", "note", "۱۲۳ از ۱۴۶ برنامه پر شده است؛ هفت خانه هنوز خالی است و سه برخورد مانده."),
        ("کاوه مهرجو", "said", "در سیستان و بلوچستان دو رابط تازه معرفی شد؛ برای عکاسی مجوز لازم دارند."),
        ("نیلوفر فرهمند", "quotation", "واحدهای نزدیک تا چهارشنبه پیشنهاد بدهند."),
    ]),
    ("مشکل: مجوز عکاسی در کارگاه‌ها", 10, False, []),
    ("کمبود رابط در پنج استان", 15, False, []),
    ("گزارش تطبیقی شش‌ماهه", 20, False, []),
    ("تغییر در ساختار مرکز: گزینه‌ها", 10, True, []),
]  # fmt: skip


def build(units: list[Unit], people: dict[str, Person]) -> None:
    secretary, head = standing(people["secretary"]), standing(people["head"])
    series = founding.found(actor=secretary, unit=units[0], name=NAME, name_en=NAME_EN, wide=True)
    sit(series, secretary, people)
    signed(series, secretary, head, people)
    running(series, secretary, head, people)
    Series.objects.filter(pk=series.pk).update(is_demo=True)
    Session.objects.filter(series=series).update(is_demo=True)


def sit(series: Series, secretary: Standing, people: dict[str, Person]) -> None:
    """The head of the centre in the chair; units that have an officer are members."""
    centre = series.unit
    founding.give_seat(
        actor=secretary, series=series, unit=centre, person=people["head"], role=SeatRole.CHAIR
    )
    named = [standing(people[name]).memberships[0].unit for name in ("trusted", "editor", "officer")]
    further = [name for name in people if name.startswith("officer-")]
    others = [standing(people[name]).memberships[0].unit for name in further]
    for unit in [*named, *others][: SEATS - 2]:
        founding.give_seat(actor=secretary, series=series, unit=unit, role=SeatRole.MEMBER)


def held(
    series: Series,
    secretary: Standing,
    head: Standing,
    starts: datetime,
    points: Sequence[tuple[str, int, bool, list[tuple[str, str, str]]]],
) -> Session:
    """A session that has begun, with its agenda."""
    early = starts - timedelta(days=12)
    session = planning.plan(
        actor=secretary, series=series, starts=starts, now=early, place="تالار مرکز روابط‌عمومی"
    )
    for title, minutes, confidential, _lines in points:
        agenda.hand_in(
            actor=secretary, series=series, now=early, title=title, minutes=minutes, confidential=confidential
        )
    with SESSIONS.take("lock", secretary, session, now=starts - timedelta(days=1)):
        pass
    return planning.begin(actor=head, session=session, now=starts)


def come(session: Session, secretary: Standing, people: dict[str, Person], *, missing: int) -> None:
    """All but the last few; every seventh sends a substitute."""
    belonging = [one for one in people.values() if one.memberships.exists()]
    officers = {standing(one).memberships[0].unit_id: one for one in reversed(belonging)}
    rows = list(session.invitations.select_related("member__person").order_by("pk"))
    assert session.began is not None
    for number, row in enumerate(rows[: len(rows) - missing], 1):
        person = row.member.person or officers[row.member.unit_id]
        presence = "substitute" if number % 7 == 0 else "present"
        actions.attend(actor=secretary, invitation=row, presence=presence, person=person, now=session.began)


def write(secretary: Standing, hearing: Hearing, lines: Sequence[tuple[str, str, str]], at: datetime) -> None:
    for number, (speaker, kind, text) in enumerate(lines):
        now = at + timedelta(minutes=number)
        words = LineWords(text=text, speaker=speaker, kind=kind)
        key = f"demo-{hearing.pk}-{number}"
        writing.write(actor=secretary, hearing=hearing, words=words, key=key, at=now, now=now)


def hearings(session: Session) -> list[Hearing]:
    """Without the first, which is the system's own."""
    rows = session.hearings.select_related("session__series__unit", "point__series").order_by("order", "pk")
    return list(rows)[1:]


def signed(series: Series, secretary: Standing, head: Standing, people: dict[str, Person]) -> None:
    """Three weeks ago: commented on, signed, sent."""
    starts = (timezone.now() - BEHIND).replace(minute=0, second=0, microsecond=0)
    session = held(series, secretary, head, starts, POINTS_BEFORE)
    come(session, secretary, people, missing=6)
    at = starts
    for hearing, (_title, minutes, _confidential, lines) in zip(
        hearings(session), POINTS_BEFORE, strict=True
    ):
        actions.hear(actor=secretary, hearing=hearing, now=at)
        write(secretary, hearing, lines, at + timedelta(minutes=2))
        at += timedelta(minutes=minutes)
    decisions.earlier(session, people)
    approving.end(actor=secretary, session=session, now=at)
    with SESSIONS.take("comment", secretary, session, now=at + timedelta(days=1)):
        pass
    approving.sign(actor=head, session=session, now=at + timedelta(days=4))
    approving.send(actor=secretary, session=session)


def running(series: Series, secretary: Standing, head: Standing, people: dict[str, Person]) -> None:
    """It began a while ago, and is at its first point."""
    now = timezone.now()
    session = held(series, secretary, head, now - RUNS, POINTS_NOW)
    come(session, secretary, people, missing=13)
    first = hearings(session)[0]
    actions.hear(actor=secretary, hearing=first, now=now - timedelta(minutes=9))
    write(secretary, first, POINTS_NOW[0][3], now - timedelta(minutes=8))
    for name in ("officer", "trusted", "editor"):
        actions.ask_floor(actor=standing(people[name]), session=session)
    actions.give_floor(actor=secretary, turn=session.turns.order_by("pk")[0])
    motion = actions.put_motion(actor=head, hearing=first, text="نامهٔ مجوز عکاسی به همهٔ کارگاه‌ها")
    members = [standing(one) for name, one in people.items() if name.startswith("officer-")][:16]
    for number, member in enumerate([standing(people["trusted"]), *members]):
        choice = {5: "against", 11: "abstain"}.get(number, "for")
        actions.cast(actor=member, motion=motion, choice=choice)
    decisions.today(session, people)
