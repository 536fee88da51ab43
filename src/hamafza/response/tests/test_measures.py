"""What is measured is what was written down."""

from __future__ import annotations

import pytest
from tests.world import World

from hamafza.response import actions, publishing, working
from hamafza.response.measures import measure
from hamafza.response.tests import cast
from hamafza.response.tests.cast import NOON, minutes

pytestmark = pytest.mark.django_db


def test_medians_run_from_the_report_and_leave_exercises_out(world: World) -> None:
    assert measure(NOON).answer is None
    cast.published(world)
    incident = cast.published(world, claim="ادعای دوم دربارهٔ چیز دیگر")
    cast.published(world, exercise=True)
    officer = world.as_("officer")
    working.report_situation(actor=officer, incident=incident, text="آرام", now=minutes(50))
    working.report_situation(actor=officer, incident=incident, text="آرام", now=minutes(5000))
    late = cast.reported(world, claim="ادعای سوم")
    actions.acknowledge(actor=world.as_("head"), incident=late, now=minutes(35))
    found = measure(NOON)
    assert (found.incidents, found.acknowledge, found.answer, found.holding) == (3, 5.0, 45.0, None)
    assert found.on_time == 50
    assert measure(minutes(1)).incidents == 0


def test_a_holding_statement_counts_once(world: World) -> None:
    incident = cast.claimed(world)
    for at in (20, 40):
        publishing.hold(actor=world.as_("officer"), incident=incident, text="می‌گوییم", now=minutes(at))
    assert measure(NOON).holding == 20.0
