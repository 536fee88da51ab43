"""Campaigns at the desk, as people tap them."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.world import World

from hamafza.campaigns import filling
from hamafza.campaigns.models import Campaign, GridSlot
from hamafza.campaigns.tests.cast import draft, open_grid, planned
from hamafza.newsroom import actions as newsroom

pytestmark = pytest.mark.django_db


def press(client: Client, path: str, **typed: object) -> str:
    return client.post(f"/desk/campaigns/{path}", typed, follow=True).content.decode()


def test_a_campaign_is_proposed_and_led_to_an_open_grid_by_its_page(world: World) -> None:
    client = world.client("head")
    said = {"unit": world.units["centre"].pk, "code": "week", "name": "هفتهٔ کار", "public": "on"}
    press(client, "new/", **said, first="۱۴۰۵/۱۱/۱", last="۱۴۰۵/۱۱/۲")
    campaign = Campaign.objects.get()
    at = f"{campaign.pk}/do/"
    assert "نخستین بار" in press(client, f"{at}set-objectives/", unmeasured="نخستین بار است")
    press(client, f"{at}set-audiences/", audiences="کارگران")
    days = list(campaign.days.values_list("pk", flat=True))
    press(client, f"{at}add-theme/", name="مهارت", days=days)
    press(client, f"{at}set-themes/")
    press(client, f"{at}open-grid/")
    assert (Campaign.objects.get().state, len(days)) == ("grid_open", 2)


def test_a_slot_is_taken_and_filled_by_two_taps(world: World) -> None:
    slot, client = planned(world, open_grid(world)), world.client("trusted")
    item = newsroom.publish(actor=world.as_("trusted"), item=draft(world, "trusted", "trusted"))
    press(client, f"slots/{slot.pk}/do/take/", unit=world.units["trusted"].pk)
    page = press(client, f"slots/{slot.pk}/do/fill/", item=item.pk)
    assert GridSlot.objects.get().item == item
    assert "کارگاه تازه گشوده شد" in page


def test_who_comes_second_is_told_in_words(world: World) -> None:
    slot = planned(world, open_grid(world))
    filling.take_slot(actor=world.as_("trusted"), slot=slot, unit=world.units["trusted"])
    page = press(world.client("officer"), f"slots/{slot.pk}/do/take/", unit=world.units["province"].pk)
    assert "واحد دیگری" in page


def test_operational_without_evidence_is_refused_at_its_field(world: World) -> None:
    slot = planned(world, open_grid(world))
    client = world.client("head")
    answer = client.post(f"/desk/campaigns/slots/{slot.pk}/do/prove/", {"evidence": "operational"})
    assert answer.status_code == 422
    press(client, f"slots/{slot.pk}/do/prove/", evidence="under-way", share="۶۰")
    assert "۶۰ درصد" in client.get(f"/desk/campaigns/slots/{slot.pk}/").content.decode()
