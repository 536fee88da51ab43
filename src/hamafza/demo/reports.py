"""Reports of the demo: the centre asks all units for their last month, some have handed in, one with words."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone, translation

from hamafza.demo.calls import last_morning
from hamafza.network.access import standing
from hamafza.network.models import Person, Unit
from hamafza.reports import actions, rounds
from hamafza.reports.models import ReportRound, UnitReport
from hamafza.reports.periods import usual

DAY = timedelta(days=1)
HANDED = 24  # units that were quick
WORDS = {
    "news": "دو خبر از روستاها بود؛ عکس هر دو از خود روستاییان است.",
    "works": "خوابگاه طالقان دو ماه عقب افتاد، چون مصالح نرسید. کارگاه سیار از برنامه جلوتر است.",
    "asks": "یک دوربین برای کارگاه سیار، و راهی کوتاه‌تر برای گرفتن مجوز عکس در کارگاه‌ها.",
}


def build(units: list[Unit], people: dict[str, Person]) -> None:
    by_code = {unit.code: unit for unit in units}
    morning = last_morning(timezone.now()) - DAY
    with translation.override("fa"):
        period = usual(timezone.localdate(morning))[0].period
        rounds.ask(
            actor=standing(people["head"]),
            unit=by_code["u0"],
            title="گزارش ماه گذشته برای نشست شورا",
            period=period,
            deadline=morning + 6 * DAY,
            now=morning,
        )
        quick = [name for name in people if "-u" in name][:HANDED]
        for place, name in enumerate(quick):
            at = morning + timedelta(minutes=37 * (place + 1))
            unit, actor = by_code[name.removeprefix("officer-")], standing(people[name])
            actions.hand_in(actor=actor, unit=unit, period=period, now=at)
        for group, text in WORDS.items():
            at, officer = morning + timedelta(hours=3), standing(people["officer"])
            actions.write_words(
                actor=officer, unit=by_code["u49"], period=period, group=group, text=text, now=at
            )
    UnitReport.objects.update(is_demo=True)
    ReportRound.objects.update(is_demo=True)
