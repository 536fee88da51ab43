"""The relay ledger: who relayed whom, how broadly, and whether it goes both ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, QuerySet
from django.utils import timezone

from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.relay.models import Relay, RelayState
from hamafza.relay.queries import described

PERIODS = (7, 30, 90, 365)  # days


@dataclass(frozen=True)
class Edge:
    """How many items of the unit `origin` the unit `by` relays."""

    origin: int
    by: int
    count: int


@dataclass(frozen=True)
class LedgerUnit:
    """One unit in the ledger."""

    unit: Unit
    given: int  # items of others it relays
    received: int  # relays of its items by others
    relays_units: int  # distinct units it relays
    relayed_by: int  # distinct units that relay it

    @property
    def total(self) -> int:
        return self.given + self.received

    @property
    def reciprocity(self) -> float:
        """1 when as much is given as received, 0 when it only goes one way."""
        return round(1 - abs(self.given - self.received) / self.total, 2) if self.total else 0.0

    @property
    def percent(self) -> int:
        return round(100 * self.reciprocity)


def within(days: int) -> QuerySet[Relay]:
    """Relays made public in the last days that stand now; what was taken back or fell does not count."""
    since = timezone.now() - timedelta(days=days)
    return Relay.objects.filter(state=RelayState.LIVE, item__state="published", shown__gte=since)


def edges(actor: Standing, days: int) -> list[Edge]:
    """Every pair of units with a relay between them, the strongest first: one query."""
    pairs = within(days).order_by().values_list("item__unit", "unit").annotate(n=Count("pk"))
    found = [Edge(origin, by, count) for origin, by, count in pairs]
    return sorted(found, key=lambda edge: (-edge.count, edge.origin, edge.by))


def unit_rows(found: Iterable[Edge]) -> list[LedgerUnit]:
    """The ledger by unit, the busiest first: one query for the units."""
    given: dict[int, dict[int, int]] = {}
    received: dict[int, dict[int, int]] = {}
    for edge in found:
        given.setdefault(edge.by, {})[edge.origin] = edge.count
        received.setdefault(edge.origin, {})[edge.by] = edge.count
    units = Unit.objects.in_bulk(given.keys() | received.keys())
    table = [
        LedgerUnit(
            unit,
            sum(given.get(pk, {}).values()),
            sum(received.get(pk, {}).values()),
            len(given.get(pk, {})),
            len(received.get(pk, {})),
        )
        for pk, unit in units.items()
    ]
    return sorted(table, key=lambda row: (-row.total, row.unit.sort_key, row.unit.code))


def behind(actor: Standing, days: int, *, by: str = "", origin: str = "") -> QuerySet[Relay]:
    """The relays behind a number: of the unit that relays, of the unit that is relayed, or of both."""
    found = within(days)
    if by:
        found = found.filter(unit__code=by)
    if origin:
        found = found.filter(item__unit__code=origin)
    return described(found).order_by("-shown", "-pk")
