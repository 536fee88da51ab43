"""What this room brings to the shared screens."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.network.access import belongs
from hamafza.pages import rooms
from hamafza.pages.rooms import Deeds, Place, Urls, Way
from hamafza.problems.access import to_take_up
from hamafza.problems.states import PROBLEM

rooms.register(
    "problems",
    Urls("hamafza.problems.urls"),
    Way(
        url="problems",
        name=_("Problems"),
        icon="warn",
        place=Place.TOGETHER,
        order=60,
        shown=belongs,
        waiting=to_take_up,
    ),
    Deeds(PROBLEM.deeds, {"problem": pgettext_lazy("thing", "problem")}),
)
