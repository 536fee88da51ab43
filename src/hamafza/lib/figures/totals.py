"""One number of many: how the values of units and periods add up. Whole numbers in, exact fractions out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from fractions import Fraction

_EXACT = Context(prec=60)


class Adding(StrEnum):
    """How the values of units become one."""

    SUM = "sum"
    RATIO = "ratio"
    """The sum of what is counted over the sum of what it is counted among."""
    WEIGHTED = "weighted"
    MEAN = "mean"
    MEDIAN = "median"
    NONE = "none"
    """They do not: each unit stands alone."""


class Spanning(StrEnum):
    """How the periods of a window become one."""

    SUM = "sum"
    MEAN = "mean"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class UnitShare:
    """What one unit measured in one window: sums over its periods, and its last period alone.

    `base` is what a ratio is counted among, or the weight.
    """

    unit: int
    periods: int
    amount: int
    base: int
    last_amount: int
    last_base: int

    def spanned(self, spans: Spanning) -> tuple[Fraction, Fraction]:
        """Amount and base of the window."""
        if spans is Spanning.LAST:
            return Fraction(self.last_amount), Fraction(self.last_base)
        over = self.periods if spans is Spanning.MEAN else 1
        return Fraction(self.amount, over), Fraction(self.base, over)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """How an indicator is counted: values are kept as whole numbers of `10 ** -decimals`."""

    adds: Adding
    spans: Spanning
    decimals: int = 0
    factor: int = 1
    """What a ratio is multiplied with: 100 for percent, 1000 for so many in a thousand."""

    @property
    def unit(self) -> int:
        return int(10**self.decimals)

    def total(self, shares: Sequence[UnitShare]) -> Fraction | None:
        """The value of these units together; None if there is none."""
        parts = [one.spanned(self.spans) for one in shares]
        if not parts or (self.adds is Adding.NONE and len(parts) > 1):
            return None
        if self.adds is Adding.RATIO:
            return ratio(parts, self.factor)
        if self.adds is Adding.WEIGHTED:
            weight = sum(base for _amount, base in parts)
            return sum((a * b for a, b in parts), Fraction()) / weight / self.unit if weight else None
        amounts = [amount for amount, _base in parts]
        return joined(self.adds, amounts) / self.unit

    def per_head(self, shares: Sequence[UnitShare]) -> Fraction | None:
        """A sum over the heads that are kept beside it, which do not add up over time; None if there are none."""
        parts = [(one.spanned(self.spans)[0], Fraction(one.base, one.periods)) for one in shares]
        if self.adds is not Adding.SUM or any(not base for _amount, base in parts):
            return None
        return ratio(parts, self.factor)


def ratio(parts: Iterable[tuple[Fraction, Fraction]], factor: int) -> Fraction | None:
    above, below = Fraction(), Fraction()
    for amount, base in parts:
        above, below = above + amount, below + base
    return factor * above / below if below else None


def joined(adds: Adding, amounts: list[Fraction]) -> Fraction:
    if adds is Adding.MEDIAN:
        ordered, half = sorted(amounts), len(amounts) // 2
        return ordered[half] if len(amounts) % 2 else (ordered[half - 1] + ordered[half]) / 2
    whole = sum(amounts, Fraction())
    return whole / len(amounts) if adds is Adding.MEAN else whole


def rounded(value: Fraction, places: int) -> Decimal:
    """As it is shown: half away from zero, and zero without a sign."""
    whole = 10**places
    doubled = abs(value.numerator) * whole * 2 + value.denominator
    units = doubled // (2 * value.denominator)
    signed = -units if value < 0 else units
    return _EXACT.scaleb(Decimal(signed), -places) if units else Decimal(0).scaleb(-places)


def exact(value: Decimal, decimals: int) -> int | None:
    """The whole number by which a value is kept; None if it has more decimals than that."""
    scaled = _EXACT.scaleb(value, decimals)
    whole = scaled.to_integral_value(ROUND_HALF_UP, _EXACT)
    return int(whole) if whole == scaled else None
