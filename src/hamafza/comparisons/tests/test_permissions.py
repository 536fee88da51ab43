"""Every address of comparisons at the desk, asked by every role."""

from __future__ import annotations

import pytest
from tests.world import World

from hamafza.comparisons.models import DeclaredComparison
from hamafza.comparisons.tests.cast import compared, declared, two
from hamafza.comparisons.tests.permissions import ROWS
from hamafza.network.tests.permissions import ROLES, unlike
from hamafza.pages.refusals import NotAllowed


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_what_the_table_says(world: World, role: str) -> None:
    comparison, _result = compared(world)
    assert unlike(ROWS, world.client(role), role, {"comparison": comparison.pk}) == []


@pytest.mark.parametrize("who", ["officer", "editor", "head", "secretary", "outsider"])
def test_only_writers_of_a_unit_declare_for_it(world: World, who: str) -> None:
    found = two(world)
    with pytest.raises(NotAllowed):
        declared(world, found, who=who)
    assert not DeclaredComparison.objects.exists()
