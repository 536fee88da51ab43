"""What this room brings to the shared screens."""

from __future__ import annotations

from typing import Any

from django.utils.translation import pgettext_lazy

from hamafza.council.models import Session
from hamafza.council.parts import SessionPart
from hamafza.minutes import events, queries
from hamafza.minutes.access import BEGUN, Seated
from hamafza.minutes.reading import readable
from hamafza.minutes.states import HEARING, MOTION, TURN
from hamafza.network.access import Standing, belongs
from hamafza.pages import rooms
from hamafza.pages.rooms import Deeds, Panel, Urls


def on_session(session: Session, actor: Standing) -> dict[str, Any] | None:
    """The way to the session that runs, and to the minutes for those who may read them."""
    if session.state not in BEGUN:
        return None
    seated = Seated(actor, session)
    return {"live": seated.is_live, "minutes": not seated.is_live and readable(seated)}


def running(actor: Standing) -> dict[str, Any]:
    return {"rows": list(queries.live_sessions(actor)[:3])}


rooms.register(
    "minutes",
    Urls("hamafza.minutes.urls"),
    SessionPart(template="minutes/_session.html", read=on_session, where="top", order=10),
    Panel(
        name="sessions",
        template="minutes/_now.html",
        read=running,
        order=5,
        shown=belongs,
        first=True,
        waits=lambda part: len(part["rows"]),
    ),
    Deeds(
        {
            **HEARING.deeds,
            **TURN.deeds,
            **MOTION.deeds,
            events.LINE: pgettext_lazy("act", "Line of minutes written"),
            events.WRITING: pgettext_lazy("act", "Began to write a line"),
            events.PRESENCE: pgettext_lazy("act", "Presence recorded"),
            events.VOTE: pgettext_lazy("act", "Vote cast"),
            events.COMMENTED: pgettext_lazy("act", "Comment on minutes"),
            events.SETTLED: pgettext_lazy("act", "Comment answered"),
            events.AMENDED: pgettext_lazy("act", "Minutes amended"),
        },
    ),
)
