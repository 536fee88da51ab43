"""Dates as people write them, found in running text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal, NamedTuple

from hamafza.lib.calendar.clock import time_after, time_before
from hamafza.lib.calendar.jalali import TEHRAN, jalali
from hamafza.lib.calendar.lunar import lunar_to_gregorian
from hamafza.lib.calendar.names import GREGORIAN, JALALI, LUNAR, ORDINALS, WEEKDAYS, Spellings
from hamafza.lib.text.fold import fold_level

Precision = Literal["month", "day", "minute", "second"]
Calendar = Literal["jalali", "gregorian", "lunar"]


@dataclass(frozen=True, slots=True)
class DateInText:
    """One date in a text: ``text[start:end]`` says `when` (aware; the first instant of what it says)."""

    when: datetime
    start: int
    end: int
    precision: Precision
    calendar: Calendar
    weekday_mismatch: bool = False
    """The text names a weekday that this day was not."""
    approximate: bool = False
    """A lunar day reckoned, not published: it may be a day off."""

    @property
    def has_time(self) -> bool:
        """Whether the text gives the time of day too."""
        return self.precision in ("minute", "second")


def parse_dates(text: str, zone: tzinfo = TEHRAN) -> list[DateInText]:
    """Every date in `text` that names its year, in order of place; impossible days are passed over.

    Times without a zone of their own are `zone` time. Offsets point into `text`.

    >>> [f.when.isoformat() for f in parse_dates("يكشنبه، 23 مرداد 1401 - 12:13")]
    ['2022-08-14T12:13:00+04:30']
    """
    flat = fold_level(text)
    found: list[DateInText] = []
    for named in _in_order(flat):
        done = found[-1].end if found else 0
        if named.start >= done:
            found.append(_with_time(flat, named, zone, done))
    return found


def named_days(text: str) -> "list[NamedDay]":
    """Every day in `text` that names its year, in order of place, without its time.

    >>> [(n.day.isoformat(), n.calendar) for n in named_days("۳۰ آذر ۱۴۰۵ یا 2026-12-21")]
    [('2026-12-21', 'jalali'), ('2026-12-21', 'gregorian')]
    """
    found: list[NamedDay] = []
    for named in _in_order(fold_level(text)):
        if not found or named.start >= found[-1].end:
            found.append(named)
    return found


class NamedDay(NamedTuple):
    """A day that a text names, before a time is looked for: ``text[start:end]``."""

    start: int
    end: int
    day: date
    calendar: Calendar
    precision: Precision = "day"
    weekday: int | None = None
    approximate: bool = False
    several: bool = False
    """It is the first of several days («۲۰ تا ۳۰ آذر»)."""

    @property
    def weekday_mismatch(self) -> bool:
        """Whether the text names a weekday that this day was not."""
        return self.weekday is not None and self.weekday != self.day.weekday()


def _in_order(flat: str) -> "list[NamedDay]":
    return sorted([*_worded(flat), *_numeric(flat)], key=lambda named: (named.start, -named.end))


_CALENDARS: dict[Calendar, Spellings] = {"jalali": JALALI, "gregorian": GREGORIAN, "lunar": LUNAR}
_LETTER = r"[^\W\d_]"
_GAP = r"[\s\u200c.,،/-]{0,3}"
_FLAGS = re.IGNORECASE
_MONTH = re.compile(
    rf"(?<!{_LETTER})(?:{'|'.join(f'(?P<{c}>{names.pattern})' for c, names in _CALENDARS.items())})(?!(?!ماه){_LETTER})",
    _FLAGS,
)
_WEEKDAY = rf"(?:(?<!{_LETTER})(?P<weekday>{WEEKDAYS.pattern})[.\s\u200c،,:-]{{0,4}}(?:مورخه?\s)?)?"
_DAY = (
    rf"(?P<day>(?<![\d:٫/])(?<!\d\.)\d{{1,2}}(?![\d:٫/])(?:[\s\u200c]?ام(?!{_LETTER})|م(?=[\s\u200c])|st|nd|rd|th)?"
    rf"|(?<!{_LETTER})(?:{ORDINALS.pattern}))"
)
_OF = rf"(?:[\s\u200c]{{0,2}}(?:ماه(?:[\s\u200c]{{1,2}}سال)?|سال)(?!{_LETTER}))?"
_LONG_YEAR = r"(?P<year>\d{4})(?!\d)"
# A year of two digits is believed only where nothing could be counted after it.
_YEAR = r"(?:(?P<year>\d{4})(?!\d)|[’']?(?P<short>\d{2})(?=\s{0,2}(?:[-–|،,؛)\n]|\Z)))"

_RANGE = r"(?:(?<![\d:٫/.-])(?P<first>\d{1,2})[\s\u200c]?(?:[-–]|تا|الی)[\s\u200c]?)?"
_DAY_BEFORE = re.compile(rf"{_WEEKDAY}{_RANGE}{_DAY}{_GAP}(?:of\s)?\Z", _FLAGS)
_YEAR_FIRST = re.compile(rf"(?<!\d){_LONG_YEAR}{_GAP}{_WEEKDAY}{_DAY}\s{{0,2}}\Z", _FLAGS)
_WEEKDAY_BEFORE = re.compile(rf"{_WEEKDAY}\Z", _FLAGS)
_YEAR_AFTER = re.compile(rf"{_OF}{_GAP}{_YEAR}", _FLAGS)
_DAY_AFTER = re.compile(rf"[.]?\s{_DAY},?\s{{1,2}}{_LONG_YEAR}", _FLAGS)
_WHOLE_MONTH = re.compile(rf"{_OF}[\s\u200c,]{{1,3}}{_LONG_YEAR}", _FLAGS)
_REACH = 40


def _worded(flat: str) -> Iterator[NamedDay]:
    """Dates with a month's name."""
    for month in _MONTH.finditer(flat):
        if written := _round_month(flat, month):
            yield written


