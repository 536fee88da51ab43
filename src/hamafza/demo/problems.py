"""Problems of the demo's units: one that four units have, others open, with another authority, solved and refused."""

from __future__ import annotations

from datetime import timedelta
from itertools import cycle

from django.db.models import F
from django.utils import timezone

from hamafza.network.access import Standing, standing
from hamafza.network.models import Person, Unit
from hamafza.problems import actions
from hamafza.problems.actions import UnitWords
from hamafza.problems.models import Problem, Voice

# Who speaks first, the kind, the problem, what it costs, a remedy, who can decide, how many more units have it, days ago
ROWS = [
    ("officer", "bureaucracy", "مجوز عکاسی در کارگاه‌ها دیر می‌رسد", "برای هر گزارش دو روز کاری",
     "یک مجوز یک‌ساله برای همهٔ روابط‌عمومی‌ها", "معاون روابط کار", 3, 9),
    ("trusted", "staff", "در پنج استان رابط خبری نداریم", "خبرهای این استان‌ها تا سه روز دیر می‌رسد",
     "معرفی رابط از میان کارکنان اداره‌های شهرستان", "مدیران کل استان‌ها", 2, 14),
    ("officer-u12", "equipment", "دوربین فیلم‌برداری نداریم", "ماهی چهار میلیون تومان اجاره", "یک دوربین مشترک برای سه واحد",
     "معاون توسعهٔ مدیریت", 0, 3),
    ("editor", "access", "مدیران پیش از انتشار خبر پاسخ نمی‌دهند", "هفته‌ای سه خبر بی‌پاسخ می‌ماند",
     "یک ساعت ثابت در روز برای پاسخ به روابط‌عمومی", "دفتر ریاست سازمان", 1, 20),
    ("officer-u21", "budget", "اعتبار چاپ و نصب تابلوهای اطلاع‌رسانی حذف شده است", "مراجعان ساعت کار را نمی‌دانند", "",
     "سازمان برنامه و بودجه", 0, 31),
    ("officer-u30", "media", "روزنامه‌های استان خبر ما را بدون نام منبع چاپ می‌کنند", "خبرها به نام دیگران شناخته می‌شود", "",
     "", 0, 26),
    ("officer", "law", "فرم رضایت برای عکس کارگران متن یکسانی ندارد", "هر عکس دو بار امضا می‌خواهد",
     "یک فرم کوتاه با تأیید دفتر حقوقی", "دفتر حقوقی", 0, 45),
]  # fmt: skip
BESIDE = ("ما هم هر هفته با همین روبه‌رو هستیم.", "در استان ما هم همین است؛ یک نامهٔ کلی از مرکز کافی است.", "")


def build(units: list[Unit], people: dict[str, Person]) -> None:
    """Reported and joined by those who have a person, then decided by the head of the centre."""
    speakers = [standing(person) for name, person in people.items() if name.startswith("officer-u")]
    others = cycle(speakers[3:])
    made = [report(people, row, others) for row in ROWS]
    head = standing(people["head"])
    decide(head, made)
    Problem.objects.update(is_demo=True)


def report(
    people: dict[str, Person], row: tuple[str, str, str, str, str, str, int, int], others: cycle[Standing]
) -> Problem:
    who, kind, title, cost, remedy, decides, more, days = row
    actor = standing(people[who]) if who in people else next(others)
    said = UnitWords(cost=cost, remedy=remedy)
    unit = actor.memberships[0].unit
    problem = actions.report(actor=actor, unit=unit, kind=kind, title=title, said=said, decides=decides)
    for _more, words in zip(range(more), cycle(BESIDE)):
        other = next(others)
        actions.join(
            actor=other, problem=problem, unit=other.memberships[0].unit, said=UnitWords(words=words)
        )
    age(problem, days)
    return problem


def decide(head: Standing, made: list[Problem]) -> None:
    """Two are taken up, one of them is solved; one is with another authority, one is refused."""
    for number in (0, 6):
        actions.act(actor=head, problem=made[number], step="take-up")
    done = "فرم یکسان با تأیید دفتر حقوقی به همهٔ واحدها رسید."
    actions.act(actor=head, problem=made[6], step="solve", reason=done)
    asked = "برگرداندن ردیف اعتبار تابلوها در اصلاحیهٔ بودجه."
    actions.act(actor=head, problem=made[4], step="pass-on", authority="سازمان برنامه و بودجه", reason=asked)
    why = "این موضوع در اختیار شبکه نیست؛ هنگام ارسال خبر، نام منبع را در متن بیاورید."
    actions.act(actor=head, problem=made[5], step="refuse", reason=why)


def age(problem: Problem, days: int) -> None:
    """It was reported so many days ago, and joined in the days after."""
    at = timezone.now() - timedelta(days=days)
    Problem.objects.filter(pk=problem.pk).update(reported=at)
    problem.steps.update(at=at + timedelta(hours=5))
    Voice.objects.filter(problem=problem).update(said=F("said") - timedelta(days=days) + timedelta(hours=3))
