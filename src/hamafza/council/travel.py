"""Points that travel: whatever is not ended comes to the next session that still takes points, by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.translation import gettext, override

from hamafza.council import states
from hamafza.council.models import Hearing, HearingState, Point, PointKind, PointStep, Series, Session

FIRST_MINUTES = 10
PENDING = (states.WAITING, states.CURRENT)


def coming_sessions(series: Series) -> QuerySet[Session]:
    """Those that take points, the nearest first."""
    return series.sessions.filter(state__in=states.TAKES_POINTS).order_by("starts", "pk")


def homeless(series: Series) -> QuerySet[Point]:
    """Open points that no session is going to hear."""
    coming = Hearing.objects.filter(
        session__series=series, session__state__in=[*states.AHEAD, states.IN_SESSION], state__in=PENDING
    )
    open_points = series.points.filter(state=states.OPEN)
    return open_points.exclude(pk__in=coming.values("point")).order_by("pk")


def travel(series: Series) -> int:
    """Put all that is homeless on the nearest agenda it was not put off from; how many it was."""
    waiting = [point for point in homeless(series) if not point.by_system]
    number = len(waiting)
    for session in coming_sessions(series) if waiting else ():
        known = dict(session.hearings.values_list("point", "order"))
        found = [point for point in waiting if point.pk not in known]
        waiting = [point for point in waiting if point.pk in known]
        last = max(known.values(), default=0)
        Hearing.objects.bulk_create(
            Hearing(session=session, point=point, order=order, minutes=point.minutes)
            for order, point in enumerate(found, last + 1)
        )
    return number - len(waiting)


def write_first(session: Session, now: datetime) -> Hearing:
    """The point that the system writes: what became of the last decisions. See `agenda.FirstPoint`."""
    with override("fa"):
        title = gettext("What became of the last decisions")
    said = {"kind": PointKind.FOLLOW_UP, "minutes": FIRST_MINUTES, "confidential": session.confidential}
    point = Point.objects.create(
        series=session.series, title=title, handed_in=now, is_demo=session.is_demo, **said
    )
    PointStep.objects.create(point=point, step="hand-in", to_state=states.OPEN, at=now)
    return Hearing.objects.create(session=session, point=point, order=0, minutes=FIRST_MINUTES)


def leave(session: Session, now: datetime) -> None:
    """The session is over or will not be: what was not heard goes on, and its first point ends with it."""
    if session.began:
        session.hearings.filter(order=0).update(state=HearingState.DONE, ended=now)
    session.hearings.filter(state__in=PENDING).update(state=HearingState.CARRIED, ended=now)
    own = Point.objects.filter(hearings__session=session, kind=PointKind.FOLLOW_UP, handed_in_by=None)
    for point in own.filter(state=states.OPEN, subject_kind=""):
        Point.objects.filter(pk=point.pk).update(state=states.ENDED, ended=now)
        point.steps.create(step="end", from_state=states.OPEN, to_state=states.ENDED, at=now)


def drop(point: Point) -> None:
    """It needs to be heard no more: it leaves the agendas of what has not begun."""
    point.hearings.filter(session__state__in=states.AHEAD, state=states.WAITING).delete()


def counted(series: Series, *, confidential: bool) -> dict[str, Any]:
    """The next number of a session, and where it is counted: one behind closed doors of an open series apart."""
    Series.objects.select_for_update().get(pk=series.pk)
    apart = confidential and not series.confidential
    last = series.sessions.filter(apart=apart).aggregate(last=Max("number"))["last"]
    return {"apart": apart, "number": int(last or 0) + 1}
