"""A comparison of two years, declared before the later one was measured."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.world import World

from hamafza.comparisons.actions import Plan, count, declare
from hamafza.comparisons.models import ComparisonResult, DeclaredComparison
from hamafza.figures.models import Indicator
from hamafza.figures.tests.cast import indicator, locked, measured, window

MEASURED, AFTERWARDS = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)


def plan(**said: Any) -> Plan:
    return Plan(**{"title": "آموزش و راه روستا", "before": window("1403"), "after": window("1404"), **said})


def declared(
    world: World, indicators: list[Indicator], who: str = "trusted", unit: str = "trusted", **said: Any
) -> DeclaredComparison:
    return declare(actor=world.as_(who), unit=world.units[unit], plan=plan(**said), indicators=indicators)


def two(world: World) -> list[Indicator]:
    """One that will rise, and one that will get worse."""
    training = indicator(world)
    road = indicator(world, "road", name="راه روستا", name_en="Rural road", word="روز", word_en="day", words_en="days",
                     better="less", adds="mean", spans="mean")  # fmt: skip
    measured(world, training, "1403", 18420, now=MEASURED)
    measured(world, road, "1403", 19, now=MEASURED)
    for one in (training, road):
        locked(world, one, "1403")
    return [training, road]


def compared(world: World) -> tuple[DeclaredComparison, ComparisonResult]:
    """Declared, measured and counted."""
    training, road = two(world)
    made = declared(world, [training, road])
    measured(world, training, "1404", 27960, now=MEASURED)
    measured(world, road, "1404", 23, now=MEASURED)
    return made, count(actor=world.as_("trusted"), comparison=made, now=AFTERWARDS)
