"""Official texts of the fixed cast, published and indexed as in life: by the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import caches
from tests.world import World

from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item
from hamafza.verify import consumers  # noqa: F401 - registers the follower
from hamafza.wire.consumers import registry
from hamafza.wire.models import Cursor, Event
from hamafza.wire.queries import head_pos

HEADLINE = "بیمهٔ ۵۰ هزار کارگر فصلی استان از اول مهر"
LEAD = "مدیرعامل صندوق گفت: بیمهٔ کارگران فصلی از اول مهرماه ۱۴۰۴ آغاز می‌شود."
BODY = """<p>دکتر علی محمودی، مدیرعامل صندوق بیمه، در نشست شورای هماهنگی گفت: در این طرح ۵۰ هزار کارگر فصلی
استان بیمه می‌شوند و سهم کارفرما از حق بیمه ۱۲ درصد خواهد بود.</p>
<p>وی افزود: هیچ کارگری برای ثبت‌نام هزینه‌ای نمی‌پردازد و دفترچه‌های تازه تا بیستم شهریور به نشانی خانواده‌ها فرستاده می‌شود.</p>
<p>به گفتهٔ او اعتبار این طرح ۳۲۰ میلیارد ریال است که از محل صرفه‌جویی هزینه‌های اداری فراهم شده و هیچ باری بر دوش استان‌ها نمی‌گذارد.</p>"""


@dataclass
class Desk:
    """Writes as the officer of the trusted unit; every act is followed up by the worker's consumer."""

    world: World

    def publish(self, **fields: Any) -> Item:
        embargoed = fields.pop("embargoed", None)
        given = {"headline": HEADLINE, "abstract": LEAD, "body": BODY, "topics": ["work"]}
        actor = self.world.as_("trusted")
        content = Content(**{**given, **fields})
        item = actions.create(actor=actor, unit=self.world.units["trusted"], content=content)
        item = actions.publish(actor=actor, item=item, embargoed=embargoed)
        follow()
        return item

    def correct(self, item: Item, note: str, **fields: Any) -> Item:
        item.refresh_from_db()
        assert item.current is not None
        content = Content(**{**Content.of(item.current).as_dict(), **fields})
        number = item.current.number
        item = actions.correct(
            actor=self.world.as_("trusted"), item=item, content=content, base_number=number, note=note
        )
        follow()
        return item

    def withdraw(self, item: Item, reason: str) -> Item:
        item = actions.withdraw(actor=self.world.as_("trusted"), item=item, reason=reason)
        follow()
        return item


def follow() -> None:
    """What the worker does; inside a test's transaction events have no position yet on PostgreSQL."""
    follower = registry["verify.index"]
    for event in Event.objects.order_by("pk"):
        if follower.wants(event.kind):
            follower.handle(event)
    Cursor.objects.update_or_create(consumer=follower.name, defaults={"pos": head_pos()})


@pytest.fixture
def desk(world: World) -> Iterator[Desk]:
    caches["memory"].clear()
    yield Desk(world)
    caches["memory"].clear()
