"""Moments over the API: with a zone, of our time, and to come where that is meant. One rule for every field."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import AfterValidator, AwareDatetime

_YEARS = range(1900, 2200)


def _of_our_time(moment: datetime) -> datetime:
    """A Jalali year in a Gregorian field is a mistake, not the Middle Ages."""
    if moment.year not in _YEARS:
        raise ValueError(_("The year must be Gregorian, such as 2026."))
    return moment


def _to_come(moment: datetime) -> datetime:
    if moment <= timezone.now():
        raise ValueError(_("This time has passed. Choose a later one."))
    return moment


Instant = Annotated[AwareDatetime, AfterValidator(_of_our_time)]
ToCome = Annotated[AwareDatetime, AfterValidator(_of_our_time), AfterValidator(_to_come)]
