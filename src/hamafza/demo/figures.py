"""Figures of the demo: what the network measures, and a report of which two indicators got worse and one is missing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone, translation

from hamafza.comparisons.actions import Plan, count, declare
from hamafza.comparisons.models import DeclaredComparison
from hamafza.figures.actions import Meaning, define, show
from hamafza.figures.baselines import lock
from hamafza.figures.entering import ValueEntry, check_values, enter_values
from hamafza.figures.models import Better, Definition, Indicator, Measure, Reporting
from hamafza.lib.figures.periods import Frequency, TimeWindow, latest_ended, month_number
from hamafza.lib.figures.totals import Adding, Spanning
from hamafza.network.access import Standing, standing
from hamafza.network.models import Person, Unit
from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.content import Content
from hamafza.newsroom.markup import paragraphs
from hamafza.newsroom.models import Item
from hamafza.record.powers import met

YEAR, QUARTER = 12, 3
MEASURED, SILENT = 412, 31  # units that measure the water, units that say they do not
PAPER = "https://example.org/statistics/rural"
PLAIN = (
    "آموزش به روستا نزدیک‌تر شد و حکم بازنشستگی زودتر آمد. در برابر، راه پس از ریزش دیرتر باز می‌شود.",
    "دربارهٔ راه، دو ماشین برف‌روب از کار افتاده بود.",
)
TITLE = "آموزش، آب، راه و بیمهٔ روستا: امسال در برابر آغاز دوره"


@dataclass(frozen=True)
class DemoIndicator:
    """One indicator of the report: what it was in the earlier window, and what it is now."""

    code: str
    before: str
    after: str
    said: dict[str, Any] = field(default_factory=dict)
    among: int = 0
    provisional: bool = False

    def meaning(self) -> Meaning:
        usual = {"frequency": Frequency.QUARTER, "spans": Spanning.MEAN, "adds": Adding.MEAN}
        return Meaning(**usual | self.said)


SHARE: dict[str, Any] = {
    "measure": Measure.PERCENT,
    "adds": Adding.RATIO,
    "spans": Spanning.SUM,
    "factor": 100,
    "decimals": 1,
}
DAYS: dict[str, Any] = {"word": "روز", "word_en": "day", "words_en": "days", "better": Better.LESS}
INDICATORS = (
    DemoIndicator(
        "rural-training",
        "18420",
        "27960",
        {
            "name": "آموزش روستا",
            "name_en": "Rural training",
            "meaning": "گواهی پایان دوره که در دفتر ثبت شده، به شمار نفر. هر نفر یک بار.",
            "meaning_en": "Certificates at the end of a course, by person, each person once.",
            "source": "دفتر گواهی‌نامه‌ها",
            "source_en": "Office of certificates",
            "word": "نفر",
            "word_en": "person",
            "words_en": "people",
            "denominator": "روستایی",
            "denominator_en": "villagers",
            "factor": 1000,
            "adds": Adding.SUM,
            "spans": Spanning.SUM,
        },
        among=6_010_000,
    ),
    DemoIndicator(
        "retirement",
        "61",
        "24",
        {
            "name": "حکم بازنشستگی",
            "name_en": "Retirement orders",
            "meaning": "از کامل شدن مدارک تا صدور حکم، میانهٔ همهٔ حکم‌ها.",
            "meaning_en": "From complete papers to the order, median of all orders.",
            "source": "سامانهٔ حکم‌ها",
            "source_en": "System of orders",
            **DAYS,
        },
    ),
    DemoIndicator(
        "rural-water",
        "64.2",
        "78.9",
        {
            "name": "آب روستا",
            "name_en": "Rural water",
            "meaning": "روستاهایی که آبشان هر ماه سنجیده شد، بخش بر همهٔ روستاهای زیر پوشش.",
            "meaning_en": "Villages whose water was tested every month, among all villages served.",
            "source": "آزمایشگاه‌های آب",
            "source_en": "Water laboratories",
            "numerator": "روستاهای سنجیده",
            "denominator": "روستاهای زیر پوشش",
            "reporting": Reporting.BELOW,
            **SHARE,
        },
    ),
    DemoIndicator(
        "rural-road",
        "19",
        "23",
        {
            "name": "راه روستا",
            "name_en": "Rural roads",
            "meaning": "از گزارش ریزش تا باز شدن یک خط، میانگین.",
            "meaning_en": "From the report of a landslide until one lane is open, mean.",
            "source": "دفتر راه‌ها",
            "source_en": "Roads office",
            **DAYS,
        },
    ),
    DemoIndicator(
        "complaints",
        "71.5",
        "66.0",
        {
            "name": "پاسخ شکایت بیمه تا ۳۰ روز",
            "name_en": "Insurance complaints answered within 30 days",
            "meaning": "شکایت پاسخ‌گرفته تا ۳۰ روز، بخش بر همهٔ شکایت‌ها.",
            "meaning_en": "Complaints answered within 30 days, among all complaints.",
            "source": "دفتر شکایت‌ها",
            "source_en": "Complaints office",
            "numerator": "شکایت پاسخ‌گرفته",
            "denominator": "همهٔ شکایت‌ها",
            **SHARE,
        },
        among=2000,
    ),
    DemoIndicator(
        "microcredit",
        "2140",
        "2165",
        {
            "name": "وام خرد",
            "name_en": "Small loans",
            "meaning": "پرداخت‌شده به وام‌گیرندهٔ روستایی، به قیمت ثابت.",
            "meaning_en": "Paid to rural borrowers, at constant prices.",
            "source": "حساب‌های بانک کارآفرینی",
            "source_en": "Accounts of the entrepreneurs' bank",
            "measure": Measure.MONEY,
            "word": "تومان",
            "word_en": "toman",
            "words_en": "tomans",
            "scale": 10**9,
            "price_year": 1404,
            "adds": Adding.SUM,
            "spans": Spanning.SUM,
        },
    ),
    DemoIndicator(
        "work-after",
        "",
        "",
        {
            "name": "کار پس از آموزش",
            "name_en": "Work after training",
            "meaning": "گواهی‌گرفتگانی که شش ماه بعد بیمهٔ کار دارند.",
            "meaning_en": "People with a certificate who are insured at work six months later.",
            "source": "سازمان بیمه",
            "source_en": "Insurance organisation",
            "numerator": "شاغلان",
            "denominator": "گواهی‌گرفتگان",
            **SHARE,
        },
    ),
    DemoIndicator(
        "accidents",
        "4.8",
        "4.1",
        {
            "name": "ایمنی کار",
            "name_en": "Safety at work",
            "meaning": "حادثهٔ منجر به بستری، بخش بر هزار کارگر بیمه‌شده.",
            "meaning_en": "Accidents with a stay in hospital, in a thousand insured workers.",
            "source": "بازرسی کار",
            "source_en": "Labour inspection",
            "measure": Measure.RATE,
            "word": "مورد در هزار کارگر",
            "word_en": "case in a thousand workers",
            "words_en": "cases in a thousand workers",
            "numerator": "حادثه",
            "denominator": "کارگر بیمه‌شده",
            "adds": Adding.RATIO,
            "spans": Spanning.SUM,
            "factor": 1000,
            "decimals": 1,
            "better": Better.LESS,
        },
        among=100_000,
        provisional=True,
    ),
)


@dataclass
class Bureau:
    """Who measures for the demo, and when."""

    units: list[Unit]
    head: Standing
    admin: Standing
    chance: random.Random
    before: TimeWindow
    after: TimeWindow

    @property
    def centre(self) -> Unit:
        return self.units[0]


def build(units: list[Unit], people: dict[str, Person], chance: random.Random, sample: Item) -> None:
    bureau = bureau_of(units, people, chance, timezone.localdate())
    network_size(bureau, sample)
    made = [
        define(actor=bureau.head, unit=bureau.centre, code=one.code, said=one.meaning()) for one in INDICATORS
    ]
    for told, one in zip(INDICATORS, made, strict=True):
        measure(bureau, told, one, bureau.before, told.before)
        lock(actor=bureau.head, definition=current(one), window=bureau.before, link=PAPER, now=past(420))
    plan = Plan(title=TITLE, before=bureau.before, after=bureau.after)
    comparison = declare(actor=bureau.head, unit=bureau.centre, plan=plan, indicators=made, now=past(410))
    for told, one in zip(INDICATORS, made, strict=True):
        measure(bureau, told, one, bureau.after, told.after)
    publish(bureau, comparison, made)
    Indicator.objects.update(is_demo=True)
    DeclaredComparison.objects.update(is_demo=True)


def bureau_of(units: list[Unit], people: dict[str, Person], chance: random.Random, today: date) -> Bureau:
    """The last four quarters that have ended, and the same quarters two years before."""
    last = latest_ended(today, Frequency.QUARTER, "jalali") + QUARTER - 1
    after = TimeWindow(last - YEAR + 1, last)
    before = TimeWindow(after.first - 2 * YEAR, after.last - 2 * YEAR)
    bureau = Bureau(units, standing(people["head"]), standing(people["admin"]), chance, before, after)
    met(people["admin"].pk, administrator=False)  # nobody acts here: the audit trail begins empty
    return bureau


def past(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def current(one: Indicator) -> Definition:
    assert one.current is not None
    return one.current


def network_size(bureau: Bureau, sample: Item) -> None:
    """A claim of the one real page, as a figure with that page as its source."""
    said = Meaning(
        name="واحدهای روابط‌عمومی وزارتخانه",
        name_en="Public-relations units of the ministry",
        meaning="دستگاه‌های روابط‌عمومی یا رابط در سازمان‌ها و استان‌ها، به گفتهٔ شورای هماهنگی: «حدود ۶۰۰».",
        meaning_en="Public-relations offices or liaisons in bodies and provinces, as the council says: “about 600”.",
        source="خبر نشست شورای هماهنگی روابط‌عمومی",
        word="دستگاه",
        word_en="unit",
        words_en="units",
        frequency=Frequency.YEAR,
        spans=Spanning.LAST,
    )
    made = define(actor=bureau.head, unit=bureau.centre, code="pr-units", said=said)
    link = f"{settings.BASE_URL}/news/{sample.code}/"
    entry = ValueEntry(
        unit=bureau.centre, period=month_number(1401), value=Decimal(600), provisional=True, link=link
    )
    enter_values(actor=bureau.head, definition=current(made), entries=[entry])
    show(actor=bureau.head, indicator=made)


def measure(bureau: Bureau, told: DemoIndicator, one: Indicator, window: TimeWindow, value: str) -> None:
    """The values of a window: entered by one person, checked by another."""
    definition = current(one)
    by, second = (
        (bureau.admin, bureau.head)
        if definition.reporting == Reporting.BELOW
        else (bureau.head, bureau.admin)
    )
    periods = window.periods(Frequency.QUARTER)
    found = list(entries(bureau, told, definition, list(periods), value))
    rows = enter_values(actor=by, definition=definition, entries=found, sure=True)
    check_values(actor=second, rows=rows)


def entries(
    bureau: Bureau, told: DemoIndicator, definition: Definition, periods: list[int], value: str
) -> Iterator[ValueEntry]:
    if not value:
        why = "پرسش‌نامه در دورهٔ پایه نبود"
        yield from (ValueEntry(unit=bureau.centre, period=one, reason=why) for one in periods)
    elif definition.reporting == Reporting.BELOW:
        yield from of_units(bureau, periods, Decimal(value))
    else:
        yield from of_centre(bureau, told, definition, periods, Decimal(value))


def of_centre(
    bureau: Bureau, told: DemoIndicator, definition: Definition, periods: list[int], value: Decimal
) -> Iterator[ValueEntry]:
    """Four quarters that come to this value together."""
    for place, period in enumerate(periods):
        number, among = value, None
        if definition.adds == Adding.RATIO:
            among = Decimal(told.among)
            number = value * told.among / definition.factor
        elif definition.spans == Spanning.SUM:
            among = Decimal(told.among) if told.among else None
            number = quarter(int(value), place)
        last = told.provisional and period >= bureau.after.last - QUARTER
        yield ValueEntry(
            unit=bureau.centre, period=period, value=number, among=among, provisional=last, link=PAPER
        )


def quarter(whole: int, place: int) -> Decimal:
    """The quarters of a whole number, the rest in the first one."""
    return Decimal(whole // 4 + (whole % 4 if place == 0 else 0))


def of_units(bureau: Bureau, periods: list[int], share: Decimal) -> Iterator[ValueEntry]:
    """Villages of many units; some say that they did not measure, others say nothing."""
    chance = random.Random(1403)  # noqa: S311 - the same units in both windows, nothing secret
    chosen = chance.sample([unit for unit in bureau.units[1:] if unit.active], MEASURED + SILENT)
    whole = done = 0
    for unit in chosen[:MEASURED]:
        villages = chance.randint(8, 60)
        whole += villages
        tested = int(whole * share / 100) - done
        done += tested
        for period in periods:
            yield ValueEntry(
                unit=unit, period=period, value=Decimal(tested), among=Decimal(villages), link=PAPER
            )
    for unit in chosen[MEASURED:]:
        yield from (ValueEntry(unit=unit, period=one, reason="آزمایشگاه نداریم") for one in periods)


def publish(bureau: Bureau, comparison: DeclaredComparison, made: list[Indicator]) -> None:
    """Counted, with a few plain words, and published."""
    with translation.override("fa"):
        count(actor=bureau.head, comparison=comparison)
    item = comparison.item
    assert item is not None
    assert item.current is not None
    content = Content.of(item.current)
    body = "\n".join([paragraphs(PLAIN), content.body])
    told = {**content.as_dict(), "body": body}
    item = newsroom.edit(
        actor=bureau.head, item=item, content=Content(**told), base_number=item.current.number
    )
    newsroom.publish(actor=bureau.head, item=item)
    for one in made:
        show(actor=bureau.head, indicator=one)
