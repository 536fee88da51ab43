"""A relay as readers see it: the origin's text under the name of the unit that relays it, and its credit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hamafza.newsroom.models import Picture
from hamafza.portal.addresses import absolute, local
from hamafza.portal.stories import ItemStory, picture_ids, shown
from hamafza.relay.models import Relay, RelayKind, RelayState


@dataclass(frozen=True)
class Retold:
    """What templates and feeds get for one relay. `story` holds the version of the origin that is relayed."""

    relay: Relay
    story: ItemStory

    @property
    def url(self) -> str:
        return local("relay", pk=self.relay.pk)

    @property
    def origin_url(self) -> str:
        return local("item", code=self.story.code)

    @property
    def is_quotation(self) -> bool:
        return self.relay.kind == RelayKind.QUOTATION

    @property
    def is_introduction(self) -> bool:
        return self.relay.kind == RelayKind.INTRODUCTION

    @property
    def is_stone(self) -> bool:
        return self.relay.is_stone

    @property
    def origin_fell(self) -> bool:
        return self.relay.origin_withdrawn

    @property
    def corrected_since(self) -> bool:
        return self.relay.corrected_since

    @property
    def is_replaced(self) -> bool:
        return self.relay.state == RelayState.SUPERSEDED

    @property
    def shows_origin(self) -> bool:
        """Whether the origin's own text may be read here."""
        return not (self.is_stone or self.origin_fell or self.is_quotation)


def retold(relays: list[Relay], *, each_pictures: int | None = 1) -> list[Retold]:
    """Relays whose origin and version are loaded: one query for the pictures of all."""
    versions = [relay.text_of_origin for relay in relays]
    ids = picture_ids(versions, each=each_pictures)
    known = Picture.objects.in_bulk(ids) if ids else {}
    return [
        Retold(relay, ItemStory(relay.item, version, shown(version.pictures[:each_pictures], known)))
        for relay, version in zip(relays, versions, strict=True)
    ]


def origin_tags(relays: Iterable[Relay]) -> list[str]:
    """A page that shows relays is about their origins too: what happens to these drops it at once."""
    return sorted({f"item:{relay.item_id}" for relay in relays})


def canonical(one: Retold) -> str:
    """For search engines there is one text: the origin's own page in its own language."""
    return absolute("item", code=one.story.code, language=one.story.lang)
