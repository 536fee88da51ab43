"""What a table of units and people asks for, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext

from hamafza.network.columns import TITLES
from hamafza.network.models import Topic


@dataclass(frozen=True)
class RowProblem:
    """Why a row cannot be taken in: `row` as the spreadsheet numbers it, `column` a key of `TITLES`."""

    row: int
    column: str
    message: str | Promise
    value: str = ""

    @property
    def title(self) -> str:
        return str(TITLES.get(self.column, self.column))

    def __str__(self) -> str:
        place = gettext("Row %(row)s, %(column)s") % {"row": self.row, "column": self.title}
        return f"{place}: {self.message}" + (f" ({self.value})" if self.value else "")


@dataclass
class UnitRow:
    """What the table says of one unit: only columns that are filled in."""

    row: int
    code: str
    parent: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    topics: list[Topic] | None = None

    def merge(self, other: UnitRow) -> bool:
        """Add what another row says of the same unit; False if the two disagree."""
        agree = (
            all(self.values.get(name, value) == value for name, value in other.values.items())
            and (not (self.parent and other.parent) or self.parent == other.parent)
            and (self.topics is None or other.topics is None or self.topics == other.topics)
        )
        if agree:
            self.values.update(other.values)
            self.parent = self.parent or other.parent
            self.topics = other.topics if self.topics is None else self.topics
        return agree


@dataclass
class PersonRow:
    """What the table says of one person's role in one unit."""

    row: int
    unit: str
    username: str
    email: str
    name: str
    role: str
    has_account: bool = False
    """Whether the user name is an account's: it gets the role at once, an address gets an invitation."""


@dataclass
class ImportPlan:
    """All of a table; it may be applied when `problems` is empty."""

    units: dict[str, UnitRow] = field(default_factory=dict)
    people: list[PersonRow] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    new_units: int = 0
    new_people: int = 0
    """People without an account who were not invited before."""

    @property
    def is_good(self) -> bool:
        return not self.problems

    @property
    def known_units(self) -> int:
        return len(self.units) - self.new_units
