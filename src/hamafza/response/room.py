"""What this room brings to the shared screens."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.network.access import Standing, belongs, writes
from hamafza.pages import rooms
from hamafza.pages.rooms import Deeds, Panel, Place, Slot, Urls, Way
from hamafza.response import access, queries, states
from hamafza.response.models import Incident

SHOWN = 5  # on the screen "now"; the others are behind a link


def burning(actor: Standing) -> dict[str, Any]:
    """What burns, the gravest first, and how much of it; of the first also what the person may do."""
    heat = queries.heat(actor)
    rows = list(queries.burning(actor)[:SHOWN]) if heat.all else []
    return {
        "heat": heat,
        "rows": rows,
        "count": heat.all if writes(actor) else 0,
        "claims": bool(rows) and may_claim(actor, rows[0]),
    }


def may_claim(actor: Standing, incident: Incident) -> bool:
    """The one step that is taken from here; what the person is in the incident is asked only where it is next."""
    return incident.state in states.STEPS["claim"].moves and "claim" in access.may(actor, incident)


rooms.register(
    "response",
    Urls("hamafza.response.urls"),
    Way(
        url="incidents",
        name=_("Incidents"),
        icon="fire",
        place=Place.TOGETHER,
        order=20,
        shown=belongs,
        waiting=queries.burning,
        hot=True,
    ),
    Slot(where="now-head", template="response/_now_head.html"),
    Panel(
        name="burning",
        template="response/_now.html",
        read=burning,
        order=10,
        shown=belongs,
        first=True,
        waits=lambda part: part["count"],
    ),
    Deeds(
        things={"incident": pgettext_lazy("thing", "incident")},
    ),
)
