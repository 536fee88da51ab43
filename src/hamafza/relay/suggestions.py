"""What is worth relaying, for the units a person writes for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from hamafza.network.access import Standing
from hamafza.network.models import Topic, Unit
from hamafza.newsroom.models import Item, ItemState, PubStatus
from hamafza.relay import access
from hamafza.relay.models import Relay
from hamafza.relay.queries import relayed_by
from hamafza.relay.scoring import FRESH_HOURS, Readership, RelayCandidate, RelaySuggestion, ranked

MOST_NEAR = 10  # units of a person; whoever writes for more hears of everything
MOST_CANDIDATES = 400  # the newest; a large network publishes some hundred a day


@dataclass(frozen=True)
class Worth:
    """An item worth relaying in the name of a unit, and why."""

    item: Item
    unit: Unit
    why: RelaySuggestion


def worth_relaying(actor: Standing, count: int = 12, unit: Unit | None = None) -> list[Worth]:
    """The best suggestions over the person's units (or one of them), each item once: six queries."""
    units = access.units_of(actor)
    if unit is not None:
        units = [one for one in units if one.pk == unit.pk]
    return best_for(units, readerships(units), count)


def best_for(units: list[Unit], readers: list[Readership], count: int) -> list[Worth]:
    """The best suggestions over units whose readers are known."""
    if not units:
        return []
    found = candidates()
    best: dict[int, tuple[RelaySuggestion, Unit]] = {}
    for one, reader in zip(units, readers, strict=True):
        for why in ranked(found, reader, count):
            if why.item not in best or best[why.item][0].points < why.points:
                best[why.item] = (why, one)
    chosen = sorted(best.values(), key=lambda pair: (-pair[0].points, -pair[0].item))[:count]
    items = Item.objects.select_related("unit", "published").in_bulk([why.item for why, _unit in chosen])
    return [Worth(items[why.item], one, why) for why, one in chosen if why.item in items]


def near(readers: list[Readership]) -> list[str] | None:
    """Tags of what may be worth relaying for these units; None where that is nearly everything."""
    if len(readers) > MOST_NEAR:
        return None
    found = {"statement"}
    for reader in readers:
        found |= {f"topic:{code}" for code in reader.topics}
        found |= {f"unit:{reader.unit}", f"parent:{reader.unit}"}
        found |= {f"region:{reader.region}"} if reader.region else set()
        found |= {f"unit:{reader.parent}", f"parent:{reader.parent}"} if reader.parent else set()
    return sorted(found)


def candidates() -> list[RelayCandidate]:
    """What stands and was published within the last days, newest first: one light query."""
    now = timezone.now()
    rows = (
        Item.objects.filter(
            state=ItemState.PUBLISHED,
            pubstatus=PubStatus.USABLE,
            firstpublished__gte=now - timedelta(hours=FRESH_HOURS),
        )
        .annotate(relayed=relayed_by())
        .order_by("-firstpublished", "-pk")
        .values_list(
            *("pk", "unit_id", "unit__parent_id", "unit__region_id", "published__topics"),
            *("published__profile", "firstpublished", "relayed"),
        )[:MOST_CANDIDATES]
    )
    return [
        RelayCandidate(
            item=pk,
            unit=unit,
            parent=parent,
            region=region,
            topics=frozenset(topics or ()),
            profile=profile,
            hours=max(0.0, (now - published).total_seconds() / 3600),
            relays=relays,
        )
        for pk, unit, parent, region, topics, profile, published, relays in rows
        if published is not None
    ]


def readerships(units: list[Unit]) -> list[Readership]:
    """What each unit covers and carries: two queries, none for no units."""
    if not units:
        return []
    covered: dict[int, set[str]] = {}
    for pk, code in Topic.objects.filter(units__in=units).values_list("units", "code"):
        covered.setdefault(pk, set()).add(code)
    carried: dict[int, set[int]] = {}
    since = timezone.now() - timedelta(hours=FRESH_HOURS)  # nothing is relayed before it is published
    relays = Relay.objects.filter(unit__in=units, made__gte=since)
    for unit, item in relays.values_list("unit_id", "item_id"):
        carried.setdefault(unit, set()).add(item)
    return [
        Readership(
            unit=unit.pk,
            parent=unit.parent_id,
            region=unit.region_id,
            topics=frozenset(covered.get(unit.pk, ())),
            carries=frozenset(carried.get(unit.pk, ())),
        )
        for unit in units
    ]
