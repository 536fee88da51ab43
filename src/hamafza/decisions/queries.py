"""Reading decisions: what waits for a person, what became of those of a series, how many were done in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from hamafza.calls.models import Answer
from hamafza.council.models import Session
from hamafza.council.states import CHAIR, SECRETARY
from hamafza.decisions import access
from hamafza.decisions.models import Decision, UnitObjection
from hamafza.decisions.states import BLOCKED, DONE, DROPPED, FOLLOWED, FULFILLED, OVERDUE, OWED, SUPERSEDED
from hamafza.network.access import Standing
from hamafza.network.models import Unit


def to_do(actor: Standing) -> QuerySet[Decision]:
    """What waits for the person: to verify as a secretary, to answer as a chair."""
    objected = Exists(UnitObjection.objects.filter(decision=OuterRef("pk"), answered=None))
    verify = Q(pk__in=access.led(actor, SECRETARY).filter(state=DONE).values("pk"))
    answer = Q(objected, pk__in=access.led(actor, CHAIR).filter(state__in=OWED).values("pk"))
    return Decision.objects.filter(verify | answer)


@dataclass(frozen=True)
class DecisionTally:
    """How decisions stand. Those that another one replaced, and those that were dropped, are not counted as owed."""

    all: int = 0
    done: int = 0
    owed: int = 0
    late: int = 0
    blocked: int = 0
    due: int = 0  # those whose day has come, or that were done before it
    in_time: int = 0

    @property
    def percent(self) -> int | None:
        """The share done in time of those that were due; None if none was."""
        return round(100 * self.in_time / self.due) if self.due else None

    @property
    def pieces(self) -> list[tuple[str, int]]:
        """The bar, from the start: done, under way, late."""
        return [("done", self.done), ("on", self.owed - self.late), ("late", self.late)]


def tally(rows: Iterable[Decision], now: datetime) -> DecisionTally:
    counted = [row for row in rows if row.state not in {SUPERSEDED, DROPPED}]
    done = [row for row in counted if row.state in FULFILLED]
    late = [row for row in counted if row.owed and row.deadline < now]
    return DecisionTally(
        all=len(counted),
        done=len(done),
        owed=len(counted) - len(done),
        late=len(late),
        blocked=sum(row.state == BLOCKED for row in counted),
        due=len(done) + len(late),
        in_time=sum(not row.late for row in done),
    )


def of_series_before(actor: Standing, session: Session) -> QuerySet[Decision]:
    """Decisions of earlier sessions of the series that this reader may see."""
    seen = Decision.objects.filter(access.inside(actor), session__series=session.series_id)
    return seen.filter(session__starts__lt=session.starts).exclude(session=session)


def became(
    actor: Standing, session: Session, now: datetime
) -> tuple[DecisionTally, list[Decision], list[Decision]]:
    """For the first point of a session: how all stand, which are still followed, which ended since the one before."""
    rows = list(of_series_before(actor, session).select_related("owner", "session", "point", "superseded_by"))
    earlier = session.series.sessions.filter(starts__lt=session.starts).exclude(state="cancelled")
    last = earlier.order_by("-starts").values_list("starts", flat=True).first()
    order = {OVERDUE: 0, BLOCKED: 1}
    followed = sorted(
        (row for row in rows if row.state in FOLLOWED), key=lambda row: (order.get(row.state, 2), row.due)
    )
    ended = [row for row in rows if row.ended and (last is None or row.ended >= last)]
    return tally(rows, now), followed, ended


def of_unit(unit: Unit, since: datetime, until: datetime) -> QuerySet[Decision]:
    """What a unit owed in a period: due in it. For reports; those of confidential points are not in it."""
    days = {"due__gte": since.date(), "due__lt": until.date()}
    return Decision.objects.filter(access.open_(), owner=unit, **days).select_related("session__series")


def answers(decision: Decision) -> list[Answer]:
    """What the owner and the helpers say on the call, the owner first."""
    if decision.call is None:
        return []
    rows = decision.call.answers.select_related("unit", "call", "item__published", "file", "delegated_to")
    return sorted(rows, key=lambda row: (row.unit_id != decision.owner_id, row.pk))


def of_session(actor: Standing, session: Session) -> QuerySet[Decision]:
    """What this session has decided so far, as far as this reader may see it."""
    return (
        session.decisions.filter(access.inside(actor))
        .select_related("owner", "point")
        .order_by("apart", "number")
    )
