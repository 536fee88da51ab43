"""Who is there: what the stream process says, with the names the person may know."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from hamafza.network.access import Standing
from hamafza.network.models import Person
from hamafza.wire.stream.control import stat

MOST_NAMES = 30


@dataclass(frozen=True)
class Presence:
    """How many people are connected in all, and which of the person's own units. None: nobody knows."""

    count: int | None
    people: list[Person]


def presence(actor: Standing) -> Presence:
    report = stat(settings.RUN_DIR)
    if report is None:
        return Presence(None, [])
    connected = {int(pk) for pk in report.get("persons", {})}
    near = Person.objects.filter(pk__in=connected, memberships__unit__in=actor.unit_ids, is_active=True)
    return Presence(len(connected), list(near.distinct().order_by("name")[:MOST_NAMES]))
