"""What this room brings to the shared screens."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.network.access import Standing, belongs
from hamafza.newsroom.beside import Part
from hamafza.pages import rooms
from hamafza.pages.rooms import Deeds, Panel, Place, Urls, Way
from hamafza.relay import parts
from hamafza.relay.overview import attention, worth

SUGGESTED = 3  # on the screen "now"; the others are behind a link


def relay(actor: Standing) -> dict[str, Any]:
    """What is worth relaying, and what became of relays that somebody must decide."""
    return {**worth(actor, SUGGESTED), **attention(actor)}


rooms.register(
    "relay",
    Urls("hamafza.relay.urls"),
    Way(url="relays", name=_("Relays"), icon="relay", place=Place.NEWS, order=30, shown=belongs),
    Panel(
        name="relay",
        template="relay/_now.html",
        read=relay,
        order=40,
        shown=belongs,
        first=True,
        waits=lambda part: part["count"],
    ),
    Part("relay", above=parts.above, below=parts.below, in_row=parts.in_row),
    Deeds(
        things={"relay": pgettext_lazy("thing", "relay")},
    ),
)
