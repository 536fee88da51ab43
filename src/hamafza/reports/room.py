"""What this room brings to the shared screens."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.calls.duties import Duty
from hamafza.network.access import belongs
from hamafza.pages import rooms
from hamafza.pages.rooms import Deeds, Place, Urls, Way
from hamafza.reports import access, actions
from hamafza.reports.events import ASKED, MADE
from hamafza.reports.rounds import SUBJECT
from hamafza.reports.sources import SOURCES
from hamafza.reports.states import REPORT


def address(pk: str) -> str:
    return reverse("report-round-own", args=[int(pk)])


rooms.register(
    "reports",
    Urls("hamafza.reports.urls"),
    Way(
        url="reports",
        name=_("Unit reports"),
        icon="report",
        place=Place.RESULTS,
        order=20,
        shown=belongs,
        waiting=access.asked_of,
    ),
    *SOURCES,
    Duty(subject=SUBJECT, name=_("a report of the unit"), address=address, moved=actions.follow),
    Deeds(
        acts={
            **REPORT.deeds,
            ASKED: pgettext_lazy("act", "Reports asked for"),
            MADE: pgettext_lazy("act", "Book of reports made"),
        },
        things={
            "report": pgettext_lazy("thing", "report"),
            "report-round": pgettext_lazy("thing", "round of reports"),
        },
    ),
)
