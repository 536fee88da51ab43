"""What this room brings to the shared screens."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.calls.duties import Duty
from hamafza.council.agenda import FirstPoint
from hamafza.council.calendars import InCalendar
from hamafza.council.parts import SessionPart
from hamafza.decisions import parts, queries, reporting
from hamafza.decisions.actions import SUBJECT, answered
from hamafza.decisions.states import DECISION
from hamafza.network.access import belongs
from hamafza.pages import rooms
from hamafza.pages.rooms import Deeds, Place, Urls, Way

rooms.register(
    "decisions",
    Urls("hamafza.decisions.urls"),
    Way(
        url="decisions",
        name=_("Decisions"),
        icon="list",
        place=Place.TOGETHER,
        order=50,
        shown=belongs,
        waiting=queries.to_do,
    ),
    Duty(
        subject=SUBJECT,
        name=pgettext_lazy("thing", "decision"),
        address=lambda pk: reverse("decision", args=[pk]),
        moved=answered,
    ),
    FirstPoint("decisions/_first.html", parts.first_point),
    SessionPart(template="decisions/_session.html", read=parts.of_session),
    InCalendar(parts.due_days),
    reporting.SOURCE,
    Deeds(DECISION.deeds, {"decision": pgettext_lazy("thing", "decision")}),
)
