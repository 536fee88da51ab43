"""Where values lie on the axis of a chart. Bars always begin at zero."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

from hamafza.lib.documents.model import Chart, Form
from hamafza.lib.documents.values import Number, ValueKind, is_number

STEPS = 4
_NICE = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    low: float
    high: float

    @classmethod
    def of(cls, chart: Chart) -> Scale:
        found = [float(value) for one in chart.series for value in one.values if is_number(value)]
        if chart.baseline:
            found.append(float(chart.baseline.value))
        if chart.kind is ValueKind.PERCENT and all(0 <= value <= 1 for value in found):
            return cls(0.0, 1.0)
        low, high = min(found, default=0.0), max(found, default=0.0)
        if chart.form is Form.BARS or low >= 0:
            low, high = min(low, 0.0), max(high, 0.0)
        return cls(low, high) if chart.form is Form.BARS and low < high else cls.with_steps(low, high)

    @classmethod
    def with_steps(cls, low: float, high: float) -> Scale:
        """Four equal steps with short names, from the lowest line to the highest."""
        span = (high - low) or 1.0
        power = 10.0 ** floor(log10(span / STEPS))
        for step in (power * nice for nice in (*_NICE, 20)):
            first = floor(low / step) * step
            if ceil((high - first) / step) <= STEPS:
                break
        return cls(first, first + step * STEPS)

    def at(self, value: Number) -> float:
        """Between 0 (the lowest) and 1 (the highest)."""
        return (float(value) - self.low) / ((self.high - self.low) or 1.0)

    @property
    def zero(self) -> float:
        return min(max(self.at(0), 0.0), 1.0)

    def lines(self) -> list[Decimal]:
        """The values of the lines across the chart, from the highest down."""
        step = (self.high - self.low) / STEPS
        return [Decimal(f"{self.high - step * number:.12g}") for number in range(STEPS + 1)]
