"""The time of day in a typed moment: «ساعت ۹ صبح», 14:30, «ده و نیم شب», «یک ربع به ۸»."""

import re
from datetime import tzinfo
from typing import NamedTuple

from hamafza.lib.calendar.clock import zone_of
from hamafza.lib.calendar.hours import HALF, hour_of, part_of_day
from hamafza.lib.calendar.written import NUMBER, Assumed, MomentProblem, Unread, Written, number


class Hour(NamedTuple):
    """Seconds from the start of the day, and the zone if one is named."""

    seconds: int
    zone: tzinfo | None = None
    assumed: frozenset[Assumed] = frozenset()


_LETTER = r"[^\W\d_]"
_AFTER = (
    rf"(?: ?(?P<half>(?<!{_LETTER}){HALF})(?!{_LETTER}))?"
    r"(?: ?(?:(?P<offset>z\b|gmt\b|utc\b|[+-]\d{2}:?\d{2}(?!\d))|به وقت (?P<place>تهران|ایران|گرینویچ)))?"
)
_CLOCK = re.compile(
    r"(?P<said>ساعت ?:? ?)?(?<![\d:./])(?P<hour>\d{1,2}) ?[:.] ?(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d{1,9})?)?(?![\d:])"
    + _AFTER
)
_TO = re.compile(
    rf"(?<!{_LETTER})(?P<to>(?:یک |1 )?ربع|\d{{1,2}} دقیقه) (?:مانده )?به (?P<said>ساعت )?(?P<hour>{NUMBER})"
    + _AFTER
)
_SPOKEN = re.compile(
    rf"(?P<said>ساعت ?:? ?|at )?(?<![\d:./])(?<!{_LETTER})(?P<hour>{NUMBER})(?: ?و ?(?P<more>نیم|ربع|سه ربع|\d{{1,2}}(?: دقیقه)?)(?!{_LETTER}))?(?: o'clock)?(?![\d:/])"
    + _AFTER
)
_PART = re.compile(rf"(?<!{_LETTER}){HALF}(?!{_LETTER})")
_PARTS_OF_HOUR = {"نیم": 30, "ربع": 15, "سه ربع": 45}


def read_hour(written: Written) -> Hour | None:
    """The time that is named, taken out of the text; None if none is."""
    match = written.take(_TO) or written.take(_CLOCK) or written.take(_SPOKEN)
    apart = written.take(_PART)
    if match is None:
        return _lone(apart.group()) if apart else None
    part = part_of_day(match["half"]) if match["half"] else ""
    if apart:
        beside = part_of_day(apart.group())
        if part and part != beside:
            raise Unread(MomentProblem.CONTRADICTION, f"{match['half']}، {apart.group()}")
        part = beside
    seconds, assumed = _seconds(match, part)
    return Hour(seconds, zone_of(match["offset"], match["place"]), assumed)


def _lone(said: str) -> Hour:
    """«ظهر» and «نیمه‌شب» are times by themselves; the other words are not."""
    if (part := part_of_day(said)) == "noon":
        return Hour(12 * 3600, None, frozenset({Assumed.HALF}))
    if part == "midnight":
        return Hour(24 * 3600, None, frozenset({Assumed.MIDNIGHT}))
    raise Unread(MomentProblem.NO_TIME, said)


def _seconds(match: re.Match[str], part: str) -> tuple[int, frozenset[Assumed]]:
    groups = match.groupdict()
    written, minute, second = match["hour"], _minute(groups), int(groups.get("second") or 0)
    stated, said = number(written), match.group()
    if not written.isdecimal() and not (match["said"] or part):
        raise Unread(MomentProblem.UNREAD, said)
    hour = hour_of(stated, part)
    if hour is None or minute > 59 or second > 59 or (stated == 24 and (minute or second)):
        raise Unread(MomentProblem.NO_SUCH_TIME, said)
    seconds = hour * 3600 + minute * 60 + second - (_to(groups) * 60)
    return seconds, _assumed(match, stated, part)


def _minute(groups: dict[str, str | None]) -> int:
    if more := groups.get("more"):
        return _PARTS_OF_HOUR.get(more) or int(more.split()[0])
    return int(groups.get("minute") or 0)


def _to(groups: dict[str, str | None]) -> int:
    """Minutes before the hour that is named."""
    if not (to := groups.get("to")):
        return 0
    return 15 if "ربع" in to else int(to.split()[0])


def _assumed(match: re.Match[str], stated: int, part: str) -> frozenset[Assumed]:
    if part in ("night", "midnight") and stated < 6:
        raise Unread(MomentProblem.AMBIGUOUS_HOUR, match.group())  # of the night before, or after?
    if stated == 12 and part in ("am", "dawn", "night", "midnight"):
        return frozenset({Assumed.MIDNIGHT})
    if part or stated == 0 or stated > 12:
        return frozenset()
    if match.groupdict().get("minute"):
        clear = stated >= 7 or match["hour"].startswith("0")
        return frozenset() if clear else frozenset({Assumed.HALF})
    if stated < 7 or match["hour"].startswith("0"):  # «۱۰ آذر ۰۵» may be a year
        if not (match["hour"].startswith("0") and match["said"]):
            raise Unread(MomentProblem.AMBIGUOUS_HOUR, match.group())
        return frozenset()
    return frozenset({Assumed.HALF})
