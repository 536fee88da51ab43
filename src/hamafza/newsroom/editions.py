"""Which versions of an item readers saw, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hamafza.newsroom.models import Item, State, Transition, Version

Step = Transition.Step
SHOWN_STEPS = (Step.PUBLISH, Step.URGENT, Step.IMPORT, Step.CORRECT)


@dataclass(frozen=True)
class Edition:
    """A version readers saw, and since when."""

    version: Version
    since: datetime


def editions(item: Item) -> list[Edition]:
    """The versions readers saw, oldest first. What was changed under embargo was never seen."""
    assert item.firstpublished is not None
    steps = item.transitions.filter(step__in=SHOWN_STEPS, to_state=State.PUBLISHED).select_related("version")
    seen: list[Edition] = []
    for step in steps:
        if step.at <= item.firstpublished or not seen:
            seen = [Edition(step.version, item.firstpublished)]
        elif step.version_id != seen[-1].version.pk:
            seen.append(Edition(step.version, step.at))
    return seen
