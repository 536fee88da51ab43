"""Reading relays. What depends on a person takes their standing first; what readers see does not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.newsroom.models import Item, ItemState
from hamafza.relay import access
from hamafza.relay.models import Relay, RelayKind, RelayState

READ = tuple(name for name in access.WHOLE_ROW if name != "by")  # readers hear of units, not of persons
STANDS = Q(item__state=ItemState.PUBLISHED) | ~Q(kind=RelayKind.WHOLE)  # a whole relay falls with its origin
BEHIND = Q(follow=False) & ~Q(version=F("item__published")) & Q(item__state=ItemState.PUBLISHED)


def described(relays: QuerySet[Relay]) -> QuerySet[Relay]:
    return relays.select_related(*access.WHOLE_ROW)


def readable() -> QuerySet[Relay]:
    """Relays that readers can read now, newest first."""
    shown = Relay.objects.filter(STANDS, state=RelayState.LIVE)
    return shown.select_related(*READ).order_by("-shown", "-pk")


def of_unit(unit: Unit, start: int, count: int) -> list[Relay]:
    """What a unit relays, for readers."""
    return list(readable().filter(unit=unit)[start : start + count])


def changed_of_unit(unit: Unit, count: int) -> list[Relay]:
    """What a unit relayed or took back, for programs: they must hear of what fell."""
    found = access.public_relays().filter(unit=unit).exclude(state=RelayState.SUPERSEDED)
    return list(found.select_related(*READ).order_by("-shown", "-pk")[:count])


def public(pk: int) -> Relay:
    """A relay readers may ask for, stones included; 404 for anything else."""
    found = list(access.public_relays().select_related(*READ).filter(pk=pk))
    if not found:
        raise Http404
    return found[0]


def successor(relay: Relay) -> Relay | None:
    """The relay of the same item by the same unit that stands now."""
    return readable().filter(unit=relay.unit_id, item=relay.item_id).first()


def relayed_by() -> Coalesce:
    """For annotating items: how many units relay each."""
    live = Relay.objects.filter(item=OuterRef("pk"), state=RelayState.LIVE).order_by()
    counted = live.values("item").annotate(units=Count("pk")).values("units")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def carriers(item: Item, count: int = 300) -> list[Relay]:
    """Live relays of an item, the first one first."""
    live = Relay.objects.filter(item=item, state=RelayState.LIVE).select_related("unit", "via")
    relays = list(live.order_by("shown", "pk")[:count])
    for relay in relays:
        relay.item = item  # known already; the texts of versions are not needed here
    return relays


@dataclass(frozen=True)
class Carried:
    """Which of the person's units could relay an item, and which already do."""

    units: list[Unit]  # that could
    relays: list[Relay]  # live or waiting, of the person's own units
    total: int  # units of the whole network that relay it


def carried(actor: Standing, items: Iterable[Item]) -> dict[int, Carried]:
    """By item, whether it can be relayed or not: three queries for a whole list."""
    items = list(items)
    units = access.units_of(actor)
    live = Relay.objects.filter(item__in=items, state__in=[RelayState.LIVE, RelayState.WAITING])
    own: dict[int, list[Relay]] = {}
    for relay in live.filter(unit__in=units).select_related("unit") if units and items else ():
        own.setdefault(relay.item_id, []).append(relay)
    totals = dict(
        live.filter(state=RelayState.LIVE).values_list("item").annotate(n=Count("pk")).order_by()
        if items
        else ()
    )
    return {item.pk: one_carried(item, units, own.get(item.pk, []), totals.get(item.pk, 0)) for item in items}


def one_carried(item: Item, units: list[Unit], own: list[Relay], total: int) -> Carried:
    taken = {relay.unit_id for relay in own}
    could = [unit for unit in units if unit.pk not in taken and unit.pk != item.unit_id]
    return Carried(could if access.relayable(item) else [], own, total)


# The desk


def of_ours(actor: Standing) -> QuerySet[Relay]:
    """Relays of the units the person belongs to."""
    return described(Relay.objects.filter(unit__in=actor.unit_ids))


def own(actor: Standing, count: int = 12) -> list[Relay]:
    """The same, what changed last first."""
    return list(of_ours(actor).order_by("-changed", "-pk")[:count])


@dataclass(frozen=True)
class Attention:
    """Relays about which somebody of the person's units must decide: what of each kind is shown."""

    corrected: list[Relay]  # live, and their origin was corrected since
    fallen: list[Relay]  # quotations and introductions whose origin was withdrawn
    checks: list[Relay]  # introductions the person may check and has not written


def attention(actor: Standing, count: int = 20) -> Attention:
    """All three in one query, the latest change first; of checks the one that waits longest."""
    live = Relay.objects.filter(state=RelayState.LIVE, unit__in=actor.writes_for)
    live = live.order_by("-item__versioncreated", "-pk")
    checks = Relay.objects.filter(state=RelayState.WAITING).exclude(by=actor.person).order_by("made", "pk")
    if not actor.is_administrator:
        checks = checks.filter(unit__in=actor.checks_for)
    kinds = (
        live.filter(BEHIND),
        live.filter(item__state=ItemState.RETIRED).exclude(kind=RelayKind.WHOLE),
        checks,
    )
    named = reduce(or_, (Q(pk__in=kind.values("pk")[:count]) for kind in kinds))
    found = sorted(
        described(Relay.objects.filter(named)),
        key=lambda one: (one.item.versioncreated, one.pk),
        reverse=True,
    )
    decided = [one for one in found if one.is_live]
    return Attention(
        corrected=[one for one in decided if not one.origin_withdrawn],
        fallen=[one for one in decided if one.origin_withdrawn],
        checks=sorted((one for one in found if not one.is_live), key=lambda one: one.made),
    )


def of_theirs(actor: Standing) -> QuerySet[Relay]:
    """What others relay of the person's units."""
    live = Relay.objects.filter(state=RelayState.LIVE, item__unit__in=actor.unit_ids)
    return described(live)


def received(actor: Standing, count: int = 20) -> list[Relay]:
    """The same, the latest first."""
    return list(of_theirs(actor).order_by("-shown", "-pk")[:count])
