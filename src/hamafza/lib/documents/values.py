"""The values of cells, charts and sentences, and the kinds that decide how they are written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeGuard


class ValueKind(StrEnum):
    """How a value is written. Shares are fractions: 0.25 is 25 percent."""

    TEXT = "text"
    NUMBER = "number"
    SIGNED = "signed"
    """A change: a plus stands before what grew."""
    PERCENT = "percent"
    SIGNED_PERCENT = "signed-percent"
    DATE = "date"

    @property
    def is_number(self) -> bool:
        return self not in (ValueKind.TEXT, ValueKind.DATE)

    @property
    def is_signed(self) -> bool:
        return self in (ValueKind.SIGNED, ValueKind.SIGNED_PERCENT)

    @property
    def is_share(self) -> bool:
        return self in (ValueKind.PERCENT, ValueKind.SIGNED_PERCENT)


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind with its decimal places."""

    kind: ValueKind = ValueKind.TEXT
    places: int = 0


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """A value that nobody measured, with the reason. It is neither zero nor an empty cell."""

    reason: str = ""


Number = int | float | Decimal
Value = str | Number | date | Unmeasured | None
"""A `datetime` is a `date` too; it is shown with its clock. `None` is an empty cell."""


def is_number(value: object) -> TypeGuard[Number]:
    """A number that can be written as one: not infinite, and not the number that is none."""
    return isinstance(value, int) or (isinstance(value, float | Decimal) and Decimal(value).is_finite())
