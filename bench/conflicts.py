"""Conflicts planned into a week's grid, and look-alikes that are none, written as offices write them.

Each case has a town and day, people and a work of its own: what one case does to another is chance, not a plan.
A row is a mapping: key, kind, title, day (a date), starts and ends (times), place, town, speaker, work (a number or None).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from itertools import product
from typing import Any

Row = dict[str, Any]
FIRST = date(2026, 8, 24)
TOWNS = [
    "مهاباد",
    "بیرجند",
    "نیشابور",
    "سبزوار",
    "زابل",
    "ایرانشهر",
    "خاش",
    "مراغه",
    "مرند",
    "خوی",
    "میاندوآب",
    "بوکان",
    "سقز",
    "بانه",
    "مریوان",
    "قروه",
    "بیجار",
    "ملایر",
    "نهاوند",
    "تویسرکان",
    "بروجرد",
    "دورود",
    "الیگودرز",
    "اندیمشک",
    "دزفول",
    "شوشتر",
    "بهبهان",
    "ماهشهر",
    "یاسوج",
    "گچساران",
    "فسا",
    "جهرم",
    "لارستان",
    "داراب",
    "مرودشت",
    "کازرون",
    "سیرجان",
    "رفسنجان",
    "بم",
    "جیرفت",
    "میناب",
    "بندرلنگه",
    "گنبدکاووس",
    "علی\u200cآباد",
    "بجنورد",
    "شیروان",
    "قوچان",
    "تربت\u200cحیدریه",
    "گناباد",
    "کاشمر",
    "میبد",
    "اردکان",
    "بافق",
    "کاشان",
    "نایین",
    "گلپایگان",
    "خمین",
    "محلات",
    "ساوه",
    "تفرش",
]
HOUSES = (
    "استانداری",
    "فرمانداری",
    "شهرداری",
    "ادارهٔ کل راه",
    "دانشگاه پیام نور",
    "کتابخانهٔ مرکزی",
    "شرکت آب",
)
GIVEN = [
    "علی",
    "رضا",
    "محمد",
    "زهرا",
    "مریم",
    "حسین",
    "فاطمه",
    "مهدی",
    "نرگس",
    "سعید",
    "لیلا",
    "کاظم",
    "اکرم",
    "یاسر",
    "پروین",
    "ناصر",
    "هادی",
    "سمیه",
    "یحیی",
    "مجتبی",
]
FAMILY = [
    "رضایی",
    "کریمی",
    "محمدی",
    "حسینی",
    "احمدی",
    "موسوی",
    "یزدانی",
    "کاظمی",
    "صادقی",
    "مرادی",
    "شریفی",
    "قاسمی",
    "نوری",
    "اکبری",
    "یوسفی",
    "کیانی",
    "بهرامی",
    "عباسی",
    "حیدری",
    "سلطانی",
    "رستمی",
    "تقوی",
    "ملکی",
    "زارعی",
]
TITLES = ("دکتر ", "مهندس ", "آقای ", "جناب آقای دکتر ", "سرکار خانم ", "حجت‌الاسلام ", "")
THINGS = (
    "مخزن آب",
    "راه روستایی",
    "درمانگاه",
    "دبستان",
    "خط انتقال آب",
    "نیروگاه خورشیدی",
    "پل",
    "کارگاه قالی",
)


@dataclass
class Case:
    """`conflict` is the kind a detector has to name for exactly these rows, or empty for a look-alike."""

    name: str
    conflict: str
    rows: list[Row] = field(default_factory=list)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(row["key"] for row in self.rows)


class Ground:
    """What one case has to itself."""

    def __init__(self, chance: random.Random, number: int, town: str, day: date, people: list[str]) -> None:
        self.chance, self.number, self.town, self.day, self.people = chance, number, town, day, people
        self.made = 0

    def row(self, **given: Any) -> Row:
        self.made += 1
        thing = self.chance.choice(THINGS)
        plain: Row = {
            "key": f"{self.number}-{self.made}",
            "kind": "interview",
            "title": f"گفت‌وگو دربارهٔ {thing} {self.town}",
            "day": self.day,
            "starts": time(10),
            "ends": time(11),
            "place": "",
            "town": self.town,
            "speaker": "",
            "work": None,
        }
        return plain | given


def at(hour: int, minute: int = 0) -> time:
    return time(hour, minute)


def typed(chance: random.Random, text: str) -> str:
    """The same words from another keyboard."""
    ways: list[Callable[[str], str]] = [
        lambda t: t.replace("ی", "ي"),
        lambda t: t.replace("ک", "ك"),
        lambda t: t.replace("‌", " "),
        lambda t: t.replace("هٔ", "ه‌ی"),
        lambda t: t.replace(" ", "  "),
        lambda t: t.replace("آ", "ا"),
        lambda t: t,
    ]
    for way in chance.sample(ways, 2):
        text = way(text)
    return text


def hall(ground: Ground) -> tuple[str, str]:
    """One hall, written twice."""
    house = ground.chance.choice(HOUSES)
    pairs = (
        (f"سالن اجتماعات {house}", f"تالار اجتماعات {house}"),
        (f"سالن همایش {house}", f"سالن همایش‌های {house}"),
        (f"سالن شمارهٔ ۲ {house}", f"تالار 2 {house}"),
        (f"{house}، سالن جلسات", f"سالن جلسات {house}"),
        (f"سالن آمفی‌تئاتر {house}", f"آمفی تئاتر {house} {ground.town}"),
        (f"محل: سالن اجتماعات {house}", f"سالن اجتماعات {house}، {ground.town}"),
    )
    one, other = ground.chance.choice(pairs)
    return typed(ground.chance, one), typed(ground.chance, other)


def same_place(ground: Ground) -> Iterator[Row]:
    one, other = hall(ground)
    starts = ground.chance.choice([at(10), at(10, 30), at(9, 30)])
    yield ground.row(place=one, ends=ground.chance.choice([at(11), None]))
    yield ground.row(place=other, starts=starts, ends=at(11, 30))


def same_speaker(ground: Ground) -> Iterator[Row]:
    name = ground.people[0]
    first, second = ground.chance.sample(TITLES, 2)
    yield ground.row(speaker=typed(ground.chance, first + name), place="سالن اجتماعات استانداری")
    starts = ground.chance.choice([at(10), at(10, 45)])
    yield ground.row(
        speaker=typed(ground.chance, second + name), starts=starts, ends=at(12), place="میدان امام"
    )


def three_openings(ground: Ground) -> Iterator[Row]:
    for number, hour in enumerate((9, 12, 17)):
        town = typed(ground.chance, ground.chance.choice(["", "شهر ", "شهرستان "]) + ground.town)
        title = f"افتتاح {THINGS[number]} {ground.town}"
        yield ground.row(kind="opening", title=title, starts=at(hour), ends=None, town=town)


def work_twice(ground: Ground) -> Iterator[Row]:
    title = f"افتتاح {ground.chance.choice(THINGS)} {ground.town}"
    yield ground.row(kind="opening", title=title, work=ground.number)
    later = ground.day + timedelta(ground.chance.choice([0, 1, 2]))
    again = typed(
        ground.chance, title.replace("افتتاح", ground.chance.choice(["گشایش", "بهره‌برداری از", "افتتاح"]))
    )
    yield ground.row(kind="opening", title=again, work=ground.number, day=later, starts=at(16), ends=None)


def adjacent(ground: Ground) -> Iterator[Row]:
    one, other = hall(ground)
    yield ground.row(place=one, speaker=ground.people[0])
    yield ground.row(place=other, speaker="دکتر " + ground.people[0], starts=at(11), ends=at(12))


def next_hall(ground: Ground) -> Iterator[Row]:
    house = ground.chance.choice(HOUSES)
    one, other = ground.chance.choice(
        [
            ("سالن شمارهٔ ۱", "سالن شمارهٔ ۲"),
            ("سالن اجتماعات", "سالن همایش"),
            ("تالار ۲", "تالار 12"),
            ("سالن", "حیاط"),
        ]
    )
    yield ground.row(place=f"{one} {house}")
    yield ground.row(place=f"{other} {house}")


def other_town(ground: Ground) -> Iterator[Row]:
    yield ground.row(place="سالن اجتماعات فرمانداری")
    yield ground.row(place="تالار اجتماعات فرمانداری", town="آبادی " + ground.town + " علیا")


def same_family(ground: Ground) -> Iterator[Row]:
    one, other = ground.people[:2]
    title = ground.chance.choice(TITLES)
    yield ground.row(speaker=title + one)
    yield ground.row(speaker=title + other)


def two_openings(ground: Ground) -> Iterator[Row]:
    for hour in (9, 16):
        yield ground.row(
            kind="opening", title=f"افتتاح {THINGS[hour % 7]} {ground.town}", starts=at(hour), ends=None
        )
    yield ground.row(
        starts=at(12), ends=at(13), title=f"گزارش افتتاح در {ground.town}", kind="service_report"
    )


def phases(ground: Ground) -> Iterator[Row]:
    thing = f"{ground.chance.choice(THINGS)} {ground.town}"
    word = ground.chance.choice(["فاز", "مرحلهٔ", "قطعهٔ"])
    one, two = ground.chance.choice([("یک", "دو"), ("۱", "۲"), ("اول", "دوم"), ("نخست", "دوم")])
    yield ground.row(kind="opening", title=f"افتتاح {word} {one} {thing}", work=ground.number)
    yield ground.row(
        kind="opening", title=f"افتتاح {word} {two} {thing}", work=ground.number, starts=at(16), ends=None
    )


def work_told(ground: Ground) -> Iterator[Row]:
    yield ground.row(kind="opening", title=f"افتتاح {THINGS[0]} {ground.town}", work=ground.number)
    yield ground.row(kind="photo_story", work=ground.number, starts=at(12), ends=at(13))


def other_day(ground: Ground) -> Iterator[Row]:
    one, other = hall(ground)
    yield ground.row(place=one, speaker=ground.people[0])
    yield ground.row(place=other, speaker=ground.people[0], day=ground.day + timedelta(200))


def nothing_said(ground: Ground) -> Iterator[Row]:
    yield ground.row(place=ground.chance.choice(["", "—", "بعداً"]), speaker="")
    yield ground.row(place="", speaker=ground.chance.choice(["", "دکتر", "-"]))


CONFLICTS = {"place": same_place, "speaker": same_speaker, "town": three_openings, "work": work_twice}
LOOK_ALIKES = (
    adjacent, next_hall, other_town, same_family, two_openings, phases, work_told, other_day, nothing_said,
)  # fmt: skip


def grounds(chance: random.Random, count: int) -> Iterator[Ground]:
    corners = chance.sample(
        list(product(TOWNS, range(0, 49, 5))), count
    )  # days apart: no case reaches the next
    names = [[f"{given} {family}" for given in chance.sample(GIVEN, 20)] for family in FAMILY]
    pairs = [(one, other) for row in names for one, other in zip(row[::2], row[1::2], strict=True)]
    for number, (town, offset) in enumerate(corners):
        people = list(pairs[number % len(pairs)])
        middle = " " + GIVEN[number // len(pairs)] + "پور" if number >= len(pairs) else ""
        yield Ground(chance, number, town, FIRST + timedelta(offset), [name + middle for name in people])


def planned(seed: int, each: int = 200) -> list[Case]:
    """`each` conflicts and as many look-alikes."""
    chance = random.Random(seed)
    found = []
    for number, ground in enumerate(grounds(chance, 2 * each)):
        kinds = list(CONFLICTS)
        kind = kinds[number % len(kinds)] if number < each else ""
        make = CONFLICTS[kind] if kind else LOOK_ALIKES[number % len(LOOK_ALIKES)]
        found.append(Case(make.__name__, kind, list(make(ground))))
    return found
