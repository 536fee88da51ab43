"""What this room brings to the shared screens."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from hamafza.campaigns import events
from hamafza.campaigns.states import CAMPAIGN, SLOT
from hamafza.pages import rooms
from hamafza.pages.rooms import Deeds

rooms.register(
    "campaigns",
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
