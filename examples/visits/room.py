"""What this room brings to the shared screens."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from examples.visits.access import to_confirm
from examples.visits.states import VISIT
from hamafza.network.access import belongs
from hamafza.pages import rooms
from hamafza.pages.rooms import Api, Deeds, Place, Urls, Way

rooms.register(
    "visits",
    Urls("examples.visits.views"),
    Api("examples.visits.api"),
    Way(
        url="visits",
        name=_("Visits"),
        icon="calendar",
        place=Place.TOGETHER,
        shown=belongs,
        waiting=to_confirm,
    ),
    Deeds(VISIT.deeds, {"visit": pgettext_lazy("thing", "visit")}),
)
