"""Which versions of an item readers saw, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hamafza.newsroom.models import Item, ItemState, Transition, Version

Step = Transition.Step
SHOWN_STEPS = (Step.PUBLISH, Step.URGENT, Step.IMPORT, Step.SCHEDULE, Step.CORRECT)


@dataclass(frozen=True)
class Edition:
    """A version readers saw, and since when."""

    version: Version
    since: datetime


def editions(item: Item) -> list[Edition]:
    """The versions readers saw, oldest first. What was changed under embargo was never seen."""
    return editions_of([item])[item.pk]


def editions_of(items: Sequence[Item]) -> dict[int, list[Edition]]:
    """The same of several public items, by id: one query."""
    steps = Transition.objects.filter(
        item__in=[item.pk for item in items], step__in=SHOWN_STEPS, to_state=ItemState.PUBLISHED
    )
    taken: dict[int, list[Transition]] = {item.pk: [] for item in items}
    for step in steps.select_related("version").order_by("pk"):
        taken[step.item_id].append(step)
    return {item.pk: seen_of(item, taken[item.pk]) for item in items}


def seen_of(item: Item, steps: Sequence[Transition]) -> list[Edition]:
    assert item.firstpublished is not None
    seen: list[Edition] = []
    for step in steps:
        if step.at <= item.firstpublished or not seen:
            seen = [Edition(step.version, item.firstpublished)]
        elif step.version_id != seen[-1].version.pk:
            seen.append(Edition(step.version, step.at))
    return seen
