"""What the pages of councils show: read for a person, without a query per row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from hamafza.council import access, states
from hamafza.council.models import Hearing, InvitationReply, Point, Series, Session, SessionInvitation
from hamafza.network.access import Standing

SOON = timedelta(days=45)
COMING = (*states.AHEAD, states.IN_SESSION)


def with_counts(found: QuerySet[Series]) -> QuerySet[Series]:
    """Series with how many sit there. Of points and sessions nothing is counted: some may be hidden."""
    return found.annotate(seats=Count("members", filter=Q(members__until=None), distinct=True))


def ahead(actor: Standing) -> QuerySet[Session]:
    """Sessions that the person sees and that are still to come or go on, the nearest first."""
    return access.visible_sessions(actor).filter(state__in=COMING).order_by("starts", "pk")


def unanswered(actor: Standing) -> QuerySet[SessionInvitation]:
    """Invitations that wait for the person's answer."""
    mine = SessionInvitation.objects.filter(member__in=access.seats(actor).order_by().values("pk"))
    return mine.filter(reply=InvitationReply.NONE, withdrawn=False, session__state__in=states.AHEAD)


def to_answer(actor: Standing) -> QuerySet[SessionInvitation]:
    """The same with what a row shows, the nearest session first."""
    rows = unanswered(actor).select_related(
        "session__series__unit", "member__unit", "member__person", "substitute"
    )
    return rows.order_by("session__starts", "pk")


@dataclass(frozen=True)
class Turnout:
    """Who is expected, and whether the quorum will be reached."""

    come: int
    substitute: int
    absent: int
    silent: int
    voting: int
    expected: int  # of those who vote
    needed: int

    @property
    def reached(self) -> bool:
        return self.expected >= self.needed

    @property
    def pieces(self) -> list[tuple[str, int]]:
        return [
            ("done", self.come),
            ("late", self.substitute),
            ("silent", self.absent),
            ("off", self.silent),
        ]


def attendance(series: Series, invitations: Iterable[SessionInvitation]) -> Turnout:
    """As far as it was answered."""
    known = [one for one in invitations if not one.withdrawn]
    replies = [one.reply for one in known]
    voting = [one for one in known if one.member.votes]
    coming = [one for one in voting if one.reply in (InvitationReply.COME, InvitationReply.SUBSTITUTE)]
    return Turnout(
        come=replies.count(InvitationReply.COME),
        substitute=replies.count(InvitationReply.SUBSTITUTE),
        absent=replies.count(InvitationReply.NOT),
        silent=replies.count(InvitationReply.NONE),
        voting=len(voting),
        expected=len(coming),
        needed=series.quorum_of(len(voting)),
    )


def invitations_of(session: Session) -> list[SessionInvitation]:
    rows = session.invitations.filter(withdrawn=False)
    return list(rows.select_related("member__unit", "member__person", "member__substitute", "substitute"))


def agenda_of(actor: Standing, session: Session) -> list[Hearing]:
    """What the person sees of it, with the number of papers."""
    found = access.visible_hearings(actor, session).annotate(papers=Count("point__papers"))
    shown = found.exclude(Q(state=states.CARRIED) & Q(session__state__in=states.AHEAD))
    return access.numbered(shown.order_by("order", "pk"))  # counting drops the order of the model


def open_points(actor: Standing, series: Series) -> QuerySet[Point]:
    return access.visible_points(actor).filter(series=series, state=states.OPEN).order_by("pk")


def waiting_points(actor: Standing, series: Series) -> QuerySet[Point]:
    """Open points that are on no agenda yet."""
    coming = Hearing.objects.filter(session__state__in=COMING, state__in=[states.WAITING, states.CURRENT])
    free = open_points(actor, series).exclude(pk__in=coming.values("point"))
    return free.exclude(Q(kind="follow-up") & Q(handed_in_by=None))


def now_invited(actor: Standing) -> dict[str, Any]:
    """What "now" asks: invitations without an answer, the nearest session first."""
    return {"rows": list(to_answer(actor)[:3])}


def now_panel(actor: Standing) -> dict[str, Any]:
    """Sessions of the next weeks that the person sits in, the nearest first."""
    soon = timezone.now() + SOON
    sessions = ahead(actor).filter(series__in=access.sits(actor), starts__lt=soon)
    return {"sessions": list(sessions[:4])}
