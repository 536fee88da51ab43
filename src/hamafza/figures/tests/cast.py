"""Indicators of the body, measured by its own office or by the offices below it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.world import World

from hamafza.figures.actions import Meaning, define
from hamafza.figures.baselines import lock
from hamafza.figures.entering import ValueEntry, enter_values
from hamafza.figures.models import Indicator, LockedBaseline, Observation
from hamafza.lib.figures.periods import Frequency, TimeWindow, read_code

PAPER = "https://example.org/statistics"


def meaning(**said: Any) -> Meaning:
    """People who learned a trade, every year."""
    usual: dict[str, Any] = {
        "name": "آموزش روستا",
        "name_en": "Rural training",
        "meaning": "گواهی پایان دوره که در دفتر ثبت شده است، به شمار نفر",
        "source": "دفتر گواهی‌نامه‌ها",
        "word": "نفر",
        "word_en": "person",
        "words_en": "people",
        "frequency": Frequency.YEAR,
    }
    return Meaning(**usual | said)


def indicator(
    world: World, code: str = "training", unit: str = "trusted", who: str = "trusted", **said: Any
) -> Indicator:
    return define(actor=world.as_(who), unit=world.units[unit], code=code, said=meaning(**said))


def year(text: str) -> int:
    found = read_code(text, Frequency.YEAR)
    assert found is not None
    return found


def window(first: str, last: str = "") -> TimeWindow:
    """Whole years."""
    return TimeWindow(year(first), year(last or first) + 11)


def measured(
    world: World,
    of: Indicator,
    at: str,
    value: object = None,
    who: str = "trusted",
    unit: str = "trusted",
    months: int = 0,
    **said: Any,
) -> Observation:
    """One value of a year, or of a period so many months into it; without one it was not measured."""
    options = {name: said.pop(name) for name in ("why", "sure", "now") if name in said}
    entry = ValueEntry(
        unit=world.units[unit],
        period=year(at) + months,
        value=None if value is None else Decimal(str(value)),
        reason="" if value is not None else said.pop("reason", "پرسش‌نامه نبود"),
        **{name: Decimal(str(one)) if name == "among" else one for name, one in said.items()},
    )
    assert of.current is not None
    return enter_values(
        actor=world.as_(who), definition=of.current, entries=[entry], **{"sure": True, **options}
    )[0]


def locked(world: World, of: Indicator, at: str, who: str = "admin") -> LockedBaseline:
    assert of.current is not None
    return lock(actor=world.as_(who), definition=of.current, window=window(at), link=PAPER)
