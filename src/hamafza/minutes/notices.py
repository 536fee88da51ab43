"""What the members of a council are told of its sessions that run and of its minutes."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from hamafza.council import access as council
from hamafza.council.events import SessionFacts
from hamafza.council.models import Member, Session
from hamafza.council.states import LEAD
from hamafza.minutes.events import AMENDED, COMMENTED, AmendmentFacts, CommentFacts
from hamafza.minutes.models import Comment
from hamafza.notices.kinds import Message, group, notice, worded
from hamafza.notices.models import NoticeUrgency, Rhythm
from hamafza.wire.models import Event

group("minutes", _("Sessions that run, and minutes"), mail=Rhythm.NOW)
TITLES = {
    "council.session.begun": _("It has begun: {series}, session {number}"),
    "council.session.minutes-offered": _("Read the minutes and comment: {series}, session {number}"),
    "council.session.comments-ended": _("The time for comments ended early: {series}, session {number}"),
    "council.session.minutes-sent": _("The signed minutes: {series}, session {number}"),
}
COMMENTED_ON = _("A comment on the minutes: {series}, session {number}")
CORRECTED = _("The minutes were amended: {series}, session {number}")


def session_of(pk: int) -> Session:
    return Session.objects.select_related("series__unit").get(pk=pk)


def told(session: Session, title: StrPromise, members: Iterable[Member], *, live: bool = False) -> Message:
    people = council.people_of(members).order_by().values_list("pk", flat=True)
    address = "session-live" if live else "session-minutes"
    return Message(
        title=worded(title, series=session.series, number=session.mark),
        url=reverse(address, args=[session.pk]),
        people=list(people),
        urgency=NoticeUrgency.HIGH if live else NoticeUrgency.NORMAL,
    )


@notice(*TITLES, group="minutes")
def moved(event: Event) -> Iterable[Message]:
    """Everybody who sits there: it runs, there is a draft to comment on, the minutes are signed."""
    session = session_of(SessionFacts.read(event).session)
    live = event.kind == "council.session.begun"
    yield told(session, TITLES[event.kind], council.sitting(session.series), live=live)


@notice(COMMENTED, group="minutes")
def commented(event: Event) -> Iterable[Message]:
    """Those who answer comments."""
    comment = Comment.objects.get(pk=CommentFacts.read(event).comment)
    session = session_of(comment.session_id)
    yield told(session, COMMENTED_ON, council.sitting(session.series).filter(role__in=LEAD))


@notice(AMENDED, group="minutes")
def amended(event: Event) -> Iterable[Message]:
    """Everybody who sits there: what they read before holds no more."""
    session = session_of(AmendmentFacts.read(event).session)
    yield told(session, CORRECTED, council.sitting(session.series))
