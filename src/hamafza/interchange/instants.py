"""Moments over the API: with a zone, of our time, and to come where that is meant. One rule for every field."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import AfterValidator, AwareDatetime, WithJsonSchema

_YEARS = range(1900, 2200)


Day = TypeVar("Day", bound=date)


def of_our_time(moment: Day) -> Day:
    """A Jalali year in a Gregorian field is a mistake, not the Middle Ages."""
    if moment.year not in _YEARS:
        raise ValueError(_("The year must be Gregorian, such as 2026."))
    return moment


def _to_come(moment: datetime) -> datetime:
    if moment <= timezone.now():
        raise ValueError(_("This time has passed. Choose a later one."))
    return moment


def _of_the_day(moment: time) -> time:
    if moment.tzinfo is not None:
        raise ValueError(_("This is a time of the day: leave the time zone out."))
    return moment


Instant = Annotated[AwareDatetime, AfterValidator(of_our_time)]
ToCome = Annotated[AwareDatetime, AfterValidator(of_our_time), AfterValidator(_to_come)]
TimeOfDay = Annotated[
    time,
    AfterValidator(_of_the_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{2}:\d{2}(:\d{2})?$"}),
]
