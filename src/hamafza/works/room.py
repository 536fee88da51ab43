"""What this room brings to the shared screens."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.network.access import Standing, belongs, writes
from hamafza.newsroom.beside import Part
from hamafza.pages import rooms
from hamafza.pages.rooms import Deeds, Panel, Place, Urls, Way
from hamafza.works import parts, queries
from hamafza.works.events import SHOWN
from hamafza.works.states import WORK

LATE = 5  # rows on the screen "now"; the others are behind a link


def late(actor: Standing) -> dict[str, Any]:
    """What was promised for a day that has passed."""
    return {"rows": list(queries.overdue_of(actor)[:LATE])}


rooms.register(
    "works",
    Urls("hamafza.works.urls"),
    Way(
        url="works",
        name=_("Works"),
        icon="flag",
        place=Place.RESULTS,
        order=10,
        shown=belongs,
        waiting=queries.overdue_of,
    ),
    Panel(
        name="works",
        template="works/_now.html",
        read=late,
        order=50,
        shown=writes,
        first=True,
        counted="works",
    ),
    Part("works", below=parts.below),
    Deeds(
        acts={**WORK.deeds, SHOWN: pgettext_lazy("act", "Works shown to readers, or hidden")},
        things={"work": pgettext_lazy("thing", "work")},
    ),
)
