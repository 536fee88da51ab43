"""A seeded red team against days: another writing of the day is official, another day in any writing is not."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.cache import caches

from hamafza.lib.calendar.jalali import MONTHS, MONTHS_EN, WEEKDAYS, date_en, date_fa, jalali_of, numeric_fa
from hamafza.lib.text.digits import to_persian
from hamafza.verify.answers import Verdict
from hamafza.verify.queries import check
from tests.attacks.officials import Official, officials
from tests.attacks.test_verify_doctored import lies, publish
from tests.samples.given import given_text
from tests.world import World

pytestmark = pytest.mark.slow

TEXTS, SEED = 6, 18
Writing = Callable[[date], str]


def _month(day: date) -> str:
    return MONTHS[jalali_of(day).month - 1]


WRITINGS: dict[str, Writing] = {
    "words": date_fa,
    "with the weekday": lambda day: f"{WEEKDAYS[day.weekday()]} {date_fa(day)}",
    "with «ماه»": lambda day: to_persian(f"{jalali_of(day).day} {_month(day)}‌ماه {jalali_of(day).year}"),
    "figures": numeric_fa,
    "figures, no noughts": lambda day: to_persian(
        f"{jalali_of(day).year}/{jalali_of(day).month}/{jalali_of(day).day}"
    ),
    "day first": lambda day: f"{jalali_of(day).day}/{jalali_of(day).month}/{jalali_of(day).year}",
    "Gregorian": date.isoformat,
    "Gregorian, English": date_en,
    "Gregorian, American": lambda day: f"{MONTHS_EN[day.month - 1]} {day.day}, {day.year}",
}
SHIFTS = (-366, -365, -31, -30, -10, -1, 1, 9, 10, 29, 30, 31, 365, 366)


def dated(one: Official, day: date, chance: random.Random) -> tuple[Official, str]:
    """The text with a day between two words of its body; and the text with a place for it."""
    spaces = [m.start() for m in re.finditer(r"(?<=[آ-ی]) (?=[آ-ی])", one.content.body)]
    at = chance.choice(spaces)
    body = one.content.body
    official, open_ = (
        Official(replace(one.content, body=f"{body[:at]} {what}{body[at:]}")) for what in (date_fa(day), "@@")
    )
    return official, open_.text


@pytest.fixture
def archive(world: World) -> list[tuple[str, date]]:
    caches["memory"].clear()
    chance, made = random.Random(SEED), []
    for number, one in enumerate(officials(TEXTS, SEED)):
        day = date(2020, 1, 1) + timedelta(chance.randrange(3000))
        official, text = dated(one, day, chance)
        publish(world, official, 100 + number)
        made.append((text, day))
    return made


@pytest.mark.parametrize("writing", WRITINGS)
def test_the_same_day_is_official_in_every_writing(archive: list[tuple[str, date]], writing: str) -> None:
    for text, day in archive:
        pasted = text.replace("@@", WRITINGS[writing](day))
        assert check(pasted).verdict == Verdict.WHOLE, pasted


@pytest.mark.parametrize("writing", WRITINGS)
def test_another_day_is_official_in_no_writing(archive: list[tuple[str, date]], writing: str) -> None:
    for text, day in archive:
        for shift in SHIFTS:
            pasted = text.replace("@@", WRITINGS[writing](day + timedelta(shift)))
            assert not lies(check(pasted)), pasted


def test_a_wrong_weekday_or_a_span_of_days_is_not_the_day(archive: list[tuple[str, date]]) -> None:
    for text, day in archive:
        later, of_day = day + timedelta(1), jalali_of(day)
        for said in (
            f"{WEEKDAYS[later.weekday()]} {date_fa(day)}",
            to_persian(f"{of_day.day} تا {of_day.day + 1} {_month(day)} {of_day.year}"),
            f"{date_fa(day)} یا {date_fa(later)}",
            to_persian(f"{_month(day)} {of_day.year}"),
            f"-{numeric_fa(day)}",
        ):
            assert not lies(check(text.replace("@@", said))), said


@pytest.mark.parametrize("name", ["16-slash-decimal.txt", "18-same-date-in-figures.txt"])
def test_the_same_number_and_the_same_day_in_other_writing_are_whole(world: World, name: str) -> None:
    caches["memory"].clear()
    official, pasted = (line.partition(":")[2].strip() for line in given_text(name).splitlines()[:2])
    content = replace(
        officials(1, SEED)[0].content, headline="مهلت و آمار", abstract="", body=f"<p>{official}</p>"
    )
    publish(world, Official(content), 99)
    assert check(pasted).verdict == Verdict.WHOLE
