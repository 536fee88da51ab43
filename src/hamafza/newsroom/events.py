"""What happens to items, as other rooms hear it.

Payload of every event here: `item` (id), `code` (news code or null), `unit` (id), `version` (number),
`profile`, `by` (person id), `urgent`, and for public events `tags`: what public pages it touches.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hamafza.network.access import ancestors
from hamafza.newsroom.models import Item, Profile, Version
from hamafza.wire.actions import Announcement


@dataclass(frozen=True, kw_only=True)
class ItemEdited(Announcement):
    kind: ClassVar[str] = "newsroom.item.edited"


@dataclass(frozen=True, kw_only=True)
class ItemSubmitted(Announcement):
    kind: ClassVar[str] = "newsroom.item.submitted"


@dataclass(frozen=True, kw_only=True)
class ItemReturned(Announcement):
    kind: ClassVar[str] = "newsroom.item.returned"


@dataclass(frozen=True, kw_only=True)
class ItemScheduled(Announcement):
    """Cleared for publication, but under embargo until later."""

    kind: ClassVar[str] = "newsroom.item.scheduled"


@dataclass(frozen=True, kw_only=True)
class ItemUnscheduled(Announcement):
    """A scheduled item became a draft again before any reader saw it."""

    kind: ClassVar[str] = "newsroom.item.unscheduled"


@dataclass(frozen=True, kw_only=True)
class ItemDiscarded(Announcement):
    """A draft was thrown away by its writer."""

    kind: ClassVar[str] = "newsroom.item.discarded"


@dataclass(frozen=True, kw_only=True)
class ItemPublished(Announcement):
    kind: ClassVar[str] = "newsroom.item.published"


@dataclass(frozen=True, kw_only=True)
class ItemChecked(Announcement):
    """An item that was published urgently got its check afterwards."""

    kind: ClassVar[str] = "newsroom.item.checked"


@dataclass(frozen=True, kw_only=True)
class CheckOverdue(Announcement):
    """The clock of a check has run out; said once."""

    kind: ClassVar[str] = "newsroom.item.check-overdue"


@dataclass(frozen=True, kw_only=True)
class ItemCorrected(Announcement):
    kind: ClassVar[str] = "newsroom.item.corrected"


@dataclass(frozen=True, kw_only=True)
class ItemWithdrawn(Announcement):
    kind: ClassVar[str] = "newsroom.item.withdrawn"


@dataclass(frozen=True, kw_only=True)
class ItemFeatured(Announcement):
    """The centre put an item at the top of the front page, or took it down."""

    kind: ClassVar[str] = "newsroom.item.featured"


@dataclass(frozen=True, kw_only=True)
class DraftTouched(Announcement):
    """Somebody began or stopped writing on an existing item."""

    kind: ClassVar[str] = "newsroom.draft.touched"


KINDS: dict[str, type[Announcement]] = {
    one.kind: one for one in Announcement.__subclasses__() if one.kind.startswith("newsroom.")
}
"""The classes of this room's events, by their kind."""
PUBLIC = frozenset({ItemPublished, ItemCorrected, ItemWithdrawn, ItemFeatured})


def inside(item: Item) -> tuple[str, ...]:
    """Those who see unpublished work: the item's unit and the units above it."""
    return tuple(f"unit:{pk}" for pk in ancestors(item.unit))


def everyone(item: Item) -> tuple[str, ...]:
    """Every desk and every reader."""
    return ("public", "all", *inside(item))


def facts(item: Item, version: Version, by: int) -> dict[str, object]:
    return {
        "item": item.pk,
        "code": item.code,
        "unit": item.unit_id,
        "version": version.number,
        "profile": version.profile,
        "urgent": item.urgent,
        "by": by,
    }


def public_tags(item: Item, *versions: Version) -> list[str]:
    """The public pages an item touches, as cache tags; both versions count when topics changed.

    The last few concern no page: by them a desk tells whether an item is near to its unit.
    """
    topics = {code for version in versions for code in version.topics}
    near = {"region": item.unit.region_id, "parent": item.unit.parent_id}
    return [
        "news",
        f"unit:{item.unit_id}",
        *(f"topic:{code}" for code in sorted(topics)),
        *(f"{name}:{pk}" for name, pk in near.items() if pk is not None),
        *(["statement"] if any(version.profile == Profile.STATEMENT for version in versions) else []),
    ]
