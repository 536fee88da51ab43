"""The installation's own addresses and the wire's, asked by every role."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.test import Client
from tests.world import World

from hamafza.network.tests.permissions import ROLES, Row
from hamafza.project.tests.permissions import FROM_ELSEWHERE, ROWS
from hamafza.wire.tests import permissions as of_the_wire


def differing(client: Client, rows: Sequence[Row], role: str) -> list[str]:
    return [
        f"{method} {path}: {status}, not {wanted[role]}"
        for method, path, wanted in rows
        if (status := client.generic(method, path).status_code) != wanted[role]
    ]


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_what_the_table_says(world: World, role: str) -> None:
    here, elsewhere = Client(), Client(REMOTE_ADDR="192.0.2.1")
    if role != "anonymous":
        here.force_login(world.people[role])
        elsewhere.force_login(world.people[role])
    assert differing(here, [*ROWS, *of_the_wire.ROWS], role) == []
    assert differing(elsewhere, FROM_ELSEWHERE, role) == []
