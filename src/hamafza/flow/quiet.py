"""The network's quiet hours, and its other rules against disturbing people."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from hamafza.flow.models import Rules
from hamafza.lib.calendar.quiet import quiet_until

ZONE = ZoneInfo(settings.TIME_ZONE)


def rules() -> Rules:
    """The network's rules; the defaults until somebody has changed them."""
    return Rules.objects.filter(id=1).first() or Rules()


def quiet(known: Rules, now: datetime) -> datetime | None:
    """When the quiet hours that `now` lies in end; None outside them."""
    return quiet_until(now, known.quiet_from, known.quiet_until, ZONE)
