"""Every public address, every role."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.world import World

from hamafza.portal.tests.conftest import Newsroom
from hamafza.portal.tests.permissions import ROLES, ROWS


@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_from_every_address_what_the_table_says(
    role: str, world: World, newsroom: Newsroom
) -> None:
    codes = {"shown": newsroom.publish().code, "withheld": newsroom.withhold().code}
    codes["withdrawn"] = newsroom.withdraw(newsroom.publish(), "نادرست بود").code
    client = Client()
    if role != "anonymous":
        client.force_login(world.people[role])
    wrong = {}
    for method, address, statuses in ROWS:
        got = client.generic(method, address.format(**codes)).status_code
        if got != statuses[role]:
            wrong[f"{method} {address}"] = got
    assert wrong == {}
