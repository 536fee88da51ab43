"""Every address of visits, asked by every role."""

import pytest
from tests.world import World

from examples.visits.tests.cast import announced
from examples.visits.tests.permissions import ROWS
from hamafza.network.tests.permissions import ROLES, unlike


@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_what_the_table_says(world: World, role: str) -> None:
    names = {"visit": announced(world).pk}
    assert unlike(ROWS, world.client(role), role, names) == []
