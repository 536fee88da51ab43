"""What is read of a live session and of its minutes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import pgettext

from hamafza.council import access as council
from hamafza.council.models import Hearing, Presence, Session, SessionInvitation
from hamafza.council.states import CURRENT, WAITING
from hamafza.decisions.models import Decision
from hamafza.minutes import states
from hamafza.minutes.access import PRESENT, Seated
from hamafza.minutes.models import LineVersion, MinutesLine, Motion, Turn, Vote
from hamafza.minutes.words import VoteChoice
from hamafza.network.access import Standing
from hamafza.network.models import Membership, Person, Role, Unit

# The agenda and its clock


@dataclass(frozen=True)
class AgendaPoint:
    """A point of the agenda in its session: which it is, and how much of its time is left."""

    hearing: Hearing
    number: int

    @property
    def is_current(self) -> bool:
        return self.hearing.state == CURRENT

    @property
    def ends(self) -> datetime | None:
        began = self.hearing.began
        return began + timedelta(minutes=self.hearing.minutes) if began else None

    @property
    def took(self) -> int:
        """Minutes it took."""
        began, ended = self.hearing.began, self.hearing.ended
        return max(1, round((ended - began).total_seconds() / 60)) if began and ended else 0


@dataclass(frozen=True)
class Agenda:
    points: list[AgendaPoint]

    @property
    def current(self) -> AgendaPoint | None:
        return next((one for one in self.points if one.is_current), None)

    @property
    def following(self) -> AgendaPoint | None:
        """What comes next: the first that waits after the current one, else the first that waits."""
        waiting = [one for one in self.points if one.hearing.state == WAITING]
        at = self.current.number if self.current else 0
        return next((one for one in waiting if one.number > at), next(iter(waiting), None))

    @property
    def left(self) -> int:
        """Minutes given to what is still to come, with what is left of the current point."""
        waiting = sum(one.hearing.minutes for one in self.points if one.hearing.state == WAITING)
        ends = self.current.ends if self.current else None
        rest = max(0, round((ends - timezone.now()).total_seconds() / 60)) if ends else 0
        return waiting + rest


def agenda(actor: Standing, session: Session) -> Agenda:
    """As the person may see it. Confidential points are counted apart, so that nothing hidden leaves a gap."""
    rows = council.numbered(council.visible_hearings(actor, session))
    return Agenda([AgendaPoint(one, number) for number, one in enumerate(rows, 1)])


# Who is there


@dataclass(frozen=True)
class Attendance:
    """Who is present, and whether they are enough to decide."""

    rows: list[SessionInvitation]
    needed: int

    @property
    def voting(self) -> list[SessionInvitation]:
        return [one for one in self.rows if one.member.votes]

    def count(self, *kinds: str) -> int:
        return sum(one.presence in kinds for one in self.voting)

    @property
    def present(self) -> int:
        return self.count(*PRESENT)

    @property
    def themselves(self) -> int:
        return self.count(Presence.PRESENT)

    @property
    def substitutes(self) -> int:
        return self.count(Presence.SUBSTITUTE)

    @property
    def absent(self) -> int:
        return len(self.voting) - self.present

    @property
    def is_quorate(self) -> bool:
        return self.present >= self.needed

    @property
    def stand(self) -> list[tuple[str, int]]:
        return [("on", self.themselves), ("late", self.substitutes), ("rest", self.absent)]


def attendance(session: Session) -> Attendance:
    rows = session.invitations.filter(withdrawn=False)
    found = list(rows.select_related("member", "member__unit", "member__person", "present_person"))
    voting = sum(one.member.votes for one in found)
    return Attendance(found, session.series.quorum_of(voting))


@dataclass(frozen=True)
class Speaker:
    """Somebody of the session whose words a line may have."""

    name: str
    office: str


def speakers(session: Session) -> list[Speaker]:
    """Those who are present by name, and whoever sits on a seat of their own."""
    rows = session.invitations.filter(withdrawn=False).select_related(
        "member__unit", "member__person", "present_person"
    )
    found = {
        person.pk: (person, one.member.unit)
        for one in rows
        for person in (one.present_person, one.member.person)
        if person is not None
    }
    roles = roles_in(found.values())
    return [
        Speaker(str(person), office(unit, roles.get((pk, unit.pk)))) for pk, (person, unit) in found.items()
    ]


def roles_in(people: Iterable[tuple[Person, Unit]]) -> dict[tuple[int, int], str]:
    pairs = [(person.pk, unit.pk) for person, unit in people]
    found = Membership.objects.filter(person__in=[one for one, _unit in pairs])
    return {(one, unit): role for one, unit, role in found.values_list("person", "unit", "role")}


def office(unit: Unit, role: str | None) -> str:
    """What a person is called after their name: the head of a unit, else of which unit they are."""
    form = pgettext("office", "head of {unit}") if role == Role.HEAD else pgettext("office", "of {unit}")
    return form.format(unit=unit)


def turns(session: Session, hearing: Hearing | None) -> list[Turn]:
    """Who speaks, then who waits, in the order in which they asked."""
    active = session.turns.filter(hearing=hearing, state__in=[states.SPEAKING, states.WAITING])
    found = active.select_related("person", "seat__unit")
    return sorted(found, key=lambda one: one.state != states.SPEAKING)


# What is written


def lines(session: Session, hearings: Iterable[Hearing]) -> list[MinutesLine]:
    """What the minutes say of these points, struck lines too: whoever leads may put them back."""
    found = session.lines.filter(hearing__in=[one.pk for one in hearings])
    return list(found.select_related("current", "current__author", "by"))


def history(line: MinutesLine) -> QuerySet[LineVersion]:
    return line.versions.select_related("author").order_by("-number")


def decisions(session: int, hearings: Iterable[Hearing]) -> list[Decision]:
    """What the session decided at these points."""
    points = [one.point_id for one in hearings]
    found = Decision.objects.filter(session=session, point__in=points).order_by("apart", "number")
    return list(found.select_related("owner", "point"))


# Votes


@dataclass(frozen=True)
class VoteCount:
    """How a motion stands, and whose vote is which."""

    motion: Motion
    votes: list[Vote]

    def of(self, choice: str) -> int:
        return Counter(one.choice for one in self.votes)[choice]

    @property
    def rows(self) -> list[tuple[VoteChoice, int, list[Vote]]]:
        return [
            (one, self.of(one), [vote for vote in self.votes if vote.choice == one]) for one in VoteChoice
        ]

    @property
    def cast(self) -> int:
        return len(self.votes)

    def by(self, unit: int | None) -> str:
        return next((one.choice for one in self.votes if one.unit_id == unit), "")


def motions(session: Session, hearings: Iterable[Hearing]) -> list[VoteCount]:
    votes = Prefetch("votes", Vote.objects.select_related("unit"))
    found = session.motions.filter(hearing__in=[one.pk for one in hearings])
    return [
        VoteCount(one, list(one.votes.all())) for one in found.select_related("by").prefetch_related(votes)
    ]


def live_sessions(actor: Standing) -> QuerySet[Session]:
    """Sessions that run now and in which the person sits."""
    return council.visible_sessions(actor).filter(Q(series__in=council.sits(actor)), state="in_session")


def active_turn(seated: Seated) -> Turn | None:
    """The person's own turn that waits or runs."""
    mine = seated.session.turns.filter(person=seated.actor.person)
    return mine.filter(state__in=[states.SPEAKING, states.WAITING]).first()
