"""What looks wrong in a new value beside those before it. It is asked about, never changed.

Values are compared by their ratios. What is usual is learnt from the series itself: each value beside the one before it,
or beside the one a year ago if that tells it better, so that a season is no jump.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import exp, inf, log, sqrt
from statistics import median

FACTORS = {"factor_10": 10, "factor_1000": 1000}
LAGS = (1, 4, 12)  # periods: the last one, a year of quarters, a year of months
LEAST = 0.65  # a ratio of 1.9, below which nothing is asked
STEPS = 4.5  # usual steps that a value may be away
NEAR = 0.22  # of the factor: a tenfold value may miss ten by a ratio of 1.6
PRIOR_STEP, PRIOR_COUNT = 0.3, 2  # what is usual before much is known, and how many steps it weighs
FEWEST_FOR_ZERO, SMALL = 5, 10  # a zero is asked about after so many values, none of them smaller than that
NORMAL = 1.4826  # median deviation to standard deviation


@dataclass(frozen=True, slots=True)
class UsualStep:
    """What is expected next, and how far values usually are from what was expected; both as logarithms."""

    expected: float
    step: float


def doubts(new: Decimal, before: Sequence[Decimal], *, unit_max: Decimal | None = None) -> list[str]:
    """Keys of what to ask about; `before` has the latest value first.

    >>> doubts(Decimal(1200), [Decimal(n) for n in (118, 121, 115, 120)])
    ['factor_10']
    >>> doubts(Decimal(101), [Decimal(99), Decimal(98)], unit_max=Decimal(100))
    ['over_most']
    """
    found = ["over_most"] if unit_max is not None and new > unit_max else []
    if (new < 0 and _all_above(before)) or (new > 0 and _all_above([-one for one in before])):
        found.append("sign")
    return found + _of_size(abs(new), [abs(one) for one in before])


def _all_above(values: Sequence[Decimal]) -> bool:
    return bool(values) and min(values) >= 0 and max(values) > 0


def _of_size(new: Decimal, before: Sequence[Decimal]) -> list[str]:
    known = [one for one in before if one]
    if not new:
        return ["jump"] if _has_never_been_small(before) else []
    if len(known) * 2 <= len(before):
        return []
    usual = usual_step([log(one) for one in known])
    away = abs(log(new) - usual.expected)
    step = _of_counts(new, known, usual) if _are_counts(new, known) else usual.step
    if away <= max(LEAST, STEPS * step):
        return []
    factors = [
        name
        for name, factor in FACTORS.items()
        if abs(away - log(factor)) <= max(NEAR * log(factor), 2 * step)
    ]
    return factors[:1] or ["jump"]


def _has_never_been_small(before: Sequence[Decimal]) -> bool:
    return len(before) >= FEWEST_FOR_ZERO and min(before) >= SMALL


def _are_counts(new: Decimal, known: Sequence[Decimal]) -> bool:
    return all(one == one.to_integral_value() for one in (new, *known))


def _of_counts(new: Decimal, known: Sequence[Decimal], usual: UsualStep) -> float:
    """Chance alone moves counts of few: 3 may follow 8, but 80 may not. Roots of counts are equally uncertain."""
    roots = 2 * abs(sqrt(new) - exp(usual.expected / 2))
    chance = abs(log(new) - usual.expected) / roots if roots else 0.0
    own = max(usual.step**2 - 2 / float(median(known)), 0.0)
    return sqrt(own + chance**2)


def usual_step(sizes: Sequence[float]) -> UsualStep:
    """By the lag that tells the series best."""
    best = UsualStep(median(sizes[:3]), inf)
    for lag in LAGS:
        steps = [now - then for now, then in zip(sizes, sizes[lag:], strict=False)]
        if lag == 1 or len(steps) >= lag:
            one = _told_by(sizes, steps, lag)
            best = one if one.step < best.step * (1 if lag == 1 else 0.8) else best
    return best


def _told_by(sizes: Sequence[float], steps: Sequence[float], lag: int) -> UsualStep:
    centre = median(steps) if len(steps) > PRIOR_COUNT else 0.0
    spread = NORMAL * median([abs(one - centre) for one in steps]) if steps else 0.0
    weighed = (PRIOR_STEP * PRIOR_COUNT + spread * len(steps)) / (PRIOR_COUNT + len(steps))
    return UsualStep((sizes[lag - 1] if lag > 1 else median(sizes[:3])) + centre, weighed)
