"""When a series meets next, by its rhythm. A holiday is no working day: see `lib.calendar.rhythm` for what follows."""

from __future__ import annotations

from datetime import date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from django.utils import timezone

from hamafza.council.models import Holiday, Series
from hamafza.council.words import Calendar, SeriesRhythm
from hamafza.lib.calendar.rhythm import Workdays, monthly, weekly
from hamafza.network.models import Unit


def workdays(unit: Unit) -> Workdays:
    """The working days of the unit that keeps the series, without the network's holidays."""
    weekdays = frozenset(int(one) for one in unit.work_days.split(",") if one.strip().isdigit())
    return Workdays(weekdays, frozenset(Holiday.objects.values_list("day", flat=True)))


def coming_days(series: Series, after: date, number: int) -> list[date]:
    """The next days of the rhythm; none without a rhythm."""
    work = workdays(series.unit)
    if series.rhythm == SeriesRhythm.MONTHLY:
        in_jalali = series.calendar == Calendar.JALALI
        return list(islice(monthly(after, series.nth, work, in_jalali=in_jalali), number))
    if series.rhythm == SeriesRhythm.WEEKLY and series.since:
        return list(islice(weekly(after, series.since, series.weeks, work), number))
    return []


def coming(series: Series, number: int, now: datetime | None = None) -> list[datetime]:
    """When the rhythm lets the series meet next, after what was planned already, be it cancelled since."""
    zone = ZoneInfo(series.unit.time_zone)
    planned = series.sessions.order_by("-starts").values_list("starts", flat=True).first()
    after = max(now or timezone.now(), planned or datetime.min.replace(tzinfo=zone)).astimezone(zone)
    days = coming_days(series, after.date(), number)
    return [datetime.combine(day, series.at, zone) for day in days]
