"""The day in a typed moment: a date with or without its year, a weekday, «فردا», «۳ روز دیگر»."""

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, NamedTuple

from hamafza.lib.calendar.jalali import jalali_of
from hamafza.lib.calendar.names import GREGORIAN, JALALI, LUNAR, ORDINALS, WEEKDAYS, Spellings
from hamafza.lib.calendar.parse import Calendar, named_day
from hamafza.lib.calendar.written import NUMBER, Assumed, MomentProblem, Unread, Written, number

Toward = Literal["future", "past"]


class Days(NamedTuple):
    """The days that may be meant, the likeliest first."""

    candidates: tuple[date, ...]
    assumed: frozenset[Assumed] = frozenset()
    weekday: int | None = None
    """The weekday that is named beside the date."""


_LETTER = r"[^\W\d_]"
_FIGURES = re.compile(
    r"(?<![\d/.-])(?:(?P<year>\d{4})\s?(?P<sep>[/.-])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<day>\d{1,2})"
    r"|(?P<day2>\d{1,2})\s?(?P<sep2>[/.-])\s?(?P<month2>\d{1,2})\s?(?P=sep2)\s?(?P<year2>\d{4}))"
    r"(?!\d|[/.]\d)(?P<lunar>\s?(?:ه\s?\.?\s?ق\.?|هجری قمری|قمری))?(?:\s?ه\s?\.?\s?ش\b\.?)?"
)
_CALENDARS: dict[Calendar, Spellings] = {"jalali": JALALI, "gregorian": GREGORIAN, "lunar": LUNAR}
_MONTH = "|".join(f"(?P<{name}>{names.pattern})" for name, names in _CALENDARS.items())
_MONTH_AFTER = "|".join(f"(?P<{name}2>{names.pattern})" for name, names in _CALENDARS.items())
_DAY = rf"(?:\d{{1,2}}(?:\s?ام(?!{_LETTER})|م(?!{_LETTER})|st|nd|rd|th)?|(?<!{_LETTER}){ORDINALS.pattern.join(('(?:', ')'))})"
_YEAR = r"(?:\s?,?\s?(?:ماه)?\s?,?\s?(?:سال)?\s?(?P<year>\d{4})(?![\d:]))?"
_NAMED = re.compile(
    rf"(?<![\d:/.-])(?P<day>{_DAY})\s?(?:of )?(?:{_MONTH})(?!{_LETTER})(?:\s?ماه)?{_YEAR}"
    rf"|(?<!{_LETTER})(?:{_MONTH_AFTER})\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:,? (?P<year2>\d{{4}})(?![\d:]))?"
)
_RELATIVE = re.compile(
    rf"(?<!{_LETTER})(?:(?P<d2>پس فردا|پسفردا|the day after tomorrow|day after tomorrow)|(?P<d1>فردا|tomorrow)"
    rf"|(?P<d0>امروز|today)|(?P<m2>پریروز|(?:the )?day before yesterday)|(?P<m1>دیروز|yesterday))(?!{_LETTER})"
)
_LATELY = 60
_SHIFTS = {"d2": 2, "d1": 1, "d0": 0, "m1": -1, "m2": -2}
_LATER = r"(?:دیگر|دیگه|بعد|اینده|from now|later)"
_AGO = r"(?:پیش|قبل|گذشته|ago)"
_IN_DAYS = re.compile(
    rf"(?:(?<!{_LETTER})(?P<in>in )?(?P<n>{NUMBER}) ?(?:(?P<week>هفته|weeks?)|روز|days?)(?: (?:{_LATER}|(?P<ago>{_AGO})))?)(?!{_LETTER})"
)
_NEXT = r"(?:اینده|بعدی?|دیگر|next)"
_LAST = r"(?:گذشته|قبلی?|پیش|last)"
_WEEK = re.compile(
    rf"(?<!{_LETTER})(?:(?P<this>(?:همین|این|this) (?:هفته|week))|(?:هفته ی? ?{_NEXT}|(?P<next>next week))"
    rf"|(?P<last>هفته ی? ?{_LAST}|last week))(?!{_LETTER})".replace("ی? ?", "(?:ی )?")
)
_WEEKDAY = re.compile(
    rf"(?<!{_LETTER})(?:(?P<before>همین|این|this|next|last) )?(?P<weekday>{WEEKDAYS.pattern})(?!{_LETTER})\.?(?: (?P<after>{_NEXT}|{_LAST})(?!{_LETTER}))?"
)
_NIGHT_OF = re.compile(rf"(?<!{_LETTER})شب (?:{WEEKDAYS.pattern})(?!{_LETTER})")


