"""An item in a list: enough to find its card in memory; the story is read only when the card is not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from hamafza.newsroom.models import Item
from hamafza.portal.stories import ItemStory, told
from hamafza.relay.queries import relayed_by

# All that a card's look depends on: versions and pictures never change, so their keys stand for them.
SAID = (
    *("pk", "code", "published_id", "state", "is_demo", "urgent", "checked", "firstpublished"),
    *("unit__code", "unit__name", "unit__name_en", "published__topics", "pictured", "relayed"),
)
# What a card shows; wide rows cost more to compose and to read than to find.
SHOWN = (
    *("code", "state", "urgent", "checked", "is_demo", "firstpublished", "versioncreated"),
    *("unit__code", "unit__name", "unit__name_en"),
    *(
        f"published__{name}"
        for name in ("number", "profile", "language", "kicker", "headline", "abstract", "body", "topics")
    ),
    *(f"published__{name}" for name in ("pictures", "evidence", "correction")),
)


@dataclass
class Batch:
    """The items of one list, so that missing cards are read together: two queries at the most."""

    keys: Sequence[int]
    each_pictures: int

    @cached_property
    def stories(self) -> dict[int, ItemStory]:
        items = Item.objects.filter(pk__in=self.keys).select_related("unit", "published").only(*SHOWN)
        return {story.item.pk: story for story in told(list(items), each_pictures=self.each_pictures)}


@dataclass(frozen=True)
class Teaser:
    """One item of a list. `said` is all that its card depends on, in the order of SAID."""

    said: tuple[Any, ...]
    batch: Batch

    @property
    def key(self) -> int:
        return int(self.said[0])

    @property
    def code(self) -> int:
        return int(self.said[1])

    @property
    def topic(self) -> str:
        """Code of its first topic; empty if it has none."""
        return next(iter(self.said[-3]), "")

    @property
    def has_picture(self) -> bool:
        return bool(self.said[-2])

    @property
    def relays(self) -> int:
        """How many other units relay it."""
        return int(self.said[-1])

    @property
    def story(self) -> ItemStory:
        return self.batch.stories[self.key]


def teasers(items: QuerySet[Item], *, each_pictures: int = 1) -> list[Teaser]:
    """Teasers of a sliced and ordered query: one light query now, the stories when a card is missing."""
    rows = list(light(items))
    batch = Batch([row[0] for row in rows], each_pictures)
    return [Teaser(row, batch) for row in rows]


def light(items: QuerySet[Item]) -> QuerySet[Item, tuple[Any, ...]]:
    pictured = ExpressionWrapper(~Q(published__pictures=[]), BooleanField())
    return items.annotate(pictured=pictured, relayed=relayed_by()).values_list(*SAID)
