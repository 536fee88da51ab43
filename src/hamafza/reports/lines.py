"""What a report is made of: lines that rooms bring, each counted from what they have recorded. Nothing is typed.

A room says what it brings in its `room.py`, as a `ReportSource`; those of the rooms below stand in `sources`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.functional import Promise

from hamafza.network.models import Unit
from hamafza.pages import rooms

ZONE = ZoneInfo(settings.TIME_ZONE)
LONGEST = 400  # days that a report spans at most
YEARS = range(1900, 2201)  # of a report; at the ends of the calendar no day follows
Number = int | float | None


@dataclass(frozen=True)
class Period:
    """From one day to another, both included."""

    since: date
    until: date

    @property
    def began(self) -> datetime:
        return datetime.combine(self.since, time(), ZONE)

    @property
    def ended(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.until + timedelta(days=1), time(), ZONE)

    def __str__(self) -> str:
        return f"{self.since}_{self.until}"

    @classmethod
    def read(cls, text: str) -> Period | None:
        """As an address writes it; None for what is no period."""
        since, _sign, until = text.partition("_")
        try:
            found = cls(date.fromisoformat(since), date.fromisoformat(until))
        except ValueError:
            return None
        return found if found.sound else None

    @property
    def sound(self) -> bool:
        whole = self.since.year in YEARS and self.until.year in YEARS
        return whole and 0 <= (self.until - self.since).days <= LONGEST


@dataclass(frozen=True)
class ReportLine:
    """One number: what it is called, and the table whose rows it counts. `hours`: a time, not a count."""

    label: str | Promise
    recorded: str
    hours: bool = False


@dataclass(frozen=True)
class ReportRow:
    """One of the rows that a number counts."""

    title: str
    url: str
    at: datetime | date | None = None


Rows = Iterable[ReportRow]


@dataclass(frozen=True, kw_only=True)
class ReportSource:
    """Lines of one kind, in their order: `count` gives all their numbers at once, `rows` what one of them counts.

    A number that nobody measured is None. `rows` gives the newest first, as many as it is asked for.
    """

    name: str
    title: str | Promise
    lines: Mapping[str, ReportLine]
    count: Callable[[Unit, Period], Mapping[str, Number]]
    rows: Callable[[Unit, Period, str, int], Rows]
    order: int = 50


def sources() -> list[ReportSource]:
    return sorted(rooms.brought(ReportSource), key=lambda one: one.order)


def all_lines() -> dict[str, ReportLine]:
    return {key: line for source in sources() for key, line in source.lines.items()}


def source_of(key: str) -> ReportSource | None:
    return next((source for source in sources() if key in source.lines), None)


def count_lines(unit: Unit, period: Period) -> dict[str, Number]:
    """Every number of the report, as it is now."""
    found: dict[str, Number] = {}
    for source in sources():
        counted = source.count(unit, period)
        found |= {key: counted.get(key) for key in source.lines}
    return found
