"""What would a unit's readers want? Published weights over facts about texts and units, never about persons.

Pure: nothing here reads a database. `docs/subsystems/relay.md` shows the same table to people.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FRESH_HOURS = 72.0  # older items are not suggested

# Points per reason. A suggestion needs at least one of BINDING: freshness alone binds nobody.
WEIGHTS = {
    "topic": 4.0,  # per topic the unit covers, two at most
    "region": 3.0,  # the item comes from the unit's own region
    "kin": 2.0,  # sister units, the unit above, a unit below
    "statement": 3.0,  # a statement speaks for all
    "achievement": 1.5,
    "explainer": 1.5,
    "fresh": 3.0,  # all of it when just published, nothing after FRESH_HOURS
    "uncarried": 1.0,  # no unit relays it yet
}
BINDING = frozenset({"topic", "region", "kin", "statement"})
MOST_TOPICS = 2

REASONS: dict[str, Promise] = {
    "topic": _("your topic"),
    "region": _("your region"),
    "kin": _("a unit near you"),
    "statement": _("a statement"),
    "achievement": _("an achievement"),
    "explainer": _("an explainer"),
    "fresh": _("new"),
    "uncarried": _("nobody has relayed it yet"),
}


@dataclass(frozen=True, kw_only=True)
class RelayCandidate:
    """An item that could be relayed."""

    item: int
    unit: int
    parent: int | None
    region: int | None
    topics: frozenset[str]
    profile: str
    hours: float  # since its publication
    relays: int  # units that relay it already


@dataclass(frozen=True, kw_only=True)
class Readership:
    """What is known of a unit: its place in the network and what it covers."""

    unit: int
    parent: int | None
    region: int | None
    topics: frozenset[str]
    carries: frozenset[int] = frozenset()  # items it relays already, or took back


@dataclass(frozen=True)
class RelaySuggestion:
    """An item with its points, and for each reason its share of them, the largest first."""

    item: int
    points: float
    reasons: tuple[tuple[str, float], ...]

    @property
    def sentences(self) -> list[Promise]:
        return [REASONS[key] for key, _points in self.reasons]


def suggestion(candidate: RelayCandidate, reader: Readership) -> RelaySuggestion | None:
    """The item's points for the unit, or None if it is not for it."""
    if candidate.unit == reader.unit or candidate.item in reader.carries:
        return None
    if not 0 <= candidate.hours <= FRESH_HOURS:
        return None
    found = {key: points for key, points in reasons(candidate, reader).items() if points > 0}
    if not BINDING & found.keys():
        return None
    ordered = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return RelaySuggestion(candidate.item, round(sum(found.values()), 2), tuple(ordered))


def reasons(candidate: RelayCandidate, reader: Readership) -> dict[str, float]:
    """Points by reason; a reason that does not hold has none."""
    shared = min(len(candidate.topics & reader.topics), MOST_TOPICS)
    same_region = candidate.region is not None and candidate.region == reader.region
    held = {
        "topic": float(shared),
        "region": float(same_region),
        "kin": float(kin(candidate, reader)),
        "statement": float(candidate.profile == "statement"),
        "achievement": float(candidate.profile == "achievement"),
        "explainer": float(candidate.profile == "explainer"),
        "fresh": 1 - candidate.hours / FRESH_HOURS,
        "uncarried": float(candidate.relays == 0),
    }
    return {key: round(WEIGHTS[key] * share, 2) for key, share in held.items()}


def kin(candidate: RelayCandidate, reader: Readership) -> bool:
    """Whether the two units stand next to each other in the tree: above, below, or beside."""
    sisters = candidate.parent is not None and candidate.parent == reader.parent
    return sisters or candidate.unit == reader.parent or candidate.parent == reader.unit


def ranked(candidates: Iterable[RelayCandidate], reader: Readership, count: int) -> list[RelaySuggestion]:
    """The best first; of equals the newer item."""
    found = [one for candidate in candidates if (one := suggestion(candidate, reader)) is not None]
    return sorted(found, key=lambda one: (-one.points, -one.item))[:count]
