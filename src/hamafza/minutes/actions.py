"""What is done in the room while the session runs: points, turns to speak, presence, votes by show of hands."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.council.models import Hearing, Presence, Session, SessionInvitation
from hamafza.council.states import CURRENT
from hamafza.flow.transitions import once
from hamafza.lib.text.display import display
from hamafza.minutes import events, states
from hamafza.minutes.access import LIVE, PRESENT, Seated
from hamafza.minutes.errors import NotInSession, NotPresent, SeatTaken, VoteClosed, VotedAlready
from hamafza.minutes.events import PresenceFacts, VoteFacts, happened
from hamafza.minutes.models import KEY_LIMIT, MOTION_LIMIT, Motion, Turn, Vote
from hamafza.minutes.moves import HEARINGS, MOTIONS, TURNS
from hamafza.minutes.words import VoteChoice
from hamafza.network.access import Standing
from hamafza.network.models import Person
from hamafza.pages.refusals import Invalid, NotAllowed, WrongState
from hamafza.wire.actions import append

MORE = 5  # minutes that one tap adds
MOST_MINUTES = 240

# Points


def hear(*, actor: Standing, hearing: Hearing, now: datetime | None = None) -> Hearing:
    """Go to this point; the one before has been dealt with, and whoever waited for the floor there waits no more."""
    now = now or timezone.now()
    for one in others_current(hearing):
        finish(actor=actor, hearing=one, now=now)
    with HEARINGS.take("hear", actor, hearing, now=now) as step:
        if step.happens:
            alone(step.row)
            leave_floor(step.row, now)
            step.set(began=step.row.began or now, ended=None)
        return step.row


def others_current(hearing: Hearing) -> QuerySet[Hearing]:
    return Hearing.objects.filter(session=hearing.session_id, state=CURRENT).exclude(pk=hearing.pk)


def alone(hearing: Hearing) -> None:
    """Two who lead may go to two points at once: the second is told."""
    Session.objects.select_for_update().get(pk=hearing.session_id)
    if others_current(hearing).exists():
        raise WrongState


def leave_floor(hearing: Hearing, now: datetime) -> None:
    others = Turn.objects.filter(session=hearing.session_id).exclude(hearing=hearing)
    others.filter(state=states.SPEAKING).update(state=states.DONE, ended=now)
    others.filter(state=states.WAITING).update(state=states.WITHDRAWN, ended=now)


def finish(*, actor: Standing, hearing: Hearing, now: datetime | None = None) -> Hearing:
    with HEARINGS.take("finish", actor, hearing, now=now) as step:
        if step.happens:
            step.set(ended=step.now)
        return step.row


def carry(*, actor: Standing, hearing: Hearing) -> Hearing:
    """Not dealt with: it comes again at the next session."""
    with HEARINGS.take("carry", actor, hearing) as step:
        if step.happens and step.row.began:
            step.set(ended=step.now)
        return step.row


def prolong(*, actor: Standing, hearing: Hearing, given: int) -> Hearing:
    """Five minutes more than the `given` ones that the person saw: a second tap adds nothing."""
    with HEARINGS.take("more", actor, hearing) as step:
        if step.row.minutes != given:
            return step.nothing()
        step.set(minutes=min(step.row.minutes + MORE, MOST_MINUTES))
        return step.row


# The floor


def ask_floor(*, actor: Standing, session: Session) -> Turn:
    """Wait for the floor at the current point. Whoever waits already waits once."""
    seated = Seated(actor, session)
    current = session.hearings.select_related("point__series").filter(state=CURRENT).first()
    if not seated.speaks or seated.own is None:
        raise NotAllowed
    if not seated.is_live or current is None:
        raise NotInSession
    mine = Turn.objects.filter(session=session, person=actor.person)
    waiting = mine.filter(state__in=[states.WAITING, states.SPEAKING])
    turn = Turn(session=session, hearing=current, seat=seated.own.member, person=actor.person)
    return once(waiting.first, partial(TURNS.make, "ask", actor, turn))


def give_floor(*, actor: Standing, turn: Turn) -> Turn:
    """The one who speaks has spoken, this one speaks."""
    with TURNS.take("speak", actor, turn) as step:
        if step.happens:
            Session.objects.select_for_update().get(pk=turn.session_id)
            speaking = Turn.objects.filter(session=turn.session_id, state=states.SPEAKING)
            speaking.update(state=states.DONE, ended=step.now)
            step.set(began=step.now)
        return step.row


def end_turn(*, actor: Standing, turn: Turn) -> Turn:
    """Finish it, or withdraw it if it has not begun."""
    name = "finish" if turn.state in (states.SPEAKING, states.DONE) else "withdraw"
    with TURNS.take(name, actor, turn) as step:
        if step.happens:
            step.set(ended=step.now)
        return step.row


# Presence


def attend(
    *,
    actor: Standing,
    invitation: SessionInvitation,
    presence: str,
    person: Person | None = None,
    now: datetime | None = None,
) -> SessionInvitation:
    """Who is in the room on this seat: said by themselves, or by whoever leads the session."""
    now = now or timezone.now()
    if presence not in Presence.values:
        raise Invalid(_("This is not one of the choices."), field="presence")
    with transaction.atomic():
        rows = SessionInvitation.objects.select_for_update(of=("self",))
        row = rows.select_related("session__series__unit", "member").get(pk=invitation.pk)
        seated = Seated(actor, row.session)
        if not seated.leads and row.pk not in {one.pk for one in seated.invitations}:
            raise NotAllowed
        if row.session.state not in LIVE:
            raise NotInSession
        if not seated.leads and seated.instead(row.member):
            stands_in(row, presence, actor.person)
        before = (row.presence, row.present_person_id)
        sit(row, presence, person or (None if seated.leads else actor.person), now)
        if before != (row.presence, row.present_person_id):
            row.save(update_fields=["presence", "arrived", "left", "present_person"])
            facts = PresenceFacts(
                **events.about(row.session, actor.person.pk), member=row.member_id, presence=presence
            )
            append(happened(events.PRESENCE, row.session, facts))
        return row


def stands_in(row: SessionInvitation, presence: str, person: Person) -> None:
    """A substitute takes an empty seat, as a substitute, and leaves no seat but the one they took."""
    taken = row.presence in PRESENT
    if taken and row.present_person_id != person.pk:
        raise SeatTaken
    if presence == Presence.PRESENT or (presence != Presence.SUBSTITUTE and not taken):
        raise Invalid(_("You sit there as a substitute."), field="presence")


def sit(row: SessionInvitation, presence: str, person: Person | None, now: datetime) -> None:
    """Whoever comes is here from now on; whoever goes has been here until now."""
    here = presence in PRESENT
    if here:
        row.arrived, row.left = row.arrived or now, None
    elif row.presence in PRESENT:
        row.left = now
    row.presence = presence
    usual = row.member.substitute if presence == Presence.SUBSTITUTE else row.member.person
    row.present_person = (person or usual) if here else row.present_person


# Votes by show of hands


def put_motion(*, actor: Standing, hearing: Hearing, text: str, key: str = "") -> Motion:
    """Open a vote on a sentence."""
    text = display(" ".join(text.split()))
    if not text:
        raise Invalid(_("Write what is voted on."), field="text")
    if len(text) > MOTION_LIMIT:
        raise Invalid(_("This text is too long. Shorten it."), field="text")
    motion = Motion(session=hearing.session, hearing=hearing, text=text, by=actor.person, key=key[:KEY_LIMIT])
    known = Motion.objects.filter(by=actor.person, key=motion.key).exclude(key="")
    said = (hearing.pk, text)
    return once(
        known.first,
        partial(MOTIONS.make, "put", actor, motion),
        lambda one: (one.hearing_id, one.text) == said,
    )


def cast(
    *, actor: Standing, motion: Motion, choice: str, confirmed: bool = False, now: datetime | None = None
) -> Vote:
    """The vote of the unit on whose seat the person is present. It holds until they change it or the vote is closed.

    Raises `VotedAlready` if another person of the unit has voted otherwise, unless it is `confirmed`.
    """
    if choice not in VoteChoice.values:
        raise Invalid(_("This is not one of the choices."), field="choice")
    with transaction.atomic():
        rows = Motion.objects.select_for_update(of=("self",))
        motion = rows.select_related("session__series__unit", "hearing__point__series").get(pk=motion.pk)
        seated = Seated(actor, motion.session)
        if not seated.speaks or seated.own is None:
            raise NotAllowed
        if motion.state != states.OPEN or not seated.is_live:
            raise VoteClosed
        if seated.voting is None:
            raise NotPresent
        others = motion.votes.filter(unit=seated.voting.member.unit_id).exclude(by=actor.person)
        if not confirmed and (other := others.exclude(choice=choice).select_related("by").first()):
            raise VotedAlready(other)
        vote, changed = raised(motion, seated.voting, actor, choice, now or timezone.now())
        if changed:
            facts = VoteFacts(
                **events.about(motion.session, actor.person.pk),
                motion=motion.pk,
                voting=vote.unit_id,
                choice=choice,
            )
            append(happened(events.VOTE, motion.session, facts, motion.hearing))
        return vote


def raised(
    motion: Motion, seat: SessionInvitation, actor: Standing, choice: str, now: datetime
) -> tuple[Vote, bool]:
    """The hand of a unit, and whether it is new or another one. The motion is locked."""
    vote = motion.votes.filter(unit=seat.member.unit_id).first() or Vote(motion=motion, unit=seat.member.unit)
    changed = vote.choice != choice
    if changed:
        vote.choice, vote.by, vote.at = choice, actor.person, now
        vote.save()
    return vote, changed


def close_motion(*, actor: Standing, motion: Motion) -> Motion:
    """No hand counts any more; how many units could have voted is written down."""
    with MOTIONS.take("close", actor, motion) as step:
        if step.happens:
            step.set(closed=step.now, present=voting_units(step.row.session))
        return step.row


def voting_units(session: Session) -> int:
    """How many units have somebody present who votes."""
    seats = session.invitations.filter(presence__in=PRESENT, withdrawn=False)
    return seats.filter(~Q(member__role="observer")).values("member__unit").distinct().count()
