"""Embargoes end and late checks are told by the clock."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.world import World

from hamafza.newsroom import actions, clocks
from hamafza.newsroom.access import public_items
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item
from hamafza.wire.models import Event

TEXT = Content(headline="تیتر", abstract="لید")


@pytest.fixture
def submitted(world: World) -> Item:
    item = actions.create(actor=world.as_("officer"), unit=world.units["province"], content=TEXT)
    return actions.submit(actor=world.as_("officer"), item=item)


def test_readers_see_an_embargoed_item_when_its_hour_has_come(world: World) -> None:
    item = actions.create(actor=world.as_("trusted"), unit=world.units["trusted"], content=TEXT)
    later = timezone.now() + timedelta(hours=1)
    item = actions.publish(actor=world.as_("trusted"), item=item, embargoed=later)
    clocks.lift_embargoes()
    assert not public_items().exists()
    Item.objects.update(embargoed=timezone.now())
    clocks.lift_embargoes()
    assert public_items().get() == item
    assert Event.objects.latest("pk").kind == "newsroom.item.published"


def test_a_late_check_is_told_once(submitted: Item) -> None:
    Item.objects.update(check_due=timezone.now() - timedelta(minutes=1))
    clocks.tell_overdue_checks()
    clocks.tell_overdue_checks()
    assert Event.objects.filter(kind="newsroom.item.check-overdue").count() == 1
