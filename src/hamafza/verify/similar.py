"""What the network has already said: offered to an officer while they write."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from hamafza.lib.reuse.letters import letters
from hamafza.lib.reuse.words import TextWords
from hamafza.lib.text.tokens import tokens
from hamafza.network.access import Standing
from hamafza.newsroom.access import visible
from hamafza.newsroom.models import Item, ItemState, Profile
from hamafza.verify.queries import SHORTEST, best_of_each, compared

LONGEST = 32_000  # characters of a draft that are looked at
NEAR, RELATED = 5, 5
LOOKED_AT = 200  # newest items of the same topics that are weighed
NEAR_SHARE = 0.3  # of the shorter of both texts
COMMON_KEYS = 3
EXPLAINER_BONUS = 1.3


@dataclass(frozen=True)
class Near:
    """An item that has many of the same words."""

    item: Item
    share: float
    """Which part of the draft's letters it has, 0 to 1."""

    @property
    def percent(self) -> int:
        return round(100 * min(1.0, self.share))


@dataclass(frozen=True)
class SimilarItem:
    near: list[Near] = field(default_factory=list)
    related: list[Item] = field(default_factory=list)


def similar(
    actor: Standing, *, text: str, topics: Iterable[str] = (), without: int | None = None
) -> SimilarItem:
    """Published items like a draft, nearly the same ones first: what the person may see, never the item itself."""
    text = text[:LONGEST]
    near = nearly_same(text, without) if len(text) >= SHORTEST else []
    taken = {one.item.pk for one in near} | {without}
    items = [item for item in on_the_same(actor, topics) if item.pk not in taken]
    return SimilarItem(near[:NEAR], related(text, items)[:RELATED])


def similar_to(actor: Standing, item: Item) -> SimilarItem:
    """The same of an item: its text as the person may see it."""
    version = item.published or item.current
    if version is None:
        return SimilarItem()
    text = "\n".join([version.headline, version.abstract])
    return similar(actor, text=text, topics=version.topics, without=item.pk)


def nearly_same(text: str, without: int | None) -> list[Near]:
    words = TextWords(letters(text))
    length = len(words.letters)
    found = [
        Near(match.shown.item, match.cover / length)
        for match in best_of_each(compared(words, []) if length >= SHORTEST else [], words)
        if match.usable
        and match.shown.item_id != without
        and match.cover >= NEAR_SHARE * min(length, len(match.letters))
    ]
    return sorted(found, key=lambda one: -one.share)


def on_the_same(actor: Standing, topics: Iterable[str]) -> QuerySet[Item]:
    """The newest published items of the topics; of all, if there is none yet."""
    items = visible(actor).filter(state=ItemState.PUBLISHED, firstpublished__isnull=False)
    if codes := list(topics):
        items = items.filter(topics__code__in=codes).distinct()
    return items.select_related("unit", "published").order_by("-firstpublished", "-pk")[:LOOKED_AT]


def related(text: str, items: Sequence[Item]) -> list[Item]:
    """Those that share rare words with the draft, the nearest first; explainers a little ahead."""
    wanted = stems(text)
    having = [
        (item, stems(f"{item.published.headline} {item.published.abstract}"))
        for item in items
        if item.published
    ]
    spread = Counter(stem for _item, own in having for stem in own)
    scored = []
    for item, own in having:
        shared = own & wanted
        if len(shared) < COMMON_KEYS:
            continue
        weight = sum(math.log((len(having) + 1) / spread[stem]) for stem in shared) / math.sqrt(len(own))
        is_explainer = item.published is not None and item.published.profile == Profile.EXPLAINER
        scored.append((weight * (EXPLAINER_BONUS if is_explainer else 1), item.pk, item))
    scored.sort(key=lambda row: row[:2], reverse=True)
    return [item for _weight, _pk, item in scored]


def stems(text: str) -> set[str]:
    """Index keys of the words that carry meaning: three letters or more."""
    return {part for token in tokens(text) for part in token.keys.parts if len(part) > 2}
