"""Instants written for Persian and English readers, and the bounds of Jalali days, months and years."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate

from hamafza.lib.text.digits import to_persian

__all__ = ["TEHRAN", "JalaliDate", "day_bounds", "long_en", "long_fa", "month_bounds", "to_jalali", "year_bounds"]

TEHRAN = ZoneInfo("Asia/Tehran")

MONTHS = ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند")
WEEKDAYS = ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه")  # as date.weekday()
MONTHS_EN = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
             "November", "December")  # fmt: skip
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

Bounds = tuple[datetime, datetime]
"""First instant, and first instant after; both UTC."""


def to_jalali(when: datetime, zone: ZoneInfo = TEHRAN) -> JalaliDate:
    """The Jalali day on which an aware instant falls in `zone`."""
    return JalaliDate(when.astimezone(zone).date())


def date_fa(day: date) -> str:
    """«۲۳ مرداد ۱۴۰۱» for a Gregorian or Jalali date."""
    jalali = JalaliDate(day)
    return to_persian(f"{jalali.day} {MONTHS[jalali.month - 1]} {jalali.year}")


def numeric_fa(day: date) -> str:
    """«۱۴۰۱/۰۵/۲۳» for a Gregorian or Jalali date."""
    jalali = JalaliDate(day)
    return to_persian(f"{jalali.year}/{jalali.month:02}/{jalali.day:02}")


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
    first = JalaliDate(year, month, day).to_gregorian()
    return _start(first, zone), _start(date.fromordinal(first.toordinal() + 1), zone)


def month_bounds(year: int, month: int, zone: ZoneInfo = TEHRAN) -> Bounds:
    """Instants between which a Jalali month lies; `ValueError` when there is no such month."""
    following = (year, month + 1) if month < 12 else (year + 1, 1)
    return _start(JalaliDate(year, month, 1).to_gregorian(), zone), _start(JalaliDate(*following, 1).to_gregorian(), zone)


def year_bounds(year: int, zone: ZoneInfo = TEHRAN) -> Bounds:
    """Instants between which a Jalali year lies; `ValueError` when it cannot be represented."""
    return _start(JalaliDate(year, 1, 1).to_gregorian(), zone), _start(JalaliDate(year + 1, 1, 1).to_gregorian(), zone)


def _start(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
