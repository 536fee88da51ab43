"""Who may see a decision, and what they are to it. What one may not see is "not found".

Whoever sees the session and the point sees what was decided there. Who owes it, or helps, sees what they must do in any
case, and nothing else of a confidential point.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from hamafza.council import access as council
from hamafza.council.models import Hearing, Point, Session
from hamafza.council.states import COMMENT, IN_SESSION, MINUTES_DRAFT
from hamafza.decisions.models import Decision, Helper
from hamafza.decisions.states import CHAIR, HELPER, OWNER, SECRETARY
from hamafza.network.access import Standing

DECIDES = frozenset({IN_SESSION, MINUTES_DRAFT, COMMENT})
RELATED = ("session", "session__series", "point", "owner", "call", "superseded_by")


def visible(actor: Standing) -> QuerySet[Decision]:
    return Decision.objects.filter(inside(actor) | owes(actor) | above(actor)).select_related(*RELATED)


def inside(actor: Standing) -> Q:
    """Those of sessions and points that the person sees."""
    sessions = council.visible_sessions(actor).order_by().values("pk")
    points = council.visible_points(actor).order_by().values("pk")
    return Q(session__in=sessions, point__in=points)


def owes(actor: Standing) -> Q:
    """Those that a unit owes or helps with for which the person writes."""
    return Q(owner__in=actor.writes_for) | helped(actor.writes_for)


def helped(units: frozenset[int]) -> Q:
    return Q(Exists(Helper.objects.filter(decision=OuterRef("pk"), unit__in=units)))


def above(actor: Standing) -> Q:
    """Whoever checks for a unit sees what it owes, if it is not confidential."""
    return Q(owner__in=actor.sees) & open_()


def open_() -> Q:
    closed = Hearing.objects.filter(point=OuterRef("point"), session__confidential=True)
    plain = Q(point__confidential=False, session__confidential=False, session__series__confidential=False)
    return plain & ~Q(Exists(closed))


def get_decision(actor: Standing, pk: int) -> Decision:
    found = visible(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def successor(actor: Standing, decision: Decision) -> Decision | None:
    """What took its place, for those who see that too: it may have become confidential since."""
    if decision.superseded_by_id is None:
        return None
    return visible(actor).filter(pk=decision.superseded_by_id).first()


def sees_point(actor: Standing, decision: Decision) -> bool:
    """Whether the person may know where it was decided."""
    return Decision.objects.filter(inside(actor), pk=decision.pk).exists()


def hidden(point: Point, session: Session) -> bool:
    """Whether only those who sit in the series may know of it, and those who owe it what they must do."""
    return session.confidential or council.hidden(point)


def closed(point: Point, session: Session) -> bool:
    """Whether the point itself is confidential, whatever its session and its series are."""
    heard = point.hearings.filter(session__confidential=True).exclude(session=session)
    return point.confidential or heard.exists()


def roles(actor: Standing, decision: Decision) -> frozenset[str]:
    helping = decision.helping.filter(unit__in=actor.writes_for, released=None)
    return frozenset().union(
        council.roles(actor, decision.session.series) & (CHAIR | SECRETARY),
        OWNER if decision.owner_id in actor.writes_for else (),
        HELPER if helping.exists() else (),
    )


def may_make(actor: Standing, session: Session) -> bool:
    """Chair and secretary, from the beginning of a session until its minutes are signed: these say all that it decided."""
    return session.state in DECIDES and council.leads(actor, session.series)


def led(actor: Standing, *named: str) -> QuerySet[Decision]:
    """Decisions of the series that the person leads in one of these roles."""
    seats = council.seats(actor).filter(role__in=named).order_by().values("series")
    return Decision.objects.filter(session__series__in=seats)
