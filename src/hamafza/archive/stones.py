"""Withdrawn items of other units at the desk: found by what their stones show, never by the text that was taken back."""

from __future__ import annotations

from django.db.models import Q

from hamafza.archive.language import parse
from hamafza.lib.text.fold import fold_tight
from hamafza.network.access import Standing
from hamafza.newsroom.access import public_items
from hamafza.newsroom.models import Item, ItemState

MOST_SHOWN = 20
LOOKED_AT = 2000  # the newest; withdrawals are rare


def stones(actor: Standing, text: str) -> list[Item]:
    """Those whose headline has every word of the query, or whose news code it is; the newest first.

    What the person's own units withdrew is in the index: they see its text.
    """
    words = [fold_tight(word) for word in parse(text).text.split()]
    if actor.is_administrator or not any(words):
        return []
    withdrawn = public_items().filter(state=ItemState.RETIRED, published__isnull=False)
    shown = withdrawn.exclude(Q(unit__in=actor.sees)).select_related("unit", "published")
    unread = [f"published__{name}" for name in ("body", "abstract", "pictures", "evidence", "ednote")]
    newest = shown.defer(*unread).order_by("-versioncreated", "-pk")[:LOOKED_AT]
    return [item for item in newest if says(item, words)][:MOST_SHOWN]


def says(item: Item, words: list[str]) -> bool:
    headline = fold_tight(item.published.headline) if item.published else ""
    return words == [str(item.code)] or all(word in headline for word in words)
