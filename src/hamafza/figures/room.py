"""What this room brings to the shared screens."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.archive.finders import Finder
from hamafza.calls.duties import Duty
from hamafza.figures import collecting, events, published, queries
from hamafza.network.access import belongs
from hamafza.pages import rooms
from hamafza.pages.rooms import Deeds, Place, Urls, Way
from hamafza.verify.notes import NoteSource


def address(pk: str) -> str:
    return reverse("figures-call", args=[int(pk)])


rooms.register(
    "figures",
    Urls("hamafza.figures.urls"),
    NoteSource(published.notes),
    Finder(name=_("Indicators"), find=queries.find_indicators),
    Duty(
        subject=collecting.SUBJECT,
        name=_("a value of an indicator"),
        address=address,
        moved=collecting.follow,
    ),
    Way(
        url="indicators",
        name=_("Figures"),
        icon="chart",
        place=Place.RESULTS,
        order=30,
        shown=belongs,
        waiting=queries.to_check,
    ),
    Deeds(
        acts={
            events.DEFINED: pgettext_lazy("act", "Indicator defined"),
            events.REDEFINED: pgettext_lazy("act", "Definition of an indicator changed"),
            events.BROKEN: pgettext_lazy("act", "Break in a series marked"),
            events.SHOWN: pgettext_lazy("act", "Indicator shown to readers"),
            events.RETIRED: pgettext_lazy("act", "Indicator no longer measured"),
            events.ENTERED: pgettext_lazy("act", "Values entered"),
            events.REVISED: pgettext_lazy("act", "Values changed"),
            events.CHECKED: pgettext_lazy("act", "Values checked"),
            events.LOCKED: pgettext_lazy("act", "Baseline locked"),
            events.ASKED: pgettext_lazy("act", "Values asked for"),
        },
        things={
            "indicator": pgettext_lazy("thing", "indicator"),
            "figures-call": pgettext_lazy("thing", "call for figures"),
        },
    ),
)
