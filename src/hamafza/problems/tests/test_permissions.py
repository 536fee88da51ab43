"""Every address of problems, asked by every role."""

from __future__ import annotations

import pytest
from tests.world import World

from hamafza.network.tests.permissions import ROLES, unlike
from hamafza.problems.tests.cast import reported
from hamafza.problems.tests.permissions import ROWS


@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_what_the_table_says(world: World, role: str) -> None:
    problem = reported(world)
    names = {"problem": problem.pk, "unit": problem.unit_id, "other": world.units["trusted"].pk}
    assert unlike(ROWS, world.client(role), role, names) == []
