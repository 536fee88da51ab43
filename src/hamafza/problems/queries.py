"""What rooms above ask about problems."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from hamafza.network.models import Unit
from hamafza.problems.models import Problem, Voice
from hamafza.problems.states import SHARED_BY, SOLVED, UNFINISHED


@dataclass(frozen=True)
class Solved:
    """How many of the problems of a period were solved."""

    solved: int
    all: int

    @property
    def percent(self) -> int | None:
        """None if there was none: nothing to measure."""
        return round(100 * self.solved / self.all) if self.all else None


def said_by(found: QuerySet[Problem], units: frozenset[int]) -> QuerySet[Problem]:
    """Those that one of the units has."""
    return found.filter(Exists(Voice.objects.filter(problem=OuterRef("pk"), unit__in=units)))


def of_unit(unit: Unit, since: datetime, until: datetime) -> QuerySet[Problem]:
    """What a unit reported or joined in a period, the oldest first."""
    said = Voice.objects.filter(unit=unit, said__gte=since, said__lt=until).values("problem")
    return Problem.objects.filter(pk__in=said).select_related("unit").order_by("reported", "pk")


def solved(since: datetime, until: datetime, unit: Unit | None = None) -> Solved:
    """Of the problems that were reported in a period, by a unit or by all."""
    found = Problem.objects.filter(reported__gte=since, reported__lt=until)
    if unit is not None:
        found = of_unit(unit, since, until)
    counts = found.order_by().aggregate(solved=Count("pk", filter=Q(state=SOLVED)), all=Count("pk"))
    return Solved(**counts)


def shared() -> QuerySet[Problem]:
    """Unfinished problems of three units and more: points for a council."""
    found = Problem.objects.filter(units__gte=SHARED_BY, state__in=UNFINISHED)
    return found.select_related("unit").order_by("-units", "pk")
