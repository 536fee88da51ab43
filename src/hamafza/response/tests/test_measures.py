"""What is measured is what was written down."""

from __future__ import annotations

import pytest
from tests.world import World

from hamafza.response import actions, publishing, working
from hamafza.response.measures import measure
from hamafza.response.tests import cast
from hamafza.response.tests.cast import NOON, minutes

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_medians_run_from_the_report_and_leave_exercises_out(world: World) -> None:
    assert measure(NOON).answer is None
    cast.published(world)
    cast.published(world, claim="ادعای دوم دربارهٔ چیز دیگر")
    cast.published(world, exercise=True)
    late = cast.reported(world, claim="ادعای سوم")
    actions.acknowledge(actor=world.as_("head"), incident=late, now=minutes(35))
    found = measure(NOON)
    assert (found.incidents, found.acknowledge, found.answer, found.holding) == (3, 5.0, 45.0, None)
    assert measure(minutes(1)).incidents == 0


def test_situation_reports_that_never_came_count_as_due(world: World) -> None:
    incident = cast.claimed(world, severity=5)  # every 15 minutes, from minute 10
    officer = world.as_("officer")
    assert measure(NOON, minutes(24)).on_time is None  # nothing was due yet
    working.report_situation(actor=officer, incident=incident, text="آرام", now=minutes(20))
    assert measure(NOON, minutes(34)).on_time == 100
    assert measure(NOON, minutes(66)).on_time == 25  # those of 35, 50 and 65 are missing
    working.report_situation(actor=officer, incident=incident, text="آرام", now=minutes(66))
    assert measure(NOON, minutes(80)).on_time == 25
    working.report_situation(actor=officer, incident=incident, text="آرام", now=minutes(80))
    assert measure(NOON, minutes(81)).on_time == 40


def test_no_situation_report_is_due_after_the_end(world: World) -> None:
    incident = cast.published(world, severity=4)  # every 30 minutes, from minute 10
    working.report_situation(actor=world.as_("officer"), incident=incident, text="آرام", now=minutes(46))
    actions.close(actor=world.as_("officer"), incident=incident, reason="تمام", now=minutes(50))
    assert measure(NOON, minutes(5000)).on_time == 0  # the one of minute 40 was late


def test_a_holding_statement_counts_once(world: World) -> None:
    incident = cast.claimed(world)
    for at in (20, 40):
        publishing.hold(actor=world.as_("officer"), incident=incident, text="می‌گوییم", now=minutes(at))
    assert measure(NOON).holding == 20.0
