"""The board shows gaps and conflicts of the whole grid."""

from __future__ import annotations

from datetime import time

import pytest
from tests.world import World

from hamafza.campaigns.board import board_of
from hamafza.campaigns.tests.cast import open_grid, planned

pytestmark = pytest.mark.django_db


def test_the_board_counts_gaps_and_names_one_hall_that_is_written_two_ways(
    world: World, django_assert_num_queries: object
) -> None:
    campaign = open_grid(world)
    planned(world, campaign, title="یکم", place="سالن اجتماعات استانداری", starts=time(10))
    planned(world, campaign, title="دوم", place="تالار اجتماعات استانداري", starts=time(10, 30))
    with django_assert_num_queries(3):  # type: ignore[operator]
        board = board_of(campaign)
    assert (board.full, board.planned, board.rows[0][1][0].gap) == (0, 2, True)
    assert [[one.title for one in found.bookings] for _why, found in board.conflicts] == [["یکم", "دوم"]]


def test_the_board_opens_at_the_desk_and_links_each_slot_of_a_conflict(world: World) -> None:
    campaign = open_grid(world)
    slots = [planned(world, campaign, speaker=f"{t} علی رضایی", starts=time(9)) for t in ("دکتر", "مهندس")]
    page = world.client("head").get(f"/desk/campaigns/{campaign.pk}/board/").content.decode()
    assert "همان سخنران در همان ساعت" in page
    assert all(f"/desk/campaigns/slots/{slot.pk}/" in page for slot in slots)
