"""What this room brings to the shared screens."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.calls import parts, queries
from hamafza.network.access import Standing, belongs
from hamafza.network.choosers import UNIT
from hamafza.newsroom.beside import Part
from hamafza.pages import rooms
from hamafza.pages.rooms import Deeds, Panel, Place, Slot, Urls, Way

ASKED, CALLING = 3, 5  # rows on the screen "now"; the others are behind a link


def asked(actor: Standing) -> dict[str, Any]:
    """What waits for an answer or for its end, the most pressing first."""
    return {"rows": list(queries.to_answer(actor)[:ASKED])}


def calling(actor: Standing) -> dict[str, Any]:
    """Open calls of the person's units, with how each stands."""
    rows = list(queries.open_calls(actor)[:CALLING])
    counts = queries.counts_of(rows)
    return {"rows": [(call, counts[call.pk]) for call in rows]}


UNIT.among["asking"] = queries.units_to_ask_for
rooms.register(
    "calls",
    Urls("hamafza.calls.urls"),
    Way(
        url="calls",
        name=_("Calls"),
        icon="ask",
        place=Place.TOGETHER,
        order=10,
        shown=belongs,
        waiting=queries.to_answer,
    ),
    Panel(
        name="asked",
        template="calls/_now_asked.html",
        read=asked,
        order=20,
        shown=belongs,
        first=True,
        counted="calls",
    ),
    Panel(name="calling", template="calls/_now_calling.html", read=calling, order=20, shown=belongs),
    Slot(where="now-head", template="calls/_now_head.html"),
    Slot(where="now-foot", template="calls/_now_keys.html"),
    Part("calls", below=parts.below),
    Deeds(
        acts={
            "calls.call.asked": pgettext_lazy("act", "Call sent"),
            "calls.call.closed": pgettext_lazy("act", "Call closed"),
            "calls.call.cancelled": pgettext_lazy("act", "Call cancelled"),
        },
        things={"call": pgettext_lazy("thing", "call")},
    ),
)
