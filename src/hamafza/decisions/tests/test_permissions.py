"""Every address of decisions, asked by every role."""

from __future__ import annotations

import pytest
from tests.world import World

from hamafza.council.models import Point
from hamafza.council.tests import cast as council
from hamafza.decisions.tests import cast
from hamafza.decisions.tests.cast import decided
from hamafza.decisions.tests.permissions import ROWS
from hamafza.network.tests.permissions import ROLES, unlike


@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_what_the_table_says(world: World, role: str) -> None:
    session, point = cast.held(world)
    closed: Point = council.point(session.series, "بودجه", confidential=True)
    council.hearing(session, closed, 2)
    names = {"session": session.pk, "decision": decided(world, (session, point)).pk}
    names["secret"] = decided(world, (session, closed), helpers=()).pk
    assert unlike(ROWS, world.client(role), role, names) == []
