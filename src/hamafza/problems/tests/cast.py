"""A problem of the province, and the units that may have it, too."""

from __future__ import annotations

from typing import Any

from tests.world import World

from hamafza.problems import actions
from hamafza.problems.actions import UnitWords
from hamafza.problems.models import Problem

TITLE = "مجوز عکاسی در کارگاه‌ها دیر می‌رسد"


def reported(world: World, who: str = "officer", unit: str = "province", **said: Any) -> Problem:
    usual = {"kind": "bureaucracy", "title": TITLE, "said": UnitWords(cost="دو روز برای هر گزارش")}
    return actions.report(actor=world.as_(who), unit=world.units[unit], **{**usual, **said})


def join(world: World, problem: Problem, who: str, unit: str, said: UnitWords | None = None) -> Problem:
    return actions.join(actor=world.as_(who), problem=problem, unit=world.units[unit], said=said)


def shared(world: World) -> Problem:
    """Three units have it."""
    problem = reported(world)
    join(world, problem, "editor", "body")
    return join(world, problem, "trusted", "trusted")
