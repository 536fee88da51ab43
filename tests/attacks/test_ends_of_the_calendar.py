"""The period of a report, as an address writes it."""

from __future__ import annotations

import pytest
from django.test import Client

from hamafza.interchange.tests.test_items import Caller
from hamafza.reports.lines import Period
from tests.world import World

ENDS = ["9999-12-31_9999-12-31", "0001-01-01_0001-01-02", "9999-12-01_9999-12-30"]


@pytest.mark.parametrize("span", ENDS)
def test_a_period_at_the_ends_of_the_calendar_is_none(world: World, span: str) -> None:
    assert Period.read(span) is None
    client = Client()
    client.force_login(world.people["officer"])
    assert client.get(f"/desk/reports/of/province/{span}/").status_code == 404
    since, until = span.split("_")
    answer = Caller(world, "officer").get(f"/units/province/report?since={since}&until={until}")
    assert answer.status_code == 422
