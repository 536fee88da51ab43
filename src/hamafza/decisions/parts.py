"""What decisions show on the pages of councils, and the due days in a person's own calendar."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from hamafza.council.calendars import host
from hamafza.council.models import Session
from hamafza.council.states import HELD, IN_SESSION
from hamafza.decisions import access, queries
from hamafza.decisions.models import Decision
from hamafza.decisions.states import IN_PROGRESS, OWED
from hamafza.lib.icalendar import CalendarTask
from hamafza.network.access import Standing

HALF = 50  # percent of what is in progress: nobody says how far it is


def first_point(session: Session, actor: Standing) -> dict[str, Any] | None:
    """For the first point of a session: what became of the decisions of the sessions before."""
    tally, followed, ended = queries.became(actor, session, timezone.now())
    if not tally.all and not ended:
        return None
    return {"tally": tally, "followed": followed, "ended": ended, "series": session.series_id}


def of_session(session: Session, actor: Standing) -> dict[str, Any] | None:
    """What the session has decided, and the way to record one more."""
    if session.state not in {IN_SESSION, *HELD}:
        return None
    may = access.may_make(actor, session)
    rows = list(queries.of_session(actor, session))
    return {"rows": rows, "may": may, "session": session.pk} if rows or may else None


def due_days(actor: Standing) -> Iterator[CalendarTask]:
    """What the person's units still owe, each with its day."""
    for row in Decision.objects.filter(access.owes(actor), state__in=OWED).order_by("due", "pk"):
        yield CalendarTask(
            uid=f"decision-{row.pk}@{host()}",
            due=row.deadline,
            summary=str(row),
            stamped=row.made,
            percent=HALF if row.state == IN_PROGRESS else 0,
            text=row.done_when,
            url=settings.BASE_URL + reverse("decision", args=[row.pk]),
        )
