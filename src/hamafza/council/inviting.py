"""What is done with invitations: one tap says come, substitute, or not; another tap changes it until the session begins."""

from __future__ import annotations

from django.core import signing
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.council import access, events, states
from hamafza.council.events import ReplyFacts
from hamafza.council.models import InvitationReply, Session, SessionInvitation
from hamafza.network.access import Standing, standing
from hamafza.network.models import Person
from hamafza.notices.actions import acted
from hamafza.pages.refusals import Invalid, NotAllowed, WrongState
from hamafza.wire.actions import append
from hamafza.wire.facts import Happened

NOTE = 300


def reply(
    *,
    actor: Standing,
    invitation: SessionInvitation,
    reply: str,
    note: str = "",
    substitute: Person | None = None,
) -> SessionInvitation:
    """By whoever sits on the seat, or by the secretary, who was told on the telephone.

    A substitute is a person of the network, or a name in the note.
    """
    said = (reply, note, substitute if reply == InvitationReply.SUBSTITUTE else None)
    if reply not in InvitationReply.values or reply == InvitationReply.NONE:
        raise Invalid(_("Choose an answer."), field="reply")
    if len(note) > NOTE:
        raise Invalid(_("The note is too long."), field="note")
    with transaction.atomic():
        row = locked(invitation)
        if not may_reply(actor, row):
            raise NotAllowed
        if row.session.state not in states.AHEAD or row.withdrawn:
            raise WrongState
        if (row.reply, row.note, row.substitute) == said:
            return row
        row.reply, row.note, row.substitute = said
        row.replied, row.replied_by = timezone.now(), actor.person
        row.save(update_fields=["reply", "note", "substitute", "replied", "replied_by"])
        happened = told(row, actor)
        acted(actor=actor, subject=happened.subject)
        append(happened)
        return row


def locked(invitation: SessionInvitation) -> SessionInvitation:
    rows = SessionInvitation.objects.select_for_update(of=("self",))
    return rows.select_related("session__series__unit", "member", "substitute").get(pk=invitation.pk)


def may_reply(actor: Standing, invitation: SessionInvitation) -> bool:
    seated = access.seats(actor).filter(pk=invitation.member_id).exists()
    return seated or access.keeps(actor, invitation.session.series)


def told(row: SessionInvitation, actor: Standing) -> Happened:
    session = row.session
    closed = session.confidential or session.series.confidential
    facts = ReplyFacts(
        session=session.pk,
        invitation=row.pk,
        member=row.member_id,
        reply=row.reply,
        confidential=closed,
        by=actor.person.pk,
    )
    hearers = access.audiences(session.series, confidential=closed)
    return Happened(kind=events.REPLIED, subject=f"session:{session.pk}", audiences=hearers, facts=facts)


def own(actor: Standing, session: Session) -> list[SessionInvitation]:
    """Those that the person may answer for a seat of theirs."""
    found = session.invitations.filter(member__in=access.seats(actor), withdrawn=False)
    return list(found.select_related("member__unit", "member__person", "substitute"))


def get_invitation(actor: Standing, session: Session, pk: int) -> SessionInvitation:
    rows = session.invitations.select_related("member__unit", "member__person", "member__substitute")
    found = rows.filter(pk=pk, withdrawn=False).first()
    if found is None or not access.is_member(actor, session.series):
        raise Http404
    return found


# The answer by a signed link, from a letter or a calendar, without a log-in

SALT = "council.invitation"


def link_key(invitation: SessionInvitation, person: Person) -> str:
    return signing.dumps([invitation.pk, person.pk], salt=SALT)


def by_link(key: str) -> tuple[Standing, SessionInvitation]:
    """Who answers which invitation; 404 unless they sit on this seat still."""
    try:
        pk, who = signing.loads(key, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Http404 from error
    person = Person.objects.filter(pk=who, is_active=True).first()
    rows = SessionInvitation.objects.select_related("session__series__unit", "member__unit").filter(
        withdrawn=False
    )
    row = rows.filter(pk=pk).first()
    if person is None or row is None:
        raise Http404
    actor = standing(person)
    if not access.seats(actor).filter(pk=row.member_id).exists():
        raise Http404
    return actor, row
