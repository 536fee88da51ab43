"""Every address of campaigns at the desk, asked by every role."""

from __future__ import annotations

import pytest
from tests.world import World

from hamafza.campaigns.tests.cast import open_grid, planned
from hamafza.campaigns.tests.permissions import ROWS
from hamafza.network.tests.permissions import ROLES, unlike


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_what_the_table_says(world: World, role: str) -> None:
    campaign = open_grid(world)
    slot = planned(world, campaign)
    names = {"campaign": campaign.pk, "day": slot.day_id, "slot": slot.pk}
    assert unlike(ROWS, world.client(role), role, names) == []
