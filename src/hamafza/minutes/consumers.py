"""What follows from a session that ended: nothing of it runs on, and its points that were dealt with are ended."""

from __future__ import annotations

from django.utils import timezone

from hamafza.council.events import SessionFacts
from hamafza.council.models import Hearing, Session
from hamafza.council.states import DONE
from hamafza.minutes.approving import close_open, settle_point
from hamafza.wire.consumers import consumer
from hamafza.wire.models import Event


@consumer("minutes-end", "council.session.ended")
def ended(event: Event) -> None:
    session = Session.objects.select_related("series__unit").get(pk=SessionFacts.read(event).session)
    close_open(session, session.ended or timezone.now())
    for hearing in dealt_with(session):
        settle_point(None, hearing, timezone.now())


def dealt_with(session: Session) -> list[Hearing]:
    hearings = Hearing.objects.filter(session=session, state=DONE)
    return list(hearings.select_related("session", "point__series"))
