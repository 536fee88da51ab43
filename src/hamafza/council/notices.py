"""What the events of councils mean to people. Only those who sit there are told, each as far as they may know."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from hamafza.council import access, inviting, states
from hamafza.council.calendars import invitation
from hamafza.council.events import INVITED, PointFacts, SessionFacts
from hamafza.council.models import InvitationReply, Member, Point, SeatRole, Session
from hamafza.network.access import Standing, standing
from hamafza.network.models import Person
from hamafza.notices.kinds import Enclosure, Message, Tap, group, notice, worded
from hamafza.notices.models import Notice, NoticeUrgency, Rhythm
from hamafza.wire.models import Event

group("council", _("Councils and committees"), mail=Rhythm.NOW)
group("council-agenda", _("Agendas of councils and committees"), mail=Rhythm.DAILY)

CALLED = {
    "council.session.planned": _("You are invited: {series}, session {number}"),
    INVITED: _("You are invited: {series}, session {number}"),
    "council.session.moved": _("Another time: {series}, session {number}"),
    "council.session.changed": _("Another place or length: {series}, session {number}"),
    "council.session.cancelled": _("Cancelled: {series}, session {number}"),
}
AGENDAS = {
    "council.session.agenda-open": _("Hand in your points: {series}, session {number}"),
    "council.session.briefs-due": _("The reports of the units are due: {series}, session {number}"),
    "council.session.agenda-locked": _("The agenda is ready: {series}, session {number}"),
}
LATE = {
    states.DRAFT: _("The draft of the minutes is late: {series}, session {number}"),
    states.COMMENTS: _("The time for comments has ended: {series}, session {number}"),
    states.APPROVAL: _("The approval of the minutes is late: {series}, session {number}"),
    states.SENDING: _("The minutes have not been sent: {series}, session {number}"),
}


def session_of(event: Event) -> Session:
    return Session.objects.select_related("series__unit").get(pk=SessionFacts.read(event).session)


def seated(notice: Notice) -> tuple[Session, Standing] | None:
    """The session and the person who was told of it, if they still sit there and have an account."""
    pk = int(notice.subject.partition(":")[2])
    session = Session.objects.select_related("series__unit").filter(pk=pk).first()
    person = Person.objects.filter(pk=notice.person_id, is_active=True).first()
    if session is None or person is None:
        return None
    actor = standing(person)
    return (session, actor) if access.is_member(actor, session.series) else None


def enclosed(told: Notice) -> Enclosure | None:
    """The session for the person's calendar, as it is now."""
    found = seated(told)
    if found is None:
        return None
    session, actor = found
    method, file = invitation(session, actor.person)
    name = f"session-{session.pk}.ics"
    return Enclosure(name, "text/calendar", file.decode(), (("method", method), ("name", name)))


def come(actor: Standing, told: Notice) -> str:
    """One tap on the notification: yes for each seat of the person."""
    found = seated(told)
    mine = inviting.own(actor, found[0]) if found else []
    if not mine:
        raise Http404
    for one in mine:
        inviting.reply(actor=actor, invitation=one, reply=InvitationReply.COME)
    return say("You come.")


def message(event: Event, words: object, members: Iterable[Member], urgency: NoticeUrgency) -> Message:
    session = session_of(event)
    return Message(
        title=worded(words, series=session.series, number=session.mark),  # type: ignore[arg-type]
        url=reverse("council-session", args=[session.pk]),
        people=access.people_of(members).values_list("pk", flat=True),
        urgency=urgency,
    )


@notice(
    "council.session.planned", INVITED, "council.session.moved", group="council", tap=Tap(_("I come"), come),
    encloses=enclosed,
)  # fmt: skip
def called(event: Event) -> Iterable[Message]:
    """Everybody who sits there; of a later invitation those whom it concerns."""
    facts = SessionFacts.read(event)
    members = access.sitting(session_of(event).series)
    if facts.seats is not None:
        members = members.filter(pk__in=facts.seats)
    urgency = NoticeUrgency.HIGH if event.kind == "council.session.moved" else NoticeUrgency.NORMAL
    yield message(event, CALLED[event.kind], members, urgency)


@notice("council.session.changed", "council.session.cancelled", group="council", encloses=enclosed)
def changed(event: Event) -> Iterable[Message]:
    members = access.sitting(session_of(event).series)
    urgency = NoticeUrgency.HIGH if event.kind.endswith("cancelled") else NoticeUrgency.NORMAL
    yield message(event, CALLED[event.kind], members, urgency)


@notice(*AGENDAS, group="council-agenda")
def agenda(event: Event) -> Iterable[Message]:
    members = access.sitting(session_of(event).series)
    yield message(event, AGENDAS[event.kind], members, NoticeUrgency.NORMAL)


@notice("council.session.late", group="council")
def late(event: Event) -> Iterable[Message]:
    """The chair and the secretary: nobody else can do something about it."""
    words = LATE[SessionFacts.read(event).late or states.DRAFT]
    leads = access.sitting(session_of(event).series).filter(role__in=states.LEAD)
    yield message(event, words, leads, NoticeUrgency.NORMAL)


@notice("council.point.handed-in", group="council-agenda")
def handed_in(event: Event) -> Iterable[Message]:
    """The secretary puts it in order."""
    point = Point.objects.select_related("series").get(pk=PointFacts.read(event).point)
    keepers = access.sitting(point.series).filter(role=SeatRole.SECRETARY)
    yield Message(
        title=worded(_("A point for {series}: {title}"), series=point.series, title=point.title),
        url=reverse("council-point", args=[point.pk]),
        people=access.people_of(keepers).values_list("pk", flat=True),
        urgency=NoticeUrgency.LOW,
    )
