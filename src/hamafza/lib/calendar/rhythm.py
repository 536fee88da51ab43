"""When something that comes again and again comes next, counted in working days.

Every month: on its nth working day, in the Jalali or the Gregorian month. A holiday is simply not counted. A month with
fewer working days gives its last one, one without any gives none.

Every few weeks: on the weekday of the first time. If that is no working day, the next working day takes its place; the time after
it is counted from the day itself, so that one holiday does not move all that follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice

from hamafza.lib.calendar.jalali import jalali, jalali_of

DAY = timedelta(days=1)
FARTHEST = 60  # days in a row without work; longer than any that there were
MONTHS_TRIED = 120  # of which none had a working day

First = Callable[[int], date]
"""The first day of a month that is counted from the beginning of the calendar."""


@dataclass(frozen=True)
class Workdays:
    """On which days people work: weekdays as `date.weekday()` counts them, without the holidays."""

    weekdays: frozenset[int]
    holidays: frozenset[date] = frozenset()

    def __contains__(self, day: date) -> bool:
        return day.weekday() in self.weekdays and day not in self.holidays

    def from_(self, day: date) -> date | None:
        """The day, or the next one on which people work."""
        days = (day + DAY * ahead for ahead in range(FARTHEST))
        return next((one for one in days if one in self), None)

    def between(self, first: date, end: date) -> list[date]:
        return [day for ahead in range((end - first).days) if (day := first + DAY * ahead) in self]


def jalali_month(number: int) -> date:
    day: date = jalali(number // 12, number % 12 + 1, 1).to_gregorian()
    return day


def gregorian_month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def month_of(day: date, *, in_jalali: bool) -> int:
    """The number of the month that holds the day."""
    named = jalali_of(day) if in_jalali else day
    return int(named.year) * 12 + int(named.month) - 1


def monthly(after: date, nth: int, work: Workdays, *, in_jalali: bool) -> Iterator[date]:
    """The nth working day of each month, those that lie after a day. Ends when there is no work any more."""
    first: First = jalali_month if in_jalali else gregorian_month
    idle = 0
    for month in count(month_of(after, in_jalali=in_jalali)):
        days = work.between(first(month), first(month + 1))
        idle = 0 if days else idle + 1
        if idle > MONTHS_TRIED:
            return
        if days and (day := days[min(nth, len(days)) - 1]) > after:
            yield day


def weekly(after: date, since: date, weeks: int, work: Workdays) -> Iterator[date]:
    """Every so many weeks since a day, those that lie after another."""
    step, last = timedelta(weeks=weeks), after
    behind = max((after - since) // step - FARTHEST // 7, 0)
    for time in count(behind):
        day = work.from_(since + step * time)
        if day is None:
            return
        if day > last:
            last = day
            yield day


def next_days(days: Iterator[date], number: int) -> list[date]:
    return list(islice(days, number))
