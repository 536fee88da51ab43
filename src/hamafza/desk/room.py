"""The desk's own screens: "now" with those who are there, the places, the audit trail."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hamafza.network.access import Standing, administers, belongs
from hamafza.network.models import Person
from hamafza.pages import rooms
from hamafza.pages.rooms import Panel, Place, Urls, Way
from hamafza.wire.stream.control import stat

NAMED = 12  # people named on the screen; the others are counted


def people(actor: Standing) -> dict[str, Any]:
    """Who is connected: a count for everybody, names for those of the person's own units."""
    report = stat(settings.RUN_DIR)
    if report is None:
        return {"known": False}
    # Whoever asks is here, also in the moment before their own stream is counted.
    ids = {int(pk) for pk in report.get("persons", {})} | {actor.person.pk}
    near = Person.objects.filter(pk__in=ids, memberships__unit__in=actor.sees).distinct()[:NAMED]
    return {"known": True, "count": len(ids), "near": list(near)}


rooms.register(
    "desk",
    Urls("hamafza.desk.urls"),
    Urls("hamafza.pages.urls"),
    Way(url="desk-now", name=_("Now"), icon="now", place=Place.NOW),
    Way(
        url="record",
        name=_("Audit trail"),
        icon="report",
        place=Place.NETWORK,
        order=60,
        shown=administers,
    ),
    Panel(name="people", template="desk/_people.html", read=people, order=50, shown=belongs),
)
