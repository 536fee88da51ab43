"""Published items of the fixed cast, and relays of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from tests.world import World

from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item
from hamafza.relay import actions
from hamafza.relay.models import Relay

BODY = "<p>متن نخست خبر دربارهٔ کارگران فصلی.</p><p>بند دوم.</p>"


@dataclass
class Desk:
    """The trusted unit says; others relay. `officer` writes for the province, `head` for the centre."""

    world: World

    def publish(self, by: str = "trusted", unit: str = "trusted", **fields: Any) -> Item:
        given = {"headline": "بیمهٔ کارگران فصلی", "abstract": "لید خبر", "body": BODY, "topics": ["work"]}
        actor = self.world.as_(by)
        content = Content(**{**given, **fields})
        item = newsroom.create(actor=actor, unit=self.world.units[unit], content=content)
        return newsroom.publish(actor=actor, item=item)

    def relay(self, item: Item, by: str = "officer", unit: str = "province", **more: Any) -> Relay:
        return actions.relay(actor=self.world.as_(by), unit=self.world.units[unit], item=item, **more)

    def correct(self, item: Item, note: str = "رقم نادرست بود", **fields: Any) -> Item:
        item = Item.objects.select_related("current").get(pk=item.pk)
        assert item.current is not None
        changed = {"abstract": f"لید درست {item.current.number}", **fields}
        content = Content(**{**Content.of(item.current).as_dict(), **changed})
        number = item.current.number
        actor = self.world.as_("trusted")
        return newsroom.correct(actor=actor, item=item, content=content, base_number=number, note=note)

    def withdraw(self, item: Item, reason: str = "خبر نادرست بود") -> Item:
        return newsroom.withdraw(actor=self.world.as_("trusted"), item=item, reason=reason)

    def client(self, name: str = "") -> Client:
        client = Client()
        if name:
            client.force_login(self.world.people[name])
        return client

    def read(self, path: str, name: str = "", status: int = 200) -> str:
        answer = self.client(name).get(path)
        assert answer.status_code == status, answer.status_code
        return answer.content.decode()


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)
