"""Years, months and days of the archive in the Jalali and the Gregorian calendar.

A year from 1700 on is Gregorian, an earlier one Jalali: the two never meet.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404
from django.utils.translation import get_language
from persiantools.jdatetime import JalaliDate

from hamafza.lib.calendar.jalali import MONTHS, MONTHS_EN, WEEKDAYS, WEEKDAYS_EN
from hamafza.lib.text.digits import to_persian

ZONE = ZoneInfo(settings.TIME_ZONE)
FIRST_GREGORIAN = 1700
EARLIEST, LATEST = 1200, 2200
MONTHS_JALALI_EN = (
    "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar", "Dey",
    "Bahman", "Esfand",
)  # fmt: skip
MONTHS_GREGORIAN_FA = (
    "ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر",
)  # fmt: skip


@dataclass(frozen=True)
class CalendarSpan:
    """A year, a month or a day of either calendar; parts that are 0 are open."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def is_jalali(self) -> bool:
        return self.year < FIRST_GREGORIAN

    @property
    def first(self) -> date:
        """Its first day. ValueError if there is no such day."""
        month, day = self.month or 1, self.day or 1
        if self.is_jalali:
            own: date = JalaliDate(self.year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
            return own
        return date(self.year, month, day)

    @property
    def following(self) -> CalendarSpan:
        """The next year, month or (as far as `first` is concerned) day."""
        if self.month and not self.day:
            return CalendarSpan(self.year + self.month // 12, self.month % 12 + 1)
        return CalendarSpan(self.year + 1)

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """First instant and first instant after, in UTC."""
        end = self.first + timedelta(days=1) if self.day else self.following.first
        return instant(self.first), instant(end)

    @property
    def parts(self) -> dict[str, str]:
        """What its address is made of."""
        parts = {"year": f"{self.year}"}
        if self.month:
            parts["month"] = f"{self.month:02}"
        if self.day:
            parts["day"] = f"{self.day:02}"
        return parts

    @property
    def up(self) -> CalendarSpan:
        return CalendarSpan(self.year, self.month if self.day else 0)

    @property
    def months(self) -> list[CalendarSpan]:
        return [CalendarSpan(self.year, month) for month in range(1, 13)]

    @property
    def days(self) -> list[CalendarSpan]:
        count = (self.following.first - self.first).days
        return [CalendarSpan(self.year, self.month, day) for day in range(1, count + 1)]

    @property
    def title(self) -> str:
        persian = get_language() == "fa"
        words = [str(self.day) if self.day else "", self.month_name, str(self.year)]
        text = " ".join(word for word in words if word)
        return to_persian(text) if persian else text

    @property
    def month_name(self) -> str:
        if not self.month:
            return ""
        if get_language() == "fa":
            return (MONTHS if self.is_jalali else MONTHS_GREGORIAN_FA)[self.month - 1]
        return (MONTHS_JALALI_EN if self.is_jalali else MONTHS_EN)[self.month - 1]

    @property
    def in_the_other_calendar(self) -> CalendarSpan:
        """The span of the other calendar that holds this one's first day."""
        other = span_of(self.first, jalali=not self.is_jalali)
        return CalendarSpan(other.year, other.month if self.month else 0, other.day if self.day else 0)


def span_of(day: date, *, jalali: bool) -> CalendarSpan:
    """The day as a span of one calendar."""
    if not jalali:
        return CalendarSpan(day.year, day.month, day.day)
    own = JalaliDate(day)  # type: ignore[no-untyped-call]
    return CalendarSpan(own.year, own.month, own.day)


def span(year: int, month: int = 0, day: int = 0) -> CalendarSpan:
    """The span of an address; 404 when the calendar has no such year, month or day."""
    if not EARLIEST <= year <= LATEST:
        raise Http404
    found = CalendarSpan(year, month, day)
    try:
        _ = found.bounds
    except ValueError as wrong:
        raise Http404 from wrong
    return found


def years(first: datetime, last: datetime, *, jalali: bool) -> list[CalendarSpan]:
    """Every year of a calendar from one instant to another."""
    start = span_of(first.astimezone(ZONE).date(), jalali=jalali).year
    end = span_of(last.astimezone(ZONE).date(), jalali=jalali).year
    return [CalendarSpan(year) for year in range(start, end + 1)]


def instant(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE).astimezone(UTC)


def weeks(days: list[CalendarSpan], counts: list[int]) -> list[list[tuple[CalendarSpan, int] | None]]:
    """A month as rows of a calendar, each cell a day with its count, empty ones None."""
    blanks = (days[0].first.weekday() - first_weekday()) % 7
    cells: list[tuple[CalendarSpan, int] | None] = [None] * blanks + list(zip(days, counts, strict=True))
    cells += [None] * (-len(cells) % 7)
    return [cells[at : at + 7] for at in range(0, len(cells), 7)]


def weekday_names() -> list[str]:
    """Names of the days in the order of the calendar's columns."""
    names = WEEKDAYS if get_language() == "fa" else WEEKDAYS_EN
    return [names[(first_weekday() + n) % 7] for n in range(7)]


def first_weekday() -> int:
    return calendar.SATURDAY if get_language() == "fa" else calendar.MONDAY
