"""What follows from a session that ended: nothing of it runs on, and its points that were dealt with are ended."""

from __future__ import annotations

from django.utils import timezone

from hamafza.council.events import SessionFacts
from hamafza.council.models import Hearing, Session
from hamafza.council.moves import ANOTHER_ROOM, POINTS
from hamafza.council.states import DONE, OPEN
from hamafza.minutes.approving import close_open
from hamafza.wire.consumers import consumer
from hamafza.wire.models import Event


@consumer("minutes-end", "council.session.ended")
def ended(event: Event) -> None:
    session = Session.objects.select_related("series__unit").get(pk=SessionFacts.read(event).session)
    close_open(session, session.ended or timezone.now())
    for hearing in dealt_with(session):
        with POINTS.take("end", None, hearing.point, roles=ANOTHER_ROOM) as step:
            step.set(ended=step.now)


def dealt_with(session: Session) -> list[Hearing]:
    hearings = Hearing.objects.filter(session=session, state=DONE, point__state=OPEN)
    return list(hearings.select_related("point__series"))
