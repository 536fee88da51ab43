"""What the demo's council decided three weeks ago and what became of it, and what it decides today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from hamafza.council.models import Session
from hamafza.decisions import actions, clocks
from hamafza.decisions.actions import Decided
from hamafza.decisions.models import ZONE, Decision
from hamafza.network.access import standing
from hamafza.network.models import Person, Unit

SPEAKERS = {"u0": "head", "u1": "trusted", "u2": "editor", "u49": "officer"}
NOTE = "انجام شد؛ رونوشت در پیوست نامهٔ مرکز است."
PROOF = "فهرست ۵۹۸ واحد دیده شد؛ دو واحد بدون رابط با نام مدیر کل ثبت شده‌اند."
BLOCKED = "میزبانی گالری جای کافی ندارد؛ معاون توسعهٔ مدیریت می‌تواند فضای بیشتری بدهد."
OBJECTION = "امضای نامه در اختیار معاون روابط کار است، نه واحد ما."
REPLACED = "فهرست کامل جای شمارهٔ جداگانه را گرفت."

# What becomes of a decision: the step of each day after the session
LIVES: dict[str, dict[int, str]] = {
    "verified": {1: "start", 9: "finish", 11: "verify"},
    "overdue": {2: "start", 16: "object"},
    "done": {1: "start", 18: "finish"},
    "blocked": {2: "start", 10: "block"},
    "started": {3: "start"},
    "superseded": {2: "supersede"},
}


@dataclass(frozen=True, kw_only=True)
class DemoDecision:
    """One decision of the demo: at which point, who owes it, in how many days, and what became of it."""

    point: int
    text: str
    owner: str
    days: int
    done_when: str = ""
    helpers: tuple[str, ...] = ()
    then: str = ""


BEFORE = (
    DemoDecision(
        point=0,
        text="شمارهٔ پاسخ‌گوی هر واحد تا پایان هفته به مرکز داده شود.",
        owner="u2",
        days=5,
        then="superseded",
    ),
    DemoDecision(
        point=0,
        text="هر واحد یک نفر را برای پاسخ به رسانه‌ها معرفی کند و فهرست در مرکز نگه داشته شود.",
        done_when="فهرست کامل با شمارهٔ تلفن",
        owner="u2",
        helpers=("u1",),
        days=14,
        then="verified",
    ),
    DemoDecision(
        point=0,
        text="نامهٔ مجوز عکاسی به همهٔ کارگاه‌ها فرستاده شود.",
        done_when="رونوشت نامه و تاریخ ارسال",
        owner="u49",
        helpers=("u2",),
        days=12,
        then="overdue",
    ),
    DemoDecision(
        point=1,
        text="هفت خانهٔ خالی برنامهٔ هفتهٔ مهارت پر شود.",
        done_when="جدول برنامه بی‌خانهٔ خالی",
        owner="u2",
        days=40,
        then="done",
    ),
    DemoDecision(
        point=1,
        text="عکس کارگاه‌های سیار استان‌ها در یک گالری مشترک گردآوری شود.",
        owner="u1",
        days=30,
        then="blocked",
    ),
    DemoDecision(
        point=2,
        text="سه گزینه برای ساختار تازهٔ مرکز با برآورد هزینه آماده شود.",
        owner="u0",
        days=34,
        then="started",
    ),
)
TODAY = (
    DemoDecision(
        point=0,
        text="واحدهای نزدیک تا چهارشنبه برای خانه‌های خالی پیشنهاد بدهند.",
        done_when="دست‌کم یک پیشنهاد برای هر خانه",
        owner="u49",
        helpers=("u1", "u2"),
        days=3,
    ),
)


def earlier(session: Session, people: dict[str, Person]) -> None:
    """Made weeks ago; then each morning since, with what was done on that day and what the clock did."""
    at = morning(session.began or session.starts)
    made = [decide(session, one, people, at) for one in BEFORE]
    for day in range((timezone.now() - at).days + 1):
        now = at + timedelta(days=day)
        for row, told in zip(made, BEFORE, strict=True):
            act(LIVES[told.then].get(day, ""), Decision.objects.get(pk=row.pk), made, people, now)
        clocks.run(now)


def today(session: Session, people: dict[str, Person]) -> None:
    """What the session that runs has decided so far."""
    for one in TODAY:
        decide(session, one, people, timezone.now())


def morning(moment: datetime) -> datetime:
    """Ten o'clock of that day: no quiet hours, whenever the demo is made."""
    return moment.astimezone(ZONE).replace(hour=10, minute=0, second=0, microsecond=0)


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def decide(session: Session, told: DemoDecision, people: dict[str, Person], now: datetime) -> Decision:
    hearing = session.hearings.select_related("point").order_by("order", "pk")[told.point + 1]
    wording = Decided(
        text=told.text,
        owner=unit(told.owner),
        helpers=[unit(code) for code in told.helpers],
        due=(now + timedelta(days=told.days)).astimezone(ZONE).date(),
        done_when=told.done_when,
    )
    secretary = standing(people["secretary"])
    row = actions.make(actor=secretary, session=session, point=hearing.point, wording=wording, now=now)
    Decision.objects.filter(pk=row.pk).update(is_demo=True)
    return row


def act(step: str, row: Decision, made: list[Decision], people: dict[str, Person], now: datetime) -> None:
    owner, secretary = standing(people[SPEAKERS[row.owner.code]]), standing(people["secretary"])
    match step:
        case "start":
            actions.start(actor=owner, decision=row, now=now)
        case "finish":
            actions.finish(actor=owner, decision=row, note=NOTE, now=now)
        case "block":
            actions.block(actor=owner, decision=row, reason=BLOCKED, now=now)
        case "object":
            actions.object_to(actor=owner, decision=row, reason=OBJECTION, now=now)
        case "verify":
            actions.verify(actor=secretary, decision=row, reason=PROOF, now=now)
        case "supersede":
            actions.supersede(actor=secretary, decision=row, by=made[1], reason=REPLACED, now=now)
