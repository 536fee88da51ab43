"""Quiet hours: when nobody is disturbed. Of the network or of a person."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


def quiet_until(now: datetime, begins: time, ends: time, zone: ZoneInfo) -> datetime | None:
    """When the quiet hours that `now` lies in end; None outside them. Equal times mean no quiet hours."""
    local = now.astimezone(zone)
    clock = local.timetz().replace(tzinfo=None)
    if begins == ends:
        return None
    overnight = begins > ends
    inside = clock >= begins or clock < ends if overnight else begins <= clock < ends
    if not inside:
        return None
    day = local.date() + timedelta(days=1 if overnight and clock >= begins else 0)
    return datetime.combine(day, ends, zone)


def day_of(now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The two midnights the network's day lies between."""
    date = now.astimezone(zone).date()
    return datetime.combine(date, time(), zone), datetime.combine(date + timedelta(days=1), time(), zone)
