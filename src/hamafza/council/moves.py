"""How sessions and points are moved: locked, permitted, recorded, told to those who may know of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from hamafza.council import access, states
from hamafza.council.events import PointFacts, SessionFacts
from hamafza.council.models import Point, Series, Session
from hamafza.flow.deadlines import Span
from hamafza.flow.steps import ROOM
from hamafza.flow.transitions import Moves, Taken
from hamafza.network.access import Standing
from hamafza.wire.facts import Happened

ANOTHER_ROOM = frozenset({ROOM})
RINGS = {step.rings: step for step in states.SESSION.table if step.rings}


def due_at(series: Series, deadline: str, starts: datetime, ended: datetime | None = None) -> datetime:
    """When a deadline of a session is due: so many days before it begins, or after it ended."""
    away = timedelta(days=series.days_of(deadline))
    return starts - away if deadline in states.BEFORE else (ended or starts) + away


class SessionMoves(Moves[Session]):
    flow, related = states.SESSION, ("series", "series__unit")

    def roles(self, actor: Standing, row: Session) -> frozenset[str]:
        return access.roles(actor, row.series)

    def stamped(self, taken: Taken[Session]) -> dict[str, Any]:
        return {"changed": taken.now}

    def spans(self, taken: Taken[Session]) -> Iterable[Span]:
        """Those that lead on from here. Of several that have passed already only the last rings."""
        row, now = taken.row, taken.now
        named = [name for name in taken.step.begins if taken.after in RINGS[name].moves]
        due = [(due_at(row.series, name, row.starts, row.ended), name) for name in named]
        passed = [one for one in due if one[0] <= now]
        for when, name in [*passed[-1:], *(one for one in due if one[0] > now)]:
            yield Span(name, now, when, loud=False)

    def record(self, taken: Taken[Session]) -> None:
        taken.row.steps.create(**taken.history, given=taken.given)

    def event(self, taken: Taken[Session]) -> Happened:
        return told(taken.step.event, taken.row, by=taken.by, **taken.said)


class PointMoves(Moves[Point]):
    flow, related = states.POINT, ("series", "series__unit")

    def roles(self, actor: Standing, row: Point) -> frozenset[str]:
        return access.point_roles(actor, row)

    def event(self, taken: Taken[Point]) -> Happened:
        return point_told(taken.step.event, taken.row, by=taken.by)


def told(kind: str, row: Session, *, by: int | None, **said: Any) -> Happened:
    """One event of a session, for those who may know of it."""
    closed = row.confidential or row.series.confidential
    facts = SessionFacts(
        session=row.pk,
        series=row.series_id,
        starts=row.starts.isoformat(),
        state=row.state,
        sequence=row.sequence,
        confidential=closed,
        by=by,
        **said,
    )
    hearers = access.audiences(row.series, confidential=closed)
    return Happened(kind=kind, subject=f"session:{row.pk}", audiences=hearers, facts=facts)


def point_told(kind: str, row: Point, *, by: int | None) -> Happened:
    hidden = access.hidden(row)
    facts = PointFacts(
        point=row.pk,
        series=row.series_id,
        kind=row.kind,
        state=row.state,
        subject=[row.subject_kind, row.subject_id],
        confidential=hidden,
        by=by,
    )
    hearers = access.audiences(row.series, confidential=hidden)
    return Happened(kind=kind, subject=f"point:{row.pk}", audiences=hearers, facts=facts)


SESSIONS, POINTS = SessionMoves(), PointMoves()
