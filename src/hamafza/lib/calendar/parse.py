"""Dates as people write them, found in running text."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Literal

from persiantools.jdatetime import JalaliDate

from hamafza.lib.calendar import names
from hamafza.lib.calendar.jalali import TEHRAN
from hamafza.lib.calendar.lunar import lunar_to_gregorian

Precision = Literal["month", "day", "minute", "second"]
Calendar = Literal["jalali", "gregorian", "lunar"]


@dataclass(frozen=True, slots=True)
class Found:
    """One date in a text: ``text[start:end]`` says `when` (aware, the first instant of what it says)."""

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


def parse_dates(text: str, zone: tzinfo = TEHRAN) -> list[Found]:
    """Every date in `text` that names its year, in order of place; impossible days are passed over.

    Times without a zone of their own are `zone` time. Offsets point into `text`.

    >>> [f.when.isoformat() for f in parse_dates("يكشنبه، 23 مرداد 1401 - 12:13")]
    ['2022-08-14T12:13:00+04:30']
    """
    flat = text.translate(_FLAT)
    found: list[Found] = []
    end = 0
    for match, read in sorted(_matches(flat), key=lambda pair: (pair[0].start(), -pair[0].end())):
        if match.start() >= end and (day := read(match)):
            found.append(_with_time(flat, day, match, zone, end))
            end = found[-1].end
    return found


# Letters and digits of every keyboard become one, place for place, so that offsets stay true.
_FLAT = str.maketrans(
    "يىئكةۀأإآؤ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹\u00a0\u202f\u2009\u00ac\u200e\u200f−",
    "یییکههاااو01234567890123456789   \u200c\u200c\u200c-",
)


@dataclass(frozen=True, slots=True)
class _Day:
    """A day that a match named, before a time was looked for."""

    day: date
    calendar: Calendar
    precision: Precision = "day"
    weekday: int | None = None
    approximate: bool = False
    at: time | None = None
    offset: tzinfo | None = None


def _names(table: dict[str, int]) -> str:
    spelled = sorted(table, key=len, reverse=True)
    return "|".join(re.escape(name).replace("_", r"[ \u200c]?") for name in spelled)


def _number(table: dict[str, int], written: str) -> int:
    plain = re.sub(r"[ \u200c]", "", written.lower())
    return _squeezed(id(table), table)[plain]


_SQUEEZED: dict[int, dict[str, int]] = {}


def _squeezed(key: int, table: dict[str, int]) -> dict[str, int]:
    if key not in _SQUEEZED:
        _SQUEEZED[key] = {name.replace("_", ""): number for name, number in table.items()}
    return _SQUEEZED[key]


_GAP = r"[\s\u200c]{0,3}"
_W = rf"(?:(?P<weekday>(?<![^\W\d_]){_names(names.WEEKDAYS)})[.\s\u200c،,:-]{{0,4}}(?:مورخه?[ ])?)?"
_D = rf"(?P<day>(?<![\d.:/-])\d{{1,2}}(?![\d:/])(?:{_GAP}ام|م|st|nd|rd|th)?|(?<![^\W\d_])(?:{_names(names.ORDINALS)}))"
_Y = r"(?P<year>\d{4}(?!\d)|[’']?\d{2}(?=[\s\u200c]{0,2}(?:[-–|،,؛.)\n]|$))(?![:.]\d))"
_OF = r"(?:[\s\u200c]{0,2}(?:ماه(?:[\s\u200c]سال)?|سال|of)(?![^\W\d_]))?"


def _worded(table: dict[str, int], before: str = "") -> str:
    month = rf"(?P<month>(?<![^\W\d_]){before}(?:{_names(table)})(?![^\W\d_]))"
    glued = rf"(?P<month>(?:{_names(table)}))"
    return rf"{_W}{_D}[\s\u200c.,/-]{{0,3}}(?:of )?{glued}{_OF}[\s\u200c.,،/-]{{0,3}}{_Y}", month


def _day_of(match: re.Match[str]) -> int:
    written = re.sub(r"[^\d]", "", match["day"])
    return int(written) if written else _number(names.ORDINALS, match["day"])


def _year_of(written: str) -> int:
    year = int(written.strip("’'"))
    if len(written.strip("’'")) == 4:
        return year
    return 1300 + year if year >= 30 else 1400 + year


def _weekday_of(match: re.Match[str]) -> int | None:
    written = match.groupdict().get("weekday")
    return _number(names.WEEKDAYS, written) if written else None
