"""What happens to relays, as other rooms hear it.

Payload of every event here: `relay` (id), `item` (id of the origin), `code` (its news code), `unit` (id of
the unit that relays), `origin_unit` (id), `kind`, `version` (number), `by` (person id or null). Public ones
also say `tags`: the public pages they touch.

Corrections and withdrawals of an origin need no event of this room to reach readers: pages of relays carry
the tag `item:ID` of their origin, and say what they say of it by looking at it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hamafza.network.access import ancestors
from hamafza.relay.models import Relay
from hamafza.wire.actions import Announcement

UNITS_PER_EVENT = 400


@dataclass(frozen=True, kw_only=True)
class RelayMade(Announcement):
    """Readers see it now."""

    kind: ClassVar[str] = "relay.relay.made"


@dataclass(frozen=True, kw_only=True)
class RelayUpdated(Announcement):
    """It shows another version of the origin, or follows it from now on, or not any more."""

    kind: ClassVar[str] = "relay.relay.updated"


@dataclass(frozen=True, kw_only=True)
class RelayWithdrawn(Announcement):
    """The unit took it back."""

    kind: ClassVar[str] = "relay.relay.withdrawn"


@dataclass(frozen=True, kw_only=True)
class RelaySubmitted(Announcement):
    """Its introduction waits for a second person. Heard inside the unit and above."""

    kind: ClassVar[str] = "relay.relay.submitted"


@dataclass(frozen=True, kw_only=True)
class RelayOverdue(Announcement):
    """The check of its introduction is late; said once."""

    kind: ClassVar[str] = "relay.relay.overdue"


@dataclass(frozen=True, kw_only=True)
class RelayReturned(Announcement):
    """The second person said no."""

    kind: ClassVar[str] = "relay.relay.returned"


@dataclass(frozen=True, kw_only=True)
class OriginChanged(Announcement):
    """The origin of some relays was corrected or withdrawn.

    Payload: `item`, `code`, `change` (`corrected` | `withdrawn`), `units` (ids of units that relay it),
    `relays` (how many), `tags`. Several events where one cannot name all units.
    """

    kind: ClassVar[str] = "relay.origin.changed"


KINDS = {
    kind.kind: kind
    for kind in (RelayMade, RelayUpdated, RelayWithdrawn, RelaySubmitted, RelayOverdue, RelayReturned)
}


def announcement(kind: type[Announcement], relay: Relay, by: int | None) -> Announcement:
    """What readers never saw was not withdrawn, it came back to the unit."""
    public = relay.shown is not None
    if kind is RelayWithdrawn and not public:
        kind = RelayReturned
    payload = facts(relay, by) | ({"tags": public_tags(relay)} if public else {})
    audiences = everyone(relay) if public else inside(relay)
    return kind(subject=f"relay:{relay.pk}", audiences=audiences, payload=payload)


def inside(relay: Relay) -> tuple[str, ...]:
    """Those who see unpublished work of the unit: itself and the units above it."""
    return tuple(f"unit:{pk}" for pk in ancestors(relay.unit))


def everyone(relay: Relay) -> tuple[str, ...]:
    return ("public", "all", f"unit:{relay.unit_id}", f"unit:{relay.item.unit_id}")


def facts(relay: Relay, by: int | None) -> dict[str, object]:
    return {
        "relay": relay.pk,
        "item": relay.item_id,
        "code": relay.item.code,
        "unit": relay.unit_id,
        "origin_unit": relay.item.unit_id,
        "kind": relay.kind,
        "version": relay.version.number,
        "by": by,
    }


def public_tags(relay: Relay) -> list[str]:
    """Pages of the relay and its unit, and every list that says how many units relay the origin."""
    topics = relay.item.published.topics if relay.item.published else []
    return [
        "news",
        f"item:{relay.item_id}",
        f"unit:{relay.unit_id}",
        f"unit:{relay.item.unit_id}",
        *(f"topic:{code}" for code in sorted(topics)),
    ]
