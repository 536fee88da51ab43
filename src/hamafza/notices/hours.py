"""When a person is told: rhythms and quiet hours, on the clock of their unit. Asks no database."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from hamafza.lib.calendar.quiet import quiet_until
from hamafza.network.models import Unit
from hamafza.notices.models import NoticeUrgency, QuietHours, Rhythm

MORNING = time(7, 30)
WEEK_BEGINS = 5  # Saturday, as in datetime.weekday()


def slot(rhythm: Rhythm, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When the next letter of this rhythm is due; None for never."""
    local = now.astimezone(zone)
    if rhythm == Rhythm.NOW:
        return now
    if rhythm == Rhythm.HOURLY:
        return now + timedelta(
            minutes=60 - local.minute, seconds=-local.second, microseconds=-local.microsecond
        )
    if rhythm == Rhythm.DAILY:
        return next_at(local, MORNING)
    if rhythm == Rhythm.WEEKLY:
        due = next_at(local, MORNING)
        return due + timedelta(days=(WEEK_BEGINS - due.weekday()) % 7)
    return None


def next_at(local: datetime, clock: time) -> datetime:
    """The next moment after `local` at which its wall clock shows this time."""
    today = local.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
    return today if today > local else today + timedelta(days=1)


def zone_of(unit: Unit | None) -> ZoneInfo:
    """The clock of whoever is told in the name of this unit, or personally."""
    return ZoneInfo(unit.time_zone if unit else settings.TIME_ZONE)


def awake(when: datetime, quiet: QuietHours | None, urgency: int, zone: ZoneInfo) -> datetime:
    """The moment, or the end of the person's quiet hours if what is so urgent may not break them."""
    if quiet is None or (quiet.urgent_breaks and urgency == NoticeUrgency.HIGH):
        return when
    return after_quiet(when, quiet.starts, quiet.ends, zone)


def after_quiet(when: datetime, starts: time, ends: time, zone: ZoneInfo) -> datetime:
    """The moment itself, or the end of the quiet hours it falls into. Equal times mean none."""
    return quiet_until(when, starts, ends, zone) or when
