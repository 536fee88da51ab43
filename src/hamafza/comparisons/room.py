"""What this room brings to the shared screens."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.comparisons import events
from hamafza.network.access import belongs
from hamafza.pages import rooms
from hamafza.pages.rooms import Deeds, Place, Urls, Way

rooms.register(
    "comparisons",
    Urls("hamafza.comparisons.urls"),
    Way(url="comparisons", name=_("Comparisons"), icon="chart", place=Place.RESULTS, order=35, shown=belongs),
    Deeds(
        acts={
            events.DECLARED: pgettext_lazy("act", "Comparison declared"),
            events.CHANGED: pgettext_lazy("act", "Set of a comparison changed"),
            events.COUNTED: pgettext_lazy("act", "Comparison counted"),
            events.DOUBTED: pgettext_lazy("act", "Report marked for another look"),
        },
        things={"comparison": pgettext_lazy("thing", "comparison")},
    ),
)
