"""Works of the demo's units: one unit's whole story, and what its neighbours have in hand."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from hamafza.network.access import Standing, standing
from hamafza.network.models import Person, Topic, Unit
from hamafza.works import actions
from hamafza.works.actions import About, Proof, Stands
from hamafza.works.models import Work

DAY = timedelta(days=1)
TITLES = (
    ("دورهٔ کوتاه برای کارجویان", "کارجویان شهرستان"),
    ("راهنمای ثبت‌نام به زبان ساده", "مراجعان نخستین بار"),
    ("صندوق پیشنهاد در سالن انتظار", "همهٔ مراجعان"),
    ("گفت‌وگوی ماهانه با کارفرمایان", "کارفرمایان استان"),
    ("بازسازی سالن آزمون", "داوطلبان آزمون مهارت"),
    ("نمایشگاه دست‌ساخته‌های هنرجویان", "خانواده‌های هنرجویان"),
)
WHY = ("مصالح نرسید.", "پیمانکار عوض شد.", "بودجهٔ مرحلهٔ دوم هنوز نرسیده است.")


def build(units: list[Unit], people: dict[str, Person], chance: random.Random) -> None:
    by_code = {unit.code: unit for unit in units}
    alborz(by_code["u49"], standing(people["officer"]), standing(people["colleague"]))
    for name, person in people.items():
        if "-u" in name:
            some(by_code[name.removeprefix("officer-")], standing(person), chance)
    Work.objects.update(is_demo=True)


def begun(
    unit: Unit, actor: Standing, title: str, *, ago: int, promised: int | None = None, **said: Any
) -> Work:
    """Entered so many days ago, promised for a day so many days from today."""
    now = timezone.now() - ago * DAY
    day = today() + promised * DAY if promised is not None else None
    stands = Stands(promised=day, **{name: said.pop(name) for name in ("state", "share") if name in said})
    about = About(title=title, **said)
    return actions.enter(actor=actor, unit=unit, about=about, stands=stands, now=now)


def today() -> date:
    return timezone.localdate()


def before(days: int) -> datetime:
    return timezone.now() - days * DAY


def alborz(unit: Unit, officer: Standing, editor: Standing) -> None:
    """What the public page of the unit shows: on its way, finished, late for a reason, planned."""
    topic = Topic.objects.first()
    van = begun(
        unit,
        officer,
        "کارگاه سیار در ۵۰ روستا",
        ago=90,
        promised=20,
        whom="روستاییان سه شهرستان",
        topic=topic,
        state="in-progress",
        share=20,
        note="هر روستا دو روز؛ جوشکاری، برق و دوخت.",
    )
    for days, share in ((60, 44), (30, 62), (4, 86)):
        actions.progress(actor=officer, work=van, share=share, now=before(days))
    piece = Proof(label="فهرست روستاها", url="https://example.org/villages")
    actions.prove(actor=officer, work=van, piece=piece, now=before(4))
    karaj = begun(
        unit, officer, "کارگاه پشتیبان کرج", ago=120, promised=-75, whom="هنرجویان کرج", place="کرج"
    )
    actions.finish(actor=officer, work=karaj, day=today() - 78 * DAY, now=before(78))
    dormitory = begun(
        unit, officer, "خوابگاه هنرجویان طالقان", ago=110, promised=10, place="طالقان", whom="هنرجویان"
    )
    actions.progress(actor=officer, work=dormitory, share=40, now=before(25))
    late = today() + 70 * DAY
    actions.promise(actor=officer, work=dormitory, day=late, reason="مصالح نرسید.", now=before(20))
    begun(unit, officer, "کارگاه برق زنان اشتهارد", ago=8, promised=120, place="اشتهارد", whom="زنان کارجو")
    begun(
        unit,
        officer,
        "تابلوی راهنما در سه کارگاه",
        ago=40,
        promised=-2,
        state="in-progress",
        share=70,
        whom="مراجعان",
    )
    actions.show_shelf(actor=editor, unit=unit, public=True)


def some(unit: Unit, actor: Standing, chance: random.Random) -> None:
    """One to four works, in whatever state they are."""
    for title, whom in chance.sample(TITLES, chance.randint(1, 4)):
        ago, luck = chance.randint(20, 100), chance.random()
        promised = chance.randint(-15, 60)
        work = begun(unit, actor, title, ago=ago, promised=promised, whom=whom)
        if luck > 0.2:
            actions.progress(actor=actor, work=work, share=chance.randrange(10, 95, 5), now=before(ago // 2))
        if luck > 0.55:
            day = today() - chance.randint(0, ago // 2) * DAY
            actions.finish(actor=actor, work=work, day=day)
        elif luck > 0.45:
            actions.stop(actor=actor, work=work, reason=chance.choice(WHY), now=before(3))
