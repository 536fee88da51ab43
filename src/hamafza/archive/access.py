"""Who may find what. What one may not see is not found, not counted and not suggested."""

from __future__ import annotations

from dataclasses import dataclass

from hamafza.network.access import Standing
from hamafza.newsroom.models import Item, ItemState, Version


@dataclass(frozen=True)
class Audience:
    """Whose eyes a search has: every reader's, those of a person inside, or an administrator's."""

    units: frozenset[int] | None = frozenset()
    """Units whose unpublished work is found too; None: everybody's."""


PUBLIC = Audience()


def audience_of(standing: Standing) -> Audience:
    """Public items and, inside, the unpublished work the person sees in the newsroom too."""
    return Audience(None if standing.is_administrator else standing.sees)


def shown(audience: Audience, item: Item) -> Version | None:
    """The version that the audience may see of an item just now, as the index has it; None: nothing."""
    if item.state == ItemState.PUBLISHED and item.firstpublished is not None:
        return item.published
    if audience.units is not None and item.unit_id not in audience.units:
        return None
    return (
        item.published
        if item.state in (ItemState.PUBLISHED, ItemState.RETIRED) and item.published
        else item.current
    )
