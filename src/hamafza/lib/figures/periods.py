"""Years, quarters and months of either calendar as whole numbers: a period is the number of its first month.

The month `m` of the year `y` is `12 * y + m - 1`, so that periods of any frequency can be compared and counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hamafza.lib.calendar.jalali import MONTHS, MONTHS_EN, jalali, jalali_of
from hamafza.lib.documents.model import Calendar, Language
from hamafza.lib.documents.showing import GREGORIAN_FA, JALALI_EN
from hamafza.lib.text.digits import to_latin, to_persian

YEAR = 12  # months
SEASONS = ("بهار", "تابستان", "پاییز", "زمستان")
QUARTERS_FA = ("سه‌ماههٔ نخست", "سه‌ماههٔ دوم", "سه‌ماههٔ سوم", "سه‌ماههٔ چهارم")
CODE = re.compile(r"(?P<year>\d{4})(?:[-/](?:Q(?P<quarter>[1-4])|(?P<month>\d{1,2})))?", re.IGNORECASE)
EARLIEST, LATEST = 1200, 2200  # years that a person may mean


class Frequency(StrEnum):
    """How often an indicator is measured."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"

    @property
    def months(self) -> int:
        return {"year": 12, "quarter": 3, "month": 1}[self.value]


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """Months from the first to the last, both included."""

    first: int
    last: int

    @property
    def months(self) -> int:
        return self.last - self.first + 1

    def fits(self, frequency: Frequency) -> bool:
        """Whether it begins and ends with whole periods."""
        return self.first % frequency.months == 0 and (self.last + 1) % frequency.months == 0

    def periods(self, frequency: Frequency) -> range:
        return range(self.first, self.last + 1, frequency.months)


def month_number(year: int, month: int = 1) -> int:
    return YEAR * year + month - 1


def month_of(day: date, calendar: Calendar) -> int:
    """The month in which a day lies."""
    if calendar == "jalali":
        named = jalali_of(day)
        return month_number(named.year, named.month)
    return month_number(day.year, day.month)


def first_day(month: int, calendar: Calendar) -> date:
    """
    >>> first_day(month_number(1404, 7), "jalali")
    datetime.date(2025, 9, 23)
    """
    year, place = divmod(month, YEAR)
    return jalali(year, place + 1, 1).to_gregorian() if calendar == "jalali" else date(year, place + 1, 1)


def period_of(day: date, frequency: Frequency, calendar: Calendar) -> int:
    """The period in which a day lies."""
    month = month_of(day, calendar)
    return month - month % frequency.months


def latest_ended(day: date, frequency: Frequency, calendar: Calendar) -> int:
    return period_of(day, frequency, calendar) - frequency.months


def code_of(period: int, frequency: Frequency) -> str:
    """ "1404", "1404-Q2", "1404-07"."""
    year, month = divmod(period, YEAR)
    if frequency is Frequency.YEAR:
        return str(year)
    return f"{year}-Q{month // 3 + 1}" if frequency is Frequency.QUARTER else f"{year}-{month + 1:02}"


def read_code(text: str, frequency: Frequency) -> int | None:
    """The period that a code names, in any digits; None if it names none of this frequency."""
    found = CODE.fullmatch(to_latin(text).strip())
    if found is None or not EARLIEST <= int(found["year"]) <= LATEST:
        return None
    given = Frequency.QUARTER if found["quarter"] else Frequency.MONTH if found["month"] else Frequency.YEAR
    month = int(found["quarter"]) * 3 - 2 if found["quarter"] else int(found["month"] or 1)
    return month_number(int(found["year"]), month) if given is frequency and 1 <= month <= YEAR else None


def month_name(month: int, calendar: Calendar, language: Language) -> str:
    """«مهر ۱۴۰۴», "October 2025"."""
    year, place = divmod(month, YEAR)
    if calendar == "jalali":
        names = MONTHS if language == "fa" else JALALI_EN
    else:
        names = GREGORIAN_FA if language == "fa" else MONTHS_EN
    return in_digits(f"{names[place]} {year}", language)


def in_digits(text: str, language: Language) -> str:
    return to_persian(text) if language == "fa" else text


def period_name(period: int, frequency: Frequency, calendar: Calendar, language: Language) -> str:
    """«۱۴۰۴», «پاییز ۱۴۰۴», «مهر ۱۴۰۴»."""
    year, month = divmod(period, YEAR)
    if frequency is Frequency.MONTH:
        return month_name(period, calendar, language)
    if frequency is Frequency.YEAR:
        return in_digits(str(year), language)
    if language == "en":
        return f"Q{month // 3 + 1} {year}"
    names = SEASONS if calendar == "jalali" else QUARTERS_FA
    return in_digits(f"{names[month // 3]} {year}", language)


def window_name(window: TimeWindow, calendar: Calendar, language: Language) -> str:
    """«۱۴۰۴» for a whole year, else «مهر ۱۴۰۲ تا شهریور ۱۴۰۳»."""
    if window.months == YEAR and window.first % YEAR == 0:
        return in_digits(str(window.first // YEAR), language)
    first, last = (month_name(one, calendar, language) for one in (window.first, window.last))
    if window.months == 1:
        return first
    return f"{first} تا {last}" if language == "fa" else f"{first} to {last}"
