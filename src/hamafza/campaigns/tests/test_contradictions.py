"""What a text says to be finished is marked while the evidence status says that it is not."""

from __future__ import annotations

import pytest
from tests.world import World

from hamafza.campaigns import filling
from hamafza.campaigns.contradictions import finished_words
from hamafza.campaigns.filling import Proven
from hamafza.campaigns.tests.cast import draft, open_grid, planned
from hamafza.newsroom import actions as newsroom


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("کارگاه افتتاح شد.", ["افتتاح شد"]),
        ("طرح به بهره برداری رسید", ["به بهره برداری رسید"]),
        ("کارگاه فردا افتتاح می‌شود", []),
        ("The workshop was Opened today", ["Opened"]),
        ("The workshop reopened", []),
    ],
)
def test_words_of_the_list_are_found_as_they_are_written(text: str, found: list[str]) -> None:
    assert finished_words(text) == found


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "marked"), [("under-way", True), ("ready", False)])
def test_the_contradiction_stands_at_the_item_and_at_the_slot(
    world: World, status: str, marked: bool
) -> None:
    slot, actor = planned(world, open_grid(world)), world.as_("trusted")
    item = newsroom.publish(actor=actor, item=draft(world, "trusted", "trusted"))
    filling.take_slot(actor=actor, slot=slot, unit=world.units["trusted"])
    filling.prove_slot(actor=actor, slot=slot, proven=Proven(status, share=60))
    filling.fill_slot(actor=actor, slot=slot, item=item)
    client = world.client("trusted")
    for path in (f"/desk/campaigns/slots/{slot.pk}/", f"/desk/items/{item.pk}/"):
        page = client.get(path).content.decode()
        assert ("وضعیت سند می‌گوید هنوز نه" in page) == marked
