"""Published items of the fixed cast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.world import World

from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item

BODY = "<p>متن نخست خبر دربارهٔ کارگران فصلی.</p><p>بند دوم.</p>"


@dataclass
class Newsroom:
    """Writes and publishes as the officer of the trusted unit."""

    world: World

    def publish(self, **fields: Any) -> Item:
        embargoed = fields.pop("embargoed", None)
        given = {"headline": "بیمهٔ کارگران فصلی", "abstract": "لید خبر", "body": BODY, "topics": ["work"]}
        actor = self.world.as_("trusted")
        item = actions.create(
            actor=actor, unit=self.world.units["trusted"], content=Content(**{**given, **fields})
        )
        return actions.publish(actor=actor, item=item, embargoed=embargoed)

    def correct(self, item: Item, note: str, **fields: Any) -> Item:
        item.refresh_from_db()
        assert item.current is not None
        content = Content(**{**Content.of(item.current).as_dict(), **fields})
        return actions.correct(
            actor=self.world.as_("trusted"),
            item=item,
            content=content,
            base_number=item.current.number,
            note=note,
        )

    def withdraw(self, item: Item, reason: str) -> Item:
        return actions.withdraw(actor=self.world.as_("trusted"), item=item, reason=reason)

    def withhold(self, **fields: Any) -> Item:
        return self.publish(embargoed=timezone.now() + timedelta(days=1), **fields)


@pytest.fixture
def newsroom(world: World) -> Newsroom:
    return Newsroom(world)
