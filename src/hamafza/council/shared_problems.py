"""The rule by which a problem that three units have becomes a point, of one series and once."""

from __future__ import annotations

from django.db.models import QuerySet

from hamafza.council import agenda, states
from hamafza.council.models import Point, PointKind, Series
from hamafza.council.moves import ANOTHER_ROOM
from hamafza.network.access import ancestors
from hamafza.network.models import Unit
from hamafza.problems.models import Problem

SUBJECT = "problem"


def takes(units: list[int]) -> Series | None:
    """The series nearest above all these units, or that of the whole network. A confidential one takes none: everybody knows the problem."""
    chains = [ancestors(unit) for unit in Unit.objects.filter(pk__in=units)]
    above = [pk for pk in chains[0] if all(pk in chain for chain in chains)] if chains else []
    open_ones = Series.objects.filter(ended=None, takes_problems=True, confidential=False).order_by(
        "-kind", "pk"
    )  # councils before committees
    near = {series.unit_id: series for series in open_ones.filter(unit__in=above, wide=False)}
    found = next((near[pk] for pk in above if pk in near), None)
    return found or open_ones.filter(wide=True).first()


def put_on_agenda(problem: Problem, units: list[int]) -> Point | None:
    """A point for the problem, unless no series takes it or it is finished meanwhile."""
    series = None if problem.finished else takes(units)
    if series is None:
        return None
    return agenda.hand_in_by_rule(
        series=series,
        kind=PointKind.PROBLEM,
        title=problem.title,
        unit=problem.unit,
        subject_kind=SUBJECT,
        subject_id=str(problem.pk),
        is_demo=problem.is_demo,
    )


def open_points(problem: int) -> QuerySet[Point]:
    return Point.objects.filter(subject_kind=SUBJECT, subject_id=str(problem), state=states.OPEN)


def settle(problem: int) -> None:
    """The problem was solved or refused: nothing is left to talk about."""
    for point in open_points(problem):
        agenda.end(actor=None, point=point, roles=ANOTHER_ROOM)