def _round_month(flat: str, month: re.Match[str]) -> NamedDay | None:
    calendar, names = next((c, n) for c, n in _CALENDARS.items() if month[c])
    number = names.number(month.group())
    back = max(0, month.start() - _REACH)
    before = _DAY_BEFORE.search(flat, back, month.start())
    after = _YEAR_AFTER.match(flat, month.end())
    if before and after:
        ymd = _year(after), number, _day_number(before)
        found = _day(calendar, ymd, before.start(), after.end(), before)
        return found and found._replace(several=before["first"] is not None)
    if before := _YEAR_FIRST.search(flat, back, month.start()):
        return _day(
            calendar, (_year(before), number, _day_number(before)), before.start(), month.end(), before
        )
    if after := _DAY_AFTER.match(flat, month.end()):
        before = _WEEKDAY_BEFORE.search(flat, back, month.start())
        start = before.start() if before else month.start()
        return _day(calendar, (_year(after), number, _day_number(after)), start, after.end(), before)
    if after := _WHOLE_MONTH.match(flat, month.end()):
        written = _day(calendar, (_year(after), number, 1), month.start(), after.end(), None)
        return written and written._replace(precision="month")
    return None


def _day_number(match: re.Match[str]) -> int:
    digits = "".join(c for c in match["day"] if c.isdecimal())
    day = int(digits) if digits else ORDINALS.number(match["day"])
    first = int(match.groupdict().get("first") or day)
    return first if 0 < first < day else day


def _year(match: re.Match[str]) -> int:
    if short := match.groupdict().get("short"):
        return int(short) + (1300 if int(short) >= 30 else 1400)
    return int(match["year"])


_YMD = re.compile(
    r"(?<![\d/.-])(?P<year>[12]\d{3})\s?(?P<sep>[/.-])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<day>\d{1,2})(?!\d|/\d|-(?!\d{1,2}:\d\d)\d)"
)
_DMY = re.compile(
    r"(?<![\d/.-])(?P<day>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<year>[12]\d{3})(?!\d|/\d|-(?!\d{1,2}:\d\d)\d)"
)
_SHORT = re.compile(r"(?<![\d/.-])(?P<year>[3-9]\d)/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?![\d/]|[.-]\d)")
_LUNAR_MARK = re.compile(r"\s{0,2}[)(]?\s?(?:هـ?\.?\s?ق|هجری قمری|قمری)")
_NUMERIC = (_YMD, _DMY, _SHORT)


def _numeric(flat: str) -> Iterator[NamedDay]:
    """Dates in figures alone."""
    for pattern in _NUMERIC:
        for match in pattern.finditer(flat):
            if written := _in_figures(flat, match, day_first=pattern is _DMY):
                yield written


def _in_figures(flat: str, match: re.Match[str], *, day_first: bool) -> NamedDay | None:
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    year += 1300 if year < 100 else 0
    calendar: Calendar = (
        "gregorian" if year >= 1700 else "lunar" if _LUNAR_MARK.match(flat, match.end()) else "jalali"
    )
    if day_first and calendar == "gregorian" and day <= 12:
        if month <= 12 and month != day:
            return None  # 3/4/2022 is two different days to two readers
        day, month = (day, month) if month <= 12 else (month, day)
    before = _WEEKDAY_BEFORE.search(flat, max(0, match.start() - _REACH), match.start())
    return _day(
        calendar, (year, month, day), before.start() if before else match.start(), match.end(), before
    )


def named_day(calendar: Calendar, year: int, month: int, day: int) -> tuple[date, bool]:
    """The day with this name, and whether it is only reckoned; `ValueError` when there is none."""
    if year not in _YEARS[calendar]:
        raise ValueError(f"no such year: {year}")
    if calendar == "jalali":
        return jalali(year, month, day).to_gregorian(), False
    if calendar == "gregorian":
        return date(year, month, day), False
    found, official = lunar_to_gregorian(year, month, day)
    return found, not official


_YEARS: dict[Calendar, range] = {
    "jalali": range(1200, 1600),
    "gregorian": range(1700, 2300),
    "lunar": range(1200, 1600),
}


def _day(
    calendar: Calendar, ymd: tuple[int, int, int], start: int, end: int, weekday: re.Match[str] | None
) -> NamedDay | None:
    """The day with this name, or None when there is no such day."""
    try:
        day, approximate = named_day(calendar, *ymd)
    except ValueError:
        return None
    named = weekday and weekday["weekday"]
    number = WEEKDAYS.number(named) if named else None
    return NamedDay(start, end, day, calendar, "day", number, approximate)


def _with_time(flat: str, written: NamedDay, zone: tzinfo, since: int) -> DateInText:
    clock = time_after(flat, written.end) or time_before(flat, written.start, since)
    mismatch = written.weekday_mismatch
    if written.precision == "month" or clock is None:
        when = datetime.combine(written.day, time(), zone)
        return DateInText(
            when,
            written.start,
            written.end,
            written.precision,
            written.calendar,
            mismatch,
            written.approximate,
        )
    day = written.day + timedelta(days=clock.next_day)
    when = datetime.combine(day, clock.at, clock.zone or zone)
    start, end = min(written.start, clock.start), max(written.end, clock.end)
    return DateInText(
        when,
        start,
        end,
        "second" if clock.seconds else "minute",
        written.calendar,
        mismatch,
        written.approximate,
    )
