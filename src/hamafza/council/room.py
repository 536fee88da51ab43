"""What this room brings to the shared screens."""

from __future__ import annotations

from typing import Any

from django.utils.translation import pgettext_lazy

from hamafza.council import events, queries
from hamafza.council.models import Point
from hamafza.council.parts import PointPart
from hamafza.council.shared_problems import SUBJECT
from hamafza.council.states import POINT, SESSION
from hamafza.network.access import Standing, belongs
from hamafza.pages import rooms
from hamafza.pages.rooms import Deeds, Panel, Place, Slot, Urls, Way
from hamafza.problems.access import visible


def problem_of(point: Point, actor: Standing) -> dict[str, Any] | None:
    """The problem that the point came from; everybody who sees the point sees problems."""
    if point.subject_kind != SUBJECT or not belongs(actor):
        return None
    problem = visible(actor).filter(pk=point.subject_id).first()
    return {"problem": problem} if problem else None


rooms.register(
    "council",
    Urls("hamafza.council.urls"),
    Urls("hamafza.council.outer_urls", below=""),
    Way(
        url="council",
        name=pgettext_lazy("place", "Council"),
        icon="people",
        place=Place.TOGETHER,
        order=40,
        shown=belongs,
        waiting=queries.unanswered,
    ),
    Panel(
        name="invitations",
        template="council/_now_invited.html",
        read=queries.now_invited,
        order=15,
        shown=belongs,
        first=True,
        counted="council",
    ),
    Panel(
        name="council",
        template="council/_now.html",
        read=queries.now_panel,
        order=40,
        shown=belongs,
    ),
    Slot(where="now-head", template="council/_now_head.html"),
    PointPart(template="council/_problem.html", read=problem_of),
    Deeds(
        acts={
            **SESSION.deeds,
            **POINT.deeds,
            events.FOUNDED: pgettext_lazy("act", "Council or committee founded"),
            events.CHANGED: pgettext_lazy("act", "Council or committee changed"),
            events.ENDED: pgettext_lazy("act", "Council or committee ended"),
            events.SEATS: pgettext_lazy("act", "Seats of a council changed"),
            events.AGENDA: pgettext_lazy("act", "Agenda put in order"),
            events.HOLIDAYS: pgettext_lazy("act", "Holidays changed"),
        },
        things={
            "series": pgettext_lazy("thing", "council or committee"),
            "session": pgettext_lazy("thing", "session"),
            "point": pgettext_lazy("thing", "point"),
        },
    ),
)
