"""Counting a comparison: the same units in both windows, the locked baseline, and what is missing.

What comes out is plain data. It is kept whole, so that the page of a report counts nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from django.utils.translation import get_language

from hamafza.comparisons.models import DeclaredComparison, DeclaredSet
from hamafza.figures import queries
from hamafza.figures.models import Better, Definition, LockedBaseline, Measure, Observation, ObservationState
from hamafza.figures.queries import WindowTotals
from hamafza.lib.figures.totals import UnitShare, rounded
from hamafza.network.access import subtree
from hamafza.network.models import Unit

STEADY, STEADY_POINTS = Decimal(2), Decimal(1)
"""A change below so many percent, or percentage points of a share, is told as "about the same"."""
AXIS = 1000  # parts of the longest bar
REASONS = 3  # told of what is missing
ABOUT = (
    *("name", "name_en", "meaning", "meaning_en", "source", "source_en", "numerator", "numerator_en"),
    *(
        "denominator",
        "denominator_en",
        "measure",
        "word",
        "word_en",
        "words_en",
        "scale",
        "decimals",
        "factor",
    ),
    *("better", "adds", "spans", "frequency", "price_year"),
)
Row = dict[str, Any]


def among(comparison: DeclaredComparison) -> frozenset[int] | None:
    """The units of the scope; None for the whole network."""
    if comparison.scope_id is None and comparison.region_id is None:
        return None
    units = Unit.objects.order_by()
    if comparison.scope_id is not None:
        units = units.filter(pk__in=subtree([comparison.scope_id]))
    if comparison.region_id is not None:
        units = units.filter(region=comparison.region_id)
    return frozenset(units.values_list("pk", flat=True))


@dataclass(frozen=True)
class WindowPair:
    """One indicator in both windows, before it is put into words."""

    definition: Definition
    asked: frozenset[int]
    before: WindowTotals
    after: WindowTotals
    baseline: LockedBaseline
    locked: dict[int, UnitShare]
    same: tuple[int, ...]
    """The units that measured every period of both windows: only they are compared."""
    alone: tuple[int, ...]
    """If there is none: those that measured one of the windows, while nobody measured the other."""

    def total(self, shares: dict[int, UnitShare]) -> Fraction | None:
        units = self.same or [pk for pk in self.alone if pk in shares]
        return self.definition.arithmetic.total([shares[pk] for pk in units])


def pair(comparison: DeclaredComparison, definition: Definition, baseline: LockedBaseline) -> WindowPair:
    asked = queries.asked_of(definition, among(comparison))
    before = queries.totals(definition, comparison.before, asked)
    after = queries.totals(definition, comparison.after, asked)
    locked = {one.unit_id: one.share for one in baseline.shares.all() if one.unit_id in asked}
    periods = [len(window.periods(definition.every)) for window in (comparison.before, comparison.after)]
    whole = {pk for pk, one in locked.items() if one.periods == periods[0]}
    later = after.whole(periods[1])
    alone = () if whole and later else tuple(sorted(whole or later))
    return WindowPair(definition, asked, before, after, baseline, locked, tuple(sorted(whole & later)), alone)


def row_of(comparison: DeclaredComparison, found: WindowPair) -> Row:
    """One indicator as data: numbers as text, so that none is changed on its way."""
    definition = found.definition
    before, after = shown(found, found.locked), shown(found, found.after.shares)
    corrected = corrected_value(found)
    row: Row = {
        "code": definition.indicator.code,
        "definition": definition.number,
        **{name: getattr(definition, name) for name in ABOUT},
        "before": side(found, before, found.before),
        "after": side(found, after, found.after),
        "units": len(found.same),
        "asked": len(found.asked),
        "corrected": None if corrected in (None, before) else str(corrected),
        "baseline": about_baseline(found.baseline),
        "breaks": queries.breaks_between(
            definition.indicator, comparison.before_first, comparison.after_last
        ),
        "reasons": reasons(comparison, definition, found.asked) if None in (before, after) else [],
        **change(definition, before, after),
        **heads(found),
    }
    return row | bars(row)


def shown(found: WindowPair, shares: dict[int, UnitShare]) -> Decimal | None:
    total = found.total(shares)
    return None if total is None else rounded(total, found.definition.decimals)


def corrected_value(found: WindowPair) -> Decimal | None:
    """What the earlier window amounts to by now, if every one of its units still stands."""
    if not set(found.same or found.alone) <= set(found.before.shares):
        return None
    return shown(found, found.before.shares)


def side(found: WindowPair, value: Decimal | None, totals: WindowTotals) -> Row:
    return {
        "value": None if value is None else str(value),
        "units": len(totals.shares),
        "unmeasured": totals.unmeasured,
        "provisional": totals.provisional,
        "unchecked": totals.unchecked,
        "values": totals.values,
    }


def about_baseline(baseline: LockedBaseline) -> Row:
    return {
        "at": baseline.at.isoformat(timespec="seconds"),
        "sha256": baseline.sha256,
        "link": baseline.link,
        "document": baseline.document.sha256 if baseline.document else "",
    }


def reasons(comparison: DeclaredComparison, definition: Definition, units: Collection[int]) -> list[str]:
    """Why it was not measured, as the units say."""
    missing = Observation.objects.filter(definition=definition, state=ObservationState.UNMEASURED)
    inside = missing.filter(period__range=(comparison.before_first, comparison.after_last))
    found = inside.filter(unit__in=units).order_by("reason").values_list("reason", flat=True).distinct()
    return list(found[:REASONS])


def change(definition: Definition, before: Decimal | None, after: Decimal | None) -> Row:
    """By how much, in which direction, and whether that is better. Counted from the numbers that are shown."""
    if before is None or after is None:
        return {"change": None, "percent": None, "direction": "missing", "verdict": "missing"}
    difference = after - before
    points = definition.measure == Measure.PERCENT
    percent = share_of(difference, before) if before > 0 and not points else None
    steady = abs(difference) < STEADY_POINTS if points else percent is not None and abs(percent) < STEADY
    direction = "same" if steady or not difference else "up" if difference > 0 else "down"
    return {
        "change": str(difference),
        "percent": None if percent is None else str(percent),
        "direction": direction,
        "verdict": verdict(definition.better, direction),
    }


def share_of(difference: Decimal, before: Decimal) -> Decimal:
    """In percent, with one decimal place."""
    return (100 * difference / before).quantize(Decimal("0.1"), ROUND_HALF_UP)


def verdict(better: str, direction: str) -> str:
    if direction == "same":
        return "same"
    if better == Better.NEITHER:
        return "neither"
    return "better" if (direction == "up") == (better == Better.MORE) else "worse"


def heads(found: WindowPair) -> Row:
    """A sum among how many, where that is kept."""
    arithmetic, places = found.definition.arithmetic, max(found.definition.decimals, 1)
    sides = [
        arithmetic.per_head([shares[pk] for pk in found.same]) if found.same else None
        for shares in (found.locked, found.after.shares)
    ]
    told = [None if one is None else str(rounded(one, places)) for one in sides]
    return {"per_head": None if None in told else told}


def bars(row: Row) -> Row:
    """Where both bars begin and how long they are, in thousandths of one axis, which always has its zero."""
    values = [
        None if row[name]["value"] is None else Decimal(row[name]["value"]) for name in ("before", "after")
    ]
    there = [one for one in values if one is not None]
    low = min([Decimal(0), *there])
    high = Decimal(100) if row["measure"] == Measure.PERCENT else max([Decimal(0), *there])
    span = max(high, *there, Decimal(0)) - low
    return {"axis": [str(low), str(high)], "bars": [bar(one, low, span) for one in values]}


def bar(value: Decimal | None, low: Decimal, span: Decimal) -> list[int] | None:
    if value is None:
        return None
    if not span:
        return [0, 0]
    zero, end = (
        (AXIS * (one - low) / span).quantize(Decimal(1), ROUND_HALF_UP) for one in (Decimal(0), value)
    )
    return [int(min(zero, end)), int(abs(end - zero))]


def counted(
    comparison: DeclaredComparison, declared: DeclaredSet, pairs: Sequence[WindowPair]
) -> dict[str, Any]:
    """Everything that the page and the files of a report say, apart from the sentences."""
    rows = [row_of(comparison, one) for one in pairs]
    verdicts = [row["verdict"] for row in rows]
    return {
        "title": comparison.title,
        "language": get_language(),
        "days": comparison.days,
        "before": [comparison.before_first, comparison.before_last],
        "after": [comparison.after_first, comparison.after_last],
        "unequal": comparison.unequal,
        "scope": scope_of(comparison),
        "asked": asked(pairs),
        "set": about_set(comparison, declared),
        "rows": rows,
        "counts": {name: verdicts.count(name) for name in ("better", "worse", "same", "neither", "missing")},
    }


def asked(pairs: Sequence[WindowPair]) -> list[Row]:
    """Of which units each indicator was asked: later some are closed or belong elsewhere. Equal lists stand once."""
    groups = list(dict.fromkeys(one.asked for one in pairs))
    codes = dict(Unit.objects.filter(pk__in=frozenset().union(*groups)).values_list("pk", "code"))
    return [
        {
            "indicators": [one.definition.indicator.code for one in pairs if one.asked == group],
            "units": sorted(codes[pk] for pk in group),
        }
        for group in groups
    ]


def scope_of(comparison: DeclaredComparison) -> Row:
    return {
        "unit": comparison.scope.code if comparison.scope else "",
        "region": comparison.region.code if comparison.region else "",
    }


def about_set(comparison: DeclaredComparison, declared: DeclaredSet) -> Row:
    """When it was frozen, and what was known by then: of this set and of each before it."""
    sets = list(comparison.sets.prefetch_related("entries__definition__indicator"))
    known = max(sets, key=lambda one: one.seen)
    return {
        "number": declared.number,
        "at": sets[0].at.isoformat(timespec="seconds"),
        "changed": declared.at.isoformat(timespec="seconds") if declared.number > 1 else "",
        "sha256": declared.sha256,
        "seen": known.seen,
        "expected": known.expected,
        "changes": [differences(old, new) for old, new in pairwise(sets)],
    }


def differences(old: DeclaredSet, new: DeclaredSet) -> Row:
    """What left a set and what came into it, after how many values."""
    kept = [{one.definition_id: one.definition for one in each.entries.all()} for each in (old, new)]
    gone = [kept[0][pk] for pk in kept[0] if pk not in kept[1]]
    come = [kept[1][pk] for pk in kept[1] if pk not in kept[0]]
    return {
        "at": new.at.isoformat(timespec="seconds"),
        "reason": new.reason,
        "seen": new.seen,
        "expected": new.expected,
        "gone": [named(one) for one in gone],
        "come": [named(one) for one in come],
    }


def named(definition: Definition) -> Row:
    return {
        "code": definition.indicator.code,
        "name": definition.name,
        "name_en": definition.name_en,
        "definition": definition.number,
    }
