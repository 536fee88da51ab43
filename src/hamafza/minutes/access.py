"""What a person is in a live session, and what they may do there. Who sees it is the council's to say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404

from hamafza.council import access as council
from hamafza.council import states as steps
from hamafza.council.models import Hearing, Member, Presence, Session, SessionInvitation
from hamafza.minutes.models import MinutesLine, Motion, Turn
from hamafza.minutes.states import LEADS, SPEAKS
from hamafza.network.access import Standing

LIVE = frozenset({steps.IN_SESSION})
WRITTEN = frozenset({steps.IN_SESSION, steps.MINUTES_DRAFT, steps.COMMENT})  # lines are written and changed
BEGUN = frozenset({steps.IN_SESSION, *steps.HELD})
PRESENT = (Presence.PRESENT, Presence.SUBSTITUTE)


@dataclass(frozen=True)
class Seated:
    """A person in a session: their roles in its series, and the seats on which they may sit there."""

    actor: Standing
    session: Session

    @cached_property
    def roles(self) -> frozenset[str]:
        return council.roles(self.actor, self.session.series)

    @property
    def leads(self) -> bool:
        return bool(self.roles & steps.LEAD)

    @property
    def keeps(self) -> bool:
        return bool(self.roles & steps.DESK)

    @property
    def speaks(self) -> bool:
        return bool(self.roles & steps.SPEAKERS)

    @property
    def is_live(self) -> bool:
        return self.session.state in LIVE

    @property
    def writes(self) -> bool:
        """Whether they may write lines of the minutes now."""
        return self.leads and self.session.state in WRITTEN

    @property
    def comments(self) -> bool:
        return self.speaks and self.session.state == steps.COMMENT

    @property
    def signs(self) -> bool:
        return steps.CHAIR in self.roles and self.session.state == steps.COMMENT

    @property
    def amends(self) -> bool:
        return self.leads and self.session.state in steps.WITH_MINUTES

    @cached_property
    def invitations(self) -> list[SessionInvitation]:
        """Their own seats first, then those on which they sit in somebody's place."""
        seats = [seat.pk for seat in council.seats_in(self.actor, self.session.series)]
        found = self.session.invitations.filter(member__in=seats, withdrawn=False)
        person = self.actor.person.pk
        known = list(found.select_related("member", "member__unit", "member__person"))
        return sorted(known, key=lambda one: one.member.person_id != person)

    @property
    def own(self) -> SessionInvitation | None:
        """The seat that they have taken, or may take."""
        taken = [one for one in self.invitations if one.present_person_id == self.actor.person.pk]
        return next(iter([*taken, *self.invitations]), None)

    def instead(self, seat: Member) -> bool:
        """Whether they sit there in somebody's place only."""
        if seat.person_id is None:
            return seat.unit_id not in self.actor.units_as(council.SITTING)
        return seat.person_id != self.actor.person.pk

    @property
    def voting(self) -> SessionInvitation | None:
        """The seat on which they are present and vote: a substitute only where a substitute sits."""
        return next((one for one in self.invitations if one.member.votes and self.occupies(one)), None)

    def occupies(self, one: SessionInvitation) -> bool:
        here = (Presence.SUBSTITUTE,) if self.instead(one.member) else PRESENT
        return one.presence in here and one.present_person_id in (self.actor.person.pk, None)

    @property
    def flow_roles(self) -> frozenset[str]:
        """In the words of this room's tables."""
        return frozenset(
            role for role, holds in ((LEADS, self.leads), (SPEAKS, self.speaks)) if holds and self.is_live
        )


def get_live(actor: Standing, pk: int) -> Seated:
    """The session, if the person sees it and it has begun."""
    session = council.get_session(actor, pk)
    if session.state not in BEGUN:
        raise Http404
    return Seated(actor, session)


def get_hearing(actor: Standing, session: Session, pk: int) -> Hearing:
    return council.first(council.visible_hearings(actor, session), pk)


def get_line(actor: Standing, session: Session, pk: int) -> MinutesLine:
    lines = session.lines.filter(hearing__in=council.visible_hearings(actor, session))
    return council.first(lines.select_related("session", "hearing__point__series", "current"), pk)


def get_motion(actor: Standing, session: Session, pk: int) -> Motion:
    motions = session.motions.filter(hearing__in=council.visible_hearings(actor, session))
    return council.first(motions, pk)


def get_turn(actor: Standing, session: Session, pk: int) -> Turn:
    found = council.first(session.turns.select_related("hearing__point__series"), pk)
    if found.hearing_id is not None:
        get_hearing(actor, session, found.hearing_id)
    return found
