"""The ledger over the API: each caller reads what concerns them."""

from __future__ import annotations

import pytest
from tests.world import World

from hamafza.interchange.tests.test_calls import made
from hamafza.interchange.tests.test_items import Caller

pytestmark = pytest.mark.usefixtures("positions")


def kinds_read_by(world: World, who: str) -> set[str]:
    return {event["kind"] for event in Caller(world, who).get("/wire/events").json()["events"]}


def test_a_call_is_read_by_those_it_concerns_and_by_nobody_else(world: World) -> None:
    made(Caller(world, "head"))
    assert "calls.call.asked" in kinds_read_by(world, "head")
    assert "calls.call.asked" in kinds_read_by(world, "officer")
    assert not any(kind.startswith("calls.") for kind in kinds_read_by(world, "outsider"))
