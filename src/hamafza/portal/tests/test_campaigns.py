"""A campaign as its readers see it."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from tests.world import World

from hamafza.campaigns import actions, filling
from hamafza.campaigns.models import Campaign
from hamafza.campaigns.tests.cast import open_grid, planned
from hamafza.network.models import Region
from hamafza.wire.models import Event


def read(path: str = "/campaigns/week/", status: int = 200) -> str:
    answer = Client().get(path)
    assert answer.status_code == status
    return answer.content.decode()


def lead(world: World, campaign: Campaign, step: str, reason: str = "") -> None:
    actions.lead_on(actor=world.as_("head"), campaign=campaign, step=step, reason=reason)


def test_readers_see_the_programme_once_the_grid_is_locked_and_no_more_when_it_is_opened_again(
    world: World,
) -> None:
    campaign = open_grid(world)
    planned(world, campaign, title="افتتاح <b>کارگاه</b>")
    read(status=404)
    assert "هفتهٔ کار" not in read("/campaigns/")
    lead(world, campaign, "lock-grid")
    page = read()
    assert "افتتاح &lt;b&gt;کارگاه" in page
    assert "هدف سنجش‌پذیر ندارد" in page
    assert "هفتهٔ کار" in read("/campaigns/")
    lead(world, campaign, "unlock-grid", "یک روز جابه‌جا شد")
    read(status=404)
    event = Event.objects.latest("pk")
    assert json.loads(event.payload)["tags"] == [f"campaign:{campaign.pk}", "campaigns"]


def test_offers_and_what_was_dropped_are_not_in_the_programme(world: World) -> None:
    campaign = open_grid(world)
    slot = planned(world, campaign, title="بازدید از کارخانه")
    filling.offer_slot(
        actor=world.as_("trusted"), campaign=campaign, unit=world.units["trusted"], day=slot.day, theme=slot.theme,
        kind="opening", title="پیشنهاد صندوق",
    )  # fmt: skip
    filling.drop_slot(actor=world.as_("head"), slot=slot, reason="راه بسته است")
    lead(world, campaign, "lock-grid")
    page = read()
    assert "پیشنهاد صندوق" not in page
    assert "بازدید از کارخانه" not in page


def test_a_reader_chooses_a_province(world: World) -> None:
    campaign = open_grid(world)
    here, there = (Region.objects.create(code=code, name=code) for code in ("here", "there"))
    planned(world, campaign, title="اینجا", region=here)
    planned(world, campaign, title="آنجا", region=there)
    lead(world, campaign, "lock-grid")
    page = read(f"/campaigns/week/?province={here.code}")
    assert "اینجا" in page
    assert "آنجا" not in page
    read("/campaigns/week/?province=nowhere", 404)


def test_a_campaign_of_the_network_alone_is_not_found_and_a_shown_one_is_not_taken_away(world: World) -> None:
    campaign = open_grid(world, public=False)
    lead(world, campaign, "lock-grid")
    read(status=404)
    other = open_grid(world, code="other", name="هفتهٔ دیگر")
    lead(world, other, "lock-grid")
    with pytest.raises(Exception, match="خوانندگان"):
        actions.change_campaign(actor=world.as_("head"), campaign=other, public=False)


def test_the_page_costs_a_handful_of_queries_however_much_is_planned(
    world: World, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    campaign = open_grid(world)
    for number in range(40):
        planned(world, campaign, title=f"برنامهٔ {number}")
    lead(world, campaign, "lock-grid")
    read()
    with django_assert_max_num_queries(12):
        page = read()
    assert len(page) < 60_000