def read_days(written: Written, today: date, toward: Toward) -> Days | None:
    """The day that is named, taken out of the text; None if none is."""
    night_of = _NIGHT_OF.search(written.rest)
    found = [
        days
        for read in (_in_figures, _by_month, _relative, _in_days)
        if (days := read(written, today, toward))
    ]
    week, weekday = written.take(_WEEK), written.take(_WEEKDAY)
    if len(found) > 1 and any(a.candidates[0] not in b.candidates for a, b in pairwise(found)):
        raise Unread(MomentProblem.CONTRADICTION)
    if found:
        day = found[0]
        if week:
            raise Unread(MomentProblem.UNREAD, week.group())
        return day._replace(weekday=WEEKDAYS.number(weekday["weekday"])) if weekday else day
    if weekday:
        if night_of:
            raise Unread(MomentProblem.AMBIGUOUS_DAY, night_of.group())
        return _weekday(weekday, week, today, toward)
    if week:
        raise Unread(MomentProblem.NO_DAY, week.group())
    return None


def _in_figures(written: Written, today: date, toward: Toward) -> Days | None:
    if not (match := written.take(_FIGURES)):
        return None
    year, month, day = (int(match[name] or match[f"{name}2"]) for name in ("year", "month", "day"))
    calendar: Calendar = "lunar" if match["lunar"] else "gregorian" if year >= 1700 else "jalali"
    if match["day2"] and calendar == "gregorian" and day != month:
        if day <= 12 and month <= 12:
            raise Unread(MomentProblem.AMBIGUOUS_DAY, match.group())
        if day <= 12:
            day, month = month, day
    return Days((_named(calendar, year, month, day, match.group()),))


def _by_month(written: Written, today: date, toward: Toward) -> Days | None:
    if not (match := written.take(_NAMED)):
        return None
    suffix = "2" if match["day2"] else ""
    calendar, names = next((c, n) for c, n in _CALENDARS.items() if match[c + suffix])
    month, day = names.number(match[calendar + suffix]), _day_number(match["day" + suffix])
    if year := match["year" + suffix]:
        return Days((_named(calendar, int(year), month, day, match.group()),))
    if calendar == "lunar":
        raise Unread(MomentProblem.AMBIGUOUS_DAY, match.group())
    return Days(_of_near_years(calendar, month, day, today, toward, match.group()), frozenset({Assumed.YEAR}))


def _of_near_years(
    calendar: Calendar, month: int, day: int, today: date, toward: Toward, said: str
) -> tuple[date, ...]:
    """The nearest day with the name, lately passed or to come: «۹ آذر» on the tenth means no other year."""
    this = today.year if calendar == "gregorian" else jalali_of(today).year
    days = []
    for year in (this - 1, this, this + 1):
        try:
            days.append(named_day(calendar, year, month, day)[0])
        except ValueError:
            continue
    first, last = (-_LATELY, 366 - _LATELY) if toward == "future" else (_LATELY - 366, _LATELY)
    near = tuple(one for one in days if first <= (one - today).days <= last)
    if not near:
        raise Unread(MomentProblem.NO_SUCH_DAY, said)
    return near


def _day_number(written: str) -> int:
    digits = "".join(c for c in written if c.isdecimal())
    return int(digits) if digits else ORDINALS.number(written)


def _named(calendar: Calendar, year: int, month: int, day: int, said: str) -> date:
    try:
        return named_day(calendar, year, month, day)[0]
    except ValueError:
        raise Unread(MomentProblem.NO_SUCH_DAY, said) from None


def _relative(written: Written, today: date, toward: Toward) -> Days | None:
    match = written.take(_RELATIVE)
    return Days((today + timedelta(_SHIFTS[str(match.lastgroup)]),)) if match else None


def _in_days(written: Written, today: date, toward: Toward) -> Days | None:
    match = _IN_DAYS.search(written.rest)
    if not match or not (match["in"] or match["ago"] or re.search(rf"{_LATER}\Z", match.group())):
        return None
    written.take(_IN_DAYS)
    days = number(match["n"]) * (7 if match["week"] else 1)
    return Days((today + timedelta(-days if match["ago"] else days),))


def _weekday(match: re.Match[str], week: re.Match[str] | None, today: date, toward: Toward) -> Days:
    wanted = WEEKDAYS.number(match["weekday"])
    ahead = (wanted - today.weekday()) % 7
    if week:
        saturday = today - timedelta((today.weekday() - 5) % 7)
        shift = 0 if week["this"] else -7 if week["last"] else 7
        day = saturday + timedelta((wanted - 5) % 7 + shift)
        return Days((day,), frozenset({Assumed.WEEK}))
    said = match["after"] or match["before"] or ""
    if re.fullmatch(_NEXT, said):
        return Days((today + timedelta(ahead or 7),), frozenset({Assumed.WEEK}))
    if re.fullmatch(_LAST, said):
        return Days((today - timedelta(7 - ahead),), frozenset({Assumed.WEEK}))
    step = 7 if toward == "future" else -7
    first = today + timedelta(ahead if toward == "future" or ahead == 0 else ahead - 7)
    if ahead == 0:  # today, or a week from it
        return Days((first, first + timedelta(step)), frozenset({Assumed.WEEK}))
    return Days((first,))
