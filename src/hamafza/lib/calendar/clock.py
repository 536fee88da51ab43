"""The time of day that stands beside a date."""

import re
from datetime import UTC, time, timedelta, timezone, tzinfo
from typing import NamedTuple

from hamafza.lib.calendar.hours import HALF, hour_of, part_of_day
from hamafza.lib.calendar.jalali import TEHRAN


class TimeOfDay(NamedTuple):
    """A time of day, where it stands in the text, and its own zone if the text names one."""

    start: int
    end: int
    at: time
    zone: tzinfo | None
    seconds: bool
    next_day: bool = False
    """«۲۴:۰۰» and «۱۲ شب» are the end of the day they stand beside."""


_HALF = rf"(?:[\s\u200c]{{0,2}}(?P<half>{HALF}))?"
_OFFSET = r"(?:\s?(?P<offset>Z\b|GMT|UTC|[+-]\d{2}:?\d{2})|\s?به وقت (?P<place>تهران|ایران|گرینویچ))?"
_DIGITAL = (
    r"(?<![\d:.])(?P<hour>\d{1,2})\s?[:٫]\s?(?P<minute>\d{2})(?:[:](?P<second>\d{2})(?:\.\d+)?)?(?![\d:])"
)
_SPOKEN = (
    r"(?P<hour>\d{1,2})(?:\s?[.:]\s?(?P<minute>\d{2})(?!\d)|\s?و\s?(?P<minutes>\d{1,2})\s?دقیقه)?(?P<second>)"
)
_AFTER = re.compile(
    rf"[\s\u200c،,؛;|/–—-]{{0,12}}(?:در\s)?(?:ساعت|زمان)[\s\u200c:]{{0,3}}{_SPOKEN}{_HALF}{_OFFSET}",
    re.IGNORECASE,
)
_AFTER_DIGITAL = re.compile(
    rf"(?:[ \t\u200c،,؛;|/–—T@-]|\bat\b){{0,12}}{_DIGITAL}{_HALF}{_OFFSET}", re.IGNORECASE
)
_NEXT_LINE = re.compile(rf"\s{{1,6}}{_DIGITAL}{_HALF}{_OFFSET}[ \t]*(?=\n|\Z)", re.IGNORECASE)
_JOIN = r"[ \t\u200c،,|–—-]{0,6}(?:(?:روز|مورخه?|در تاریخ|تاریخ)\s{1,2})?\Z"
_BEFORE = re.compile(rf"(?:ساعت[\s:]{{0,3}})?{_DIGITAL}{_HALF}{_OFFSET}{_JOIN}", re.IGNORECASE)
_BEFORE_SPOKEN = re.compile(rf"(?:ساعت)[\s\u200c:]{{0,3}}{_SPOKEN}{_HALF}{_OFFSET}{_JOIN}", re.IGNORECASE)
_FARTHEST = 40


def time_after(text: str, end: int) -> TimeOfDay | None:
    """The time written right after the date that ends at `end`."""
    for pattern in (_AFTER, _AFTER_DIGITAL, _NEXT_LINE):
        if (match := pattern.match(text, end)) and (clock := _clock(match)):
            return clock
    return None


def time_before(text: str, start: int, since: int) -> TimeOfDay | None:
    """The time written right before the date that starts at `start`, not reaching back beyond `since`."""
    for pattern in (_BEFORE, _BEFORE_SPOKEN):
        if match := pattern.search(text, max(since, start - _FARTHEST), start):
            return _clock(match)
    return None


def _clock(match: re.Match[str]) -> TimeOfDay | None:
    parts = match.groupdict()
    minute = int(parts["minute"] or parts.get("minutes") or 0)
    hour = hour_of(int(parts["hour"]), part_of_day(parts["half"]) if parts["half"] else "")
    if hour is None:
        return None
    try:
        at = time(hour % 24, minute, int(parts["second"] or 0))
    except ValueError:
        return None
    if hour == 24 and int(parts["hour"]) == 24 and at != time():
        return None  # there is no 24:30
    zone = zone_of(parts["offset"], parts["place"])
    return TimeOfDay(match.start(), match.end(), at, zone, bool(parts["second"]), hour == 24)


def zone_of(offset: str | None, place: str | None) -> tzinfo | None:
    """The zone that an offset or the name of a place says, or None."""
    if place:
        return UTC if place == "گرینویچ" else TEHRAN
    if not offset:
        return None
    if offset[0] not in "+-":
        return UTC
    minutes = int(offset[1:3]) * 60 + int(offset[-2:])
    return (
        timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes)) if minutes < 24 * 60 else None
    )
