"""Every address of the room, asked by every role."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.world import World

from hamafza.network import invitations
from hamafza.network.models import Membership, Region, Role, Topic
from hamafza.network.tests.permissions import ROLES, ROWS


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_what_the_table_says(world: World, role: str) -> None:
    client = Client(raise_request_exception=True)
    if role != "anonymous":
        client.force_login(world.people[role])
    names = places(world)
    wrong = [
        f"{method} {path}: {status}, not {wanted[role]}"
        for method, path, wanted in ROWS
        if (status := client.generic(method, path.format(**names)).status_code) != wanted[role]
    ]
    assert wrong == []


def places(world: World) -> dict[str, int]:
    """A membership or account that one row of the table changes is another's than the asking person's."""
    invitation, _link = invitations.invite(
        actor=world.as_("admin"),
        unit=world.units["province"],
        name="نو",
        email="new@example.org",
        role=Role.OFFICER,
    )
    spare = Membership.objects.create(
        person=world.people["observer"], unit=world.units["province"], role=Role.SECRETARY
    )
    return {
        "unit": world.units["province"].pk,
        "person": world.people["officer"].pk,
        "membership": spare.pk,
        "invitation": invitation.pk,
        "topic": Topic.objects.earliest("pk").pk,
        "region": Region.objects.earliest("pk").pk,
    }
