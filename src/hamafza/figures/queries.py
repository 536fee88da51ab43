"""Reading figures. Rooms above may rely on these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import get_language

from hamafza.archive.finders import FoundThing
from hamafza.figures.access import measuring, public_indicators, visible
from hamafza.figures.models import (
    Definition,
    Indicator,
    LockedBaseline,
    Observation,
    ObservationState,
    Revision,
)
from hamafza.lib.figures.periods import TimeWindow
from hamafza.lib.figures.totals import Adding, UnitShare
from hamafza.network.access import Standing, subtree
from hamafza.network.models import Unit
from hamafza.network.queries import matches

UNMEASURED = Q(state=ObservationState.UNMEASURED)
PROVISIONAL = Q(state=ObservationState.PROVISIONAL)
USUAL = 24  # values before a new one that say what is usual
LATEST_ROWS = 200


def asked_of(definition: Definition, among: Collection[int] | None = None) -> frozenset[int]:
    """The active units that are to measure an indicator, perhaps only those among some."""
    owner = definition.indicator.unit_id
    found = measuring(definition, subtree([owner]))
    if among is not None:
        found &= frozenset(among)
    return frozenset(Unit.objects.filter(pk__in=found, active=True).order_by().values_list("pk", flat=True))


@dataclass(frozen=True)
class WindowTotals:
    """What units measured in a window, and what is missing."""

    shares: dict[int, UnitShare] = field(default_factory=dict)
    unmeasured: int = 0
    """Units that say for some period that they did not measure."""
    provisional: int = 0
    """Values, not units."""
    unchecked: int = 0
    values: int = 0

    def whole(self, periods: int) -> frozenset[int]:
        """Units that measured in every period."""
        return frozenset(pk for pk, one in self.shares.items() if one.periods == periods)


def totals(definition: Definition, window: TimeWindow, units: Collection[int]) -> WindowTotals:
    """One query, in which the database adds up the values of each unit."""
    last = window.last + 1 - definition.every.months
    inside = Observation.objects.filter(definition=definition, period__range=(window.first, window.last))
    rows = (
        inside.order_by()
        .values_list("unit")
        .annotate(
            values=Count("amount"),
            whole=Sum("amount"),
            whole_base=Sum("base"),
            last_amount=Max("amount", filter=Q(period=last)),
            last_base=Max("base", filter=Q(period=last)),
            missing=Count("pk", filter=UNMEASURED),
            provisional=Count("pk", filter=PROVISIONAL),
            unchecked=Count("pk", filter=Q(checked=None)),
        )
    )
    return collected(rows, frozenset(units))


def collected(rows: Iterable[tuple[int, ...]], units: frozenset[int]) -> WindowTotals:
    shares: dict[int, UnitShare] = {}
    sums = [0, 0, 0, 0]
    for unit, values, amount, base, last_amount, last_base, *more in rows:
        if unit not in units:
            continue
        missing, provisional, unchecked = more
        sums = [a + b for a, b in zip(sums, (bool(missing), provisional, unchecked, values), strict=True)]
        if values:
            counted = (amount, base, last_amount, last_base)
            shares[unit] = UnitShare(unit, values, *(int(one or 0) for one in counted))
    return WindowTotals(shares, *sums)


@dataclass(frozen=True)
class PeriodTotal:
    """All units together in one period."""

    period: int
    value: Fraction | None
    units: int
    unmeasured: int
    provisional: int


def series(definition: Definition, units: Collection[int] | None = None) -> list[PeriodTotal]:
    """The course of an indicator, over all units or over some; a period without values is not in it."""
    kept = Observation.objects.filter(definition=definition).order_by()
    if units is not None:
        kept = kept.filter(unit__in=units)
    if definition.adds in (Adding.MEDIAN, Adding.WEIGHTED, Adding.NONE):
        return one_by_one(definition, kept)
    rows = kept.values_list("period").annotate(
        values=Count("amount"),
        missing=Count("pk", filter=UNMEASURED),
        provisional=Count("pk", filter=PROVISIONAL),
        whole=Sum("amount"),
        whole_base=Sum("base"),
    )
    return [
        PeriodTotal(
            period, summed(definition, int(amount or 0), int(base or 0), values), values, missing, provisional
        )
        for period, values, missing, provisional, amount, base in sorted(rows)
    ]


def summed(definition: Definition, amount: int, base: int, values: int) -> Fraction | None:
    """What the database has added up, as the value of the period."""
    if not values:
        return None
    if definition.adds == Adding.RATIO:
        return Fraction(definition.factor * amount, base) if base else None
    over = values if definition.adds == Adding.MEAN else 1
    return Fraction(amount, over * definition.arithmetic.unit)


def one_by_one(definition: Definition, kept: QuerySet[Observation]) -> list[PeriodTotal]:
    """Medians and weighted means need every value."""
    shares: dict[int, list[UnitShare]] = defaultdict(list)
    missing: dict[int, int] = defaultdict(int)
    provisional: dict[int, int] = defaultdict(int)
    for period, unit, state, amount, base in kept.values_list("period", "unit", "state", "amount", "base"):
        if amount is None:
            missing[period] += 1
            continue
        shares[period].append(UnitShare(unit, 1, amount, base, amount, base))
        provisional[period] += state == ObservationState.PROVISIONAL
    return [
        PeriodTotal(
            period,
            definition.arithmetic.total(shares[period]),
            len(shares[period]),
            missing[period],
            provisional[period],
        )
        for period in sorted({*shares, *missing})
    ]


def breaks_between(indicator: Indicator, first: int, last: int) -> list[tuple[int, str]]:
    found = indicator.breaks.filter(period__gt=first, period__lte=last)
    return list(found.values_list("period", "reason"))


def baseline_of(definition: Definition, window: TimeWindow) -> LockedBaseline | None:
    return definition.baselines.filter(first=window.first, last=window.last).first()


def seen_in(definitions: Iterable[Definition], window: TimeWindow) -> int:
    """How many values of a window are entered."""
    kept = Observation.objects.filter(definition__in=list(definitions))
    return kept.filter(period__range=(window.first, window.last), amount__isnull=False).count()


# For entry


def history(definition: Definition, units: Collection[int]) -> dict[int, list[tuple[int, int]]]:
    """Periods and values of units, the latest first: what is usual there. One query for any number of units."""
    kept = Observation.objects.filter(definition=definition, unit__in=units, amount__isnull=False)
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for unit, period, amount in kept.order_by("-period").values_list("unit", "period", "amount"):
        if amount is not None and len(found[unit]) <= USUAL:
            found[unit].append((period, amount))
    return found


def latest(definition: Definition, unit: Unit | None = None) -> QuerySet[Observation]:
    kept = Observation.objects.filter(definition=definition).select_related(
        "unit", "entered_by", "checked_by"
    )
    kept = kept.filter(unit=unit) if unit else kept
    return kept.select_related("document").order_by("-period", "unit__sort_key")


def to_check(actor: Standing) -> QuerySet[Observation]:
    """What a second person of the unit or above it has not looked at."""
    waiting = Observation.objects.filter(unit__in=actor.checks_for, checked=None)
    return waiting.exclude(entered_by=actor.person).select_related("definition__indicator", "unit")


def revisions_of(rows: Collection[int]) -> QuerySet[Revision]:
    found = Revision.objects.filter(observation__in=rows).select_related("by", "observation__definition")
    return found.order_by("-pk")


# For search


def find_indicators(words: Sequence[str], actor: Standing | None, most: int) -> list[FoundThing]:
    """Indicators whose code or name holds all the words; readers find those that are shown to them."""
    kept = visible(actor) if actor else public_indicators()
    names = kept.order_by("code").values_list("code", "current__name", "current__name_en", "unit__name")
    found = [row for row in names if matches(words, *row[:3])][:most]
    english = get_language() == "en"
    address = "indicator" if actor else "portal:indicator"
    return [
        FoundThing((english and name_en) or name, reverse(address, args=[code]), unit)
        for code, name, name_en, unit in found
    ]
