"""A problem that three units have becomes a point by rule, once, and leaves the agenda when it is solved."""

from __future__ import annotations

import pytest
from tests.world import World

from hamafza.council.consumers import finished, shared
from hamafza.council.models import Point, Series
from hamafza.council.tests import cast
from hamafza.problems import actions
from hamafza.problems.actions import UnitWords
from hamafza.problems.events import SHARED
from hamafza.problems.models import Problem
from hamafza.wire.models import Event

pytestmark = pytest.mark.usefixtures("positions")


def three_units_say_so(world: World) -> Problem:
    said = UnitWords(cost="دو روز")
    problem = actions.report(
        actor=world.as_("officer"),
        unit=world.units["province"],
        kind="bureaucracy",
        title="مجوز عکاسی",
        said=said,
    )
    for name, unit in (("trusted", "trusted"), ("editor", "body")):
        actions.join(actor=world.as_(name), problem=problem, unit=world.units[unit])
    return problem


def told(kind: str) -> Event:
    return Event.objects.get(kind=kind)


def test_it_becomes_a_point_of_the_council_that_stands_over_all_who_have_it(world: World) -> None:
    cast.series(world, name="محرمانه", confidential=True)
    council = cast.series(world)
    cast.series(world, name="کمیتهٔ صندوق", unit=world.units["trusted"], wide=False)
    held = cast.session(council)
    problem = three_units_say_so(world)
    for _again in range(2):
        shared(told(SHARED))
    point = Point.objects.get(kind="problem")
    assert (point.series, point.title, point.unit) == (council, problem.title, world.units["province"])
    assert held.hearings.filter(point=point).exists()
    page = world.client("trusted").get(f"/desk/council/points/{point.pk}/").content.decode()
    assert f"/desk/problems/{problem.pk}/" in page


def test_a_council_that_takes_none_gets_none(world: World) -> None:
    Series.objects.filter(pk=cast.series(world).pk).update(takes_problems=False)
    three_units_say_so(world)
    shared(told(SHARED))
    assert not Point.objects.exists()


def test_a_problem_that_is_refused_leaves_the_agenda(world: World) -> None:
    held = cast.session(cast.series(world))
    problem = three_units_say_so(world)
    shared(told(SHARED))
    actions.act(actor=world.as_("admin"), problem=problem, step="refuse", reason="در اختیار ما نیست.")
    finished(told("problems.problem.refused"))
    assert Point.objects.get(kind="problem").state == "ended"
    assert not held.hearings.exists()
