"""A small archive of the fixed cast, indexed as the ledger's follower does it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.world import World

from hamafza.archive.consumers import keep_up
from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item
from hamafza.wire.models import Event


@dataclass
class Archive:
    """Writes items and lets the index follow the ledger."""

    world: World
    followed: int = 0

    def follow(self) -> None:
        for event in Event.objects.filter(pk__gt=self.followed, kind__startswith="newsroom.item.").order_by(
            "pk"
        ):
            keep_up(event)
            self.followed = event.pk

    def write(
        self, headline: str, body: str = "", *, unit: str = "trusted", by: str = "", **more: Any
    ) -> Item:
        content = Content(headline=headline, abstract=more.pop("abstract", "لید"), body=body, **more)
        item = actions.create(actor=self.world.as_(by or unit), unit=self.world.units[unit], content=content)
        self.follow()
        return item

    def publish(self, headline: str, body: str = "", *, embargo_days: int = 0, **more: Any) -> Item:
        item = self.write(headline, body, **more)
        until = timezone.now() + timedelta(days=embargo_days) if embargo_days else None
        item = actions.publish(actor=self.world.as_("trusted"), item=item, embargoed=until)
        self.follow()
        return item

    def withdraw(self, item: Item) -> Item:
        item = actions.withdraw(actor=self.world.as_("trusted"), item=item, reason="اشتباه بود")
        self.follow()
        return item

    def correct(self, item: Item, note: str = "اصلاح", **fields: Any) -> Item:
        item.refresh_from_db()
        assert item.current is not None
        content = Content(**{**Content.of(item.current).as_dict(), **fields})
        item = actions.correct(
            actor=self.world.as_("trusted"),
            item=item,
            content=content,
            base_number=item.current.number,
            note=note,
        )
        self.follow()
        return item


@pytest.fixture
def archive(world: World) -> Archive:
    return Archive(world)
