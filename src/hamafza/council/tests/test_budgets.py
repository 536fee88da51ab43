"""What the main pages cost: the same with one row as with many."""

from __future__ import annotations

from typing import Any

import pytest
from tests.world import World

from hamafza.council import agenda, planning
from hamafza.council.tests import cast

pytestmark = pytest.mark.usefixtures("positions")


def test_a_list_of_many_sessions_costs_as_much_as_one(
    world: World, django_assert_max_num_queries: Any
) -> None:
    council = cast.series(world)
    for number in range(25):
        cast.session(council, cast.soon(10 + number), number=number + 1)
    client = world.client("head")
    client.get("/desk/council/sessions/")
    with django_assert_max_num_queries(16):
        client.get("/desk/council/sessions/")


def test_the_page_of_a_session_costs_the_same_with_forty_seats_and_thirty_points(
    world: World, django_assert_max_num_queries: Any
) -> None:
    council = cast.series(world)
    session = planning.plan(actor=world.as_("secretary"), series=council, starts=cast.soon())
    for number in range(30):
        agenda.hand_in(actor=world.as_("officer"), series=council, title=f"نکتهٔ {number}")
    client, path = world.client("secretary"), f"/desk/council/sessions/{session.pk}/"
    client.get(path)
    with django_assert_max_num_queries(34):
        client.get(path)
