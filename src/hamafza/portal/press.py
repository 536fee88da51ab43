"""When a unit's office is open, in one line."""

from __future__ import annotations

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext

from hamafza.network.models import Unit

WEEK = (5, 6, 0, 1, 2, 3, 4)  # from Saturday on, in the numbers of `datetime.weekday`


def days_open(unit: Unit) -> str:
    """«شنبه تا چهارشنبه»; days that do not follow each other are listed."""
    chosen = {int(day) for day in unit.work_days.split(",") if day.isdigit()}
    places = [place for place, day in enumerate(WEEK) if day in chosen]
    names = [str(WEEKDAYS[WEEK[place]]) for place in places]
    if len(names) > 2 and places[-1] - places[0] == len(places) - 1:
        return gettext("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    return gettext(", ").join(names)
