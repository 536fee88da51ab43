"""What looks wrong in a new value beside those before it. It is asked about, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from statistics import median

NEAR = Decimal("0.35")  # how near to ten or a thousand times as much


def doubts(new: Decimal, before: Sequence[Decimal], *, unit_max: Decimal | None = None) -> list[str]:
    found = ["over_most"] if unit_max is not None and new > unit_max else []
    usual = median(before) if before else Decimal(0)
    if not usual or not new:
        return found
    if (new < 0) != (usual < 0):
        return [*found, "sign"]
    ratio = max(new / usual, usual / new)
    for factor in (10, 1000):
        if abs(ratio / factor - 1) <= NEAR:
            return [*found, f"factor_{factor}"]
    return [*found, "jump"] if ratio > 3 else found
