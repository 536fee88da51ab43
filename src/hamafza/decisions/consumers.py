"""What decisions learn from the councils, and what sessions learn from their decisions.

A point, a session or a series may become confidential, or open again. A session whose minutes were sent is followed until
nothing of what it decided is left to do; then it is closed.
"""

from __future__ import annotations

import json
from contextlib import suppress

from django.db.models import QuerySet

from hamafza.calls.models import Call
from hamafza.council.models import Session
from hamafza.council.moves import SESSIONS
from hamafza.council.states import SENT, TRACKING
from hamafza.decisions import access
from hamafza.decisions.actions import SUBJECT, question
from hamafza.decisions.models import Decision
from hamafza.decisions.states import BY_CALL, ENDED, FOLLOWED
from hamafza.pages.refusals import WrongState
from hamafza.wire.consumers import consumer
from hamafza.wire.models import Event


@consumer("decisions.hidden", "council.point.changed", "council.session.changed", "council.series.changed")
def hidden_now(event: Event) -> None:
    """The calls of its decisions are as confidential as it is."""
    for row in concerned(event).select_related("session__series", "point__series"):
        hidden = access.hidden(row.point, row.session)
        asked = question(row, hidden=hidden)
        known = Call.objects.filter(subject_kind=SUBJECT, subject_id=str(row.pk)).exclude(private=hidden)
        known.update(private=hidden, title=asked.title, text=asked.text)


def concerned(event: Event) -> QuerySet[Decision]:
    said = json.loads(event.payload)
    field = {"point": "point", "session": "session", "series": "session__series"}[
        event.subject.partition(":")[0]
    ]
    return Decision.objects.filter(**{field: said[field.rpartition("_")[2]]})


OVER = tuple(f"decisions.decision.{state}" for state in ENDED)


@consumer("decisions.tracking", "council.session.minutes-sent", *OVER)
def tracking(event: Event) -> None:
    """The session goes on by itself: followed while something is left to do, closed when nothing is."""
    session = Session.objects.get(pk=json.loads(event.payload)["session"])
    left = session.decisions.filter(state__in=FOLLOWED).exists()
    if session.state == SENT and left:
        step(session, "track")
    elif session.state in {SENT, TRACKING} and not left and session.decisions.exists():
        step(session, "close")


def step(session: Session, name: str) -> None:
    with suppress(WrongState), SESSIONS.take(name, None, session, roles=BY_CALL):
        pass
