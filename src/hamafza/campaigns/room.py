"""What this room brings to the shared screens."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from hamafza.campaigns import events, parts, queries
from hamafza.campaigns.states import CAMPAIGN, SLOT
from hamafza.network.access import belongs
from hamafza.newsroom.beside import Part
from hamafza.pages import rooms
from hamafza.pages.rooms import Deeds, Place, Urls, Way

rooms.register(
    "campaigns",
    Urls("hamafza.campaigns.urls"),
    Way(
        url="campaigns",
        name=pgettext_lazy("place", "Campaigns"),
        icon="flag",
        place=Place.TOGETHER,
        order=30,
        shown=belongs,
        waiting=queries.slots_of_units,
    ),
    Part("campaigns", below=parts.below),
    Deeds(
        acts={
            **CAMPAIGN.deeds,
            **SLOT.deeds,
            events.ORGANISERS: pgettext_lazy("act", "Organisers of a campaign changed"),
            events.OBJECTIVES: pgettext_lazy("act", "Objectives of a campaign changed"),
            events.GRID: pgettext_lazy("act", "Days and themes of a campaign changed"),
        },
        things={
            "campaign": pgettext_lazy("thing", "campaign"),
            "slot": pgettext_lazy("thing", "slot"),
        },
    ),
)
