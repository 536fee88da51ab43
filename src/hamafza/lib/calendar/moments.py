"""One moment as a person types it: all of it is understood, or the answer names what is not.

Nothing is filled in silently: what was chosen among several readings is listed in `Moment.assumed`.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from hamafza.lib.calendar.day_words import Days, Toward, read_days
from hamafza.lib.calendar.hour_words import Hour, read_hour
from hamafza.lib.calendar.jalali import TEHRAN
from hamafza.lib.calendar.written import NUMBER, Assumed, MomentProblem, Unread, Written, number

__all__ = ["Assumed", "Moment", "MomentProblem", "Toward", "Unclear", "read_clock", "read_moment"]


@dataclass(frozen=True, slots=True)
class Moment:
    """What was understood."""

    when: datetime
    """Aware, in the zone that was asked for."""
    assumed: frozenset[Assumed] = frozenset()
    """Where another reading is possible: have it confirmed."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why there is no moment."""

    problem: MomentProblem
    part: str = ""
    """The words, folded, that are not understood or contradict the others."""


def read_moment(
    text: str,
    *,
    now: datetime,
    zone: tzinfo = TEHRAN,
    toward: Toward = "future",
    day_is_enough: bool = False,
) -> Moment | Unclear:
    """The moment that `text` names.

    A day without a year, a weekday and a time without a day are the next ones, or the last ones if
    `toward` is the past. Towards the future a moment that has passed is refused, towards the past one
    that is still to come. A day without a time is refused unless it is enough.

    >>> now = datetime(2026, 11, 30, 12, tzinfo=TEHRAN)
    >>> read_moment("فردا ساعت ۹ صبح", now=now).when.isoformat()
    '2026-12-01T09:00:00+03:30'
    >>> read_moment("فردا شاید", now=now)
    Unclear(problem=<Problem.UNREAD: 'unread'>, part='شاید')
    """
    now, written = now.astimezone(zone), Written(text)
    try:
        moment = _read(written, now, zone, toward, day_is_enough)
    except Unread as refusal:
        return Unclear(refusal.problem, refusal.part)
    if toward == "future" and moment.when <= now:
        return Unclear(MomentProblem.PASSED)
    return Unclear(MomentProblem.TO_COME) if toward == "past" and moment.when > now else moment


def read_clock(text: str) -> time | Unclear:
    """A time of day alone: «۲۲:۰۰», «۷ صبح», 10 pm. The end of the day is its start.

    >>> read_clock("۲۲:۰۰"), read_clock("۷")
    (datetime.time(22, 0), Unclear(problem=<Problem.AMBIGUOUS_HOUR: 'ambiguous_hour'>, part='7'))
    """
    written = Written(text)
    try:
        hour = read_hour(written)
        written.finish()
    except Unread as refusal:
        return Unclear(refusal.problem, refusal.part)
    if hour is None:
        return Unclear(MomentProblem.NO_TIME if written.typed else MomentProblem.EMPTY)
    if Assumed.HALF in hour.assumed:
        return Unclear(MomentProblem.AMBIGUOUS_HOUR, written.typed)
    return (datetime.combine(date.min, time()) + timedelta(seconds=hour.seconds % 86400)).time()


def _read(written: Written, now: datetime, zone: tzinfo, toward: Toward, day_is_enough: bool) -> Moment:
    if not written.rest:
        raise Unread(MomentProblem.EMPTY)
    if later := _in_hours(written, now):
        written.finish()
        return Moment(later)
    days = read_days(written, now.date(), toward)
    hour = read_hour(written)
    written.finish()
    if hour is None:
        if days is None:
            raise Unread(MomentProblem.UNREAD, written.typed)
        if not day_is_enough:
            raise Unread(MomentProblem.NO_TIME)
        hour = Hour(0, None, frozenset({Assumed.TIME}))
    return _chosen(days or _either_day(now.date(), toward), hour, now, zone, toward)


_IN_HOURS = re.compile(
    rf"(?:in )?(?P<n>نیم|half an|an?|{NUMBER}) ?(?:(?P<hours>ساعت|hours?)|دقیقه|minutes?|min)(?: و ?(?P<half>نیم))?"
    r" ?(?P<way>دیگر|دیگه|بعد|اینده|from now|later|پیش|قبل|گذشته|ago)?(?![^\W\d_])"
)
_AGO = ("پیش", "قبل", "گذشته", "ago")


def _in_hours(written: Written, now: datetime) -> datetime | None:
    """«۲ ساعت دیگر» counts from this minute."""
    match = _IN_HOURS.match(written.rest)
    if not match or not (match["way"] or match.group().startswith("in ")):
        return None
    written.take(_IN_HOURS)
    said = match["n"]
    units = 0.5 if said in ("نیم", "half an") else 1 if said in ("a", "an") else number(said)
    minutes = (units + (0.5 if match["half"] else 0)) * (60 if match["hours"] else 1)
    distance = timedelta(minutes=-minutes if match["way"] in _AGO else minutes)
    return now.replace(second=0, microsecond=0) + distance


def _either_day(today: date, toward: Toward) -> Days:
    other = today + timedelta(1 if toward == "future" else -1)
    return Days((today, other), frozenset({Assumed.DAY}))


def _chosen(days: Days, hour: Hour, now: datetime, zone: tzinfo, toward: Toward) -> Moment:
    """The first of the days that lies where it should."""
    found = [(day, *_instant(day, hour, zone)) for day in days.candidates]
    wanted = [one for one in found if (one[1] > now) == (toward == "future")]
    day, when, repeated = (wanted or found)[0]
    if days.weekday is not None and day.weekday() != days.weekday:
        raise Unread(MomentProblem.CONTRADICTION)
    assumed = days.assumed | hour.assumed | ({Assumed.REPEATED} if repeated else set())
    return Moment(when, frozenset(assumed))


def _instant(day: date, hour: Hour, zone: tzinfo) -> tuple[datetime, bool]:
    """The instant, and whether the clocks show its hour twice."""
    own = hour.zone or zone
    plain = datetime.combine(day, time()) + timedelta(seconds=hour.seconds)
    when = plain.replace(tzinfo=own)
    back = when.astimezone(UTC).astimezone(own)
    if back.replace(tzinfo=None) != plain:
        if Assumed.TIME not in hour.assumed:
            raise Unread(MomentProblem.NO_SUCH_TIME)
        return back.astimezone(zone), False
    return when.astimezone(zone), when.utcoffset() != when.replace(fold=1).utcoffset()
