"""Every address of this room, asked by every role."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.world import World

from hamafza.network.tests.permissions import ROLES
from hamafza.verify.tests.permissions import ROWS


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_what_the_table_says(world: World, role: str) -> None:
    client = Client()
    if role != "anonymous":
        client.force_login(world.people[role])
    found = {(method, path): client.generic(method, path).status_code for method, path, _wanted in ROWS}
    assert found == {(method, path): wanted[role] for method, path, wanted in ROWS}
