"""Instants written for Persian and English readers, and the bounds of Jalali days, months and years."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate

from hamafza.lib.text.digits import to_persian

TEHRAN = ZoneInfo("Asia/Tehran")

MONTHS = (
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
)
WEEKDAYS = ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه")  # as date.weekday()
MONTHS_EN = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
             "November", "December")  # fmt: skip
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

Bounds = tuple[datetime, datetime]
"""First instant, and first instant after; both UTC."""


def jalali(year: int, month: int, day: int) -> JalaliDate:
    """The day with this name; `ValueError` when there is none."""
    return JalaliDate(year, month, day)  # type: ignore[no-untyped-call]


def jalali_of(day: date) -> JalaliDate:
    """The Jalali name of a Gregorian day."""
    return JalaliDate(day)  # type: ignore[no-untyped-call]


def to_jalali(when: datetime, zone: ZoneInfo = TEHRAN) -> JalaliDate:
    """The Jalali day on which an aware instant falls in `zone`."""
    return jalali_of(when.astimezone(zone).date())


def date_fa(day: date) -> str:
    """«۲۳ مرداد ۱۴۰۱» for a Gregorian day."""
    named = jalali_of(day)
    return to_persian(f"{named.day} {MONTHS[named.month - 1]} {named.year}")


def numeric_fa(day: date) -> str:
    """«۱۴۰۱/۰۵/۲۳» for a Gregorian day."""
    named = jalali_of(day)
    return to_persian(f"{named.year}/{named.month:02}/{named.day:02}")


def long_fa(when: datetime, zone: ZoneInfo = TEHRAN) -> str:
    """«یکشنبه ۲۳ مرداد ۱۴۰۱ - ۱۲:۱۳» for an aware instant."""
    local = when.astimezone(zone)
    return f"{WEEKDAYS[local.weekday()]} {date_fa(local.date())} - {to_persian(f'{local:%H:%M}')}"


def long_en(when: datetime, zone: ZoneInfo = TEHRAN) -> str:
    """``Sunday 14 August 2022, 12:13`` for an aware instant, whatever the process locale is."""
    local = when.astimezone(zone)
    return f"{WEEKDAYS_EN[local.weekday()]} {date_en(local.date())}, {local:%H:%M}"


def date_en(day: date) -> str:
    """``14 August 2022``."""
    return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"


def day_bounds(year: int, month: int, day: int, zone: ZoneInfo = TEHRAN) -> Bounds:
    """Instants between which a Jalali day lies; `ValueError` when there is no such day."""
    first = jalali(year, month, day).to_gregorian()
    return _start(first, zone), _start(date.fromordinal(first.toordinal() + 1), zone)


def month_bounds(year: int, month: int, zone: ZoneInfo = TEHRAN) -> Bounds:
    """Instants between which a Jalali month lies; `ValueError` when there is no such month."""
    following = (year, month + 1) if month < 12 else (year + 1, 1)
    return _first(year, month, zone), _first(*following, zone)


def year_bounds(year: int, zone: ZoneInfo = TEHRAN) -> Bounds:
    """Instants between which a Jalali year lies; `ValueError` when it cannot be represented."""
    return _first(year, 1, zone), _first(year + 1, 1, zone)


def _first(year: int, month: int, zone: ZoneInfo) -> datetime:
    return _start(jalali(year, month, 1).to_gregorian(), zone)


def _start(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
