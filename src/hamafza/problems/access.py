"""Who may see and do what with problems. All who belong to the network see them, so that units find their own in them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from hamafza.network.access import Standing, belongs, writes
from hamafza.network.models import Unit
from hamafza.problems.models import Problem, Voice
from hamafza.problems.states import DECIDER, LEADER, OPEN, SUFFERER, WRITER


def visible(actor: Standing) -> QuerySet[Problem]:
    found = Problem.objects.select_related("unit", "reported_by")
    return found if belongs(actor) else found.none()


def may_read(actor: Standing) -> None:
    """Not found for those who have no place in the network."""
    if not belongs(actor):
        raise Http404


def get_problem(actor: Standing, pk: int) -> Problem:
    return get_object_or_404(visible(actor), pk=pk)


def roles(actor: Standing, problem: Problem) -> frozenset[str]:
    """What the person is to a problem. A unit with nobody above it is its own judge."""
    if actor.is_administrator:
        return WRITER | SUFFERER | LEADER | DECIDER
    having = list(Unit.objects.filter(pk__in=units_of(problem)).values_list("pk", "parent_id"))
    above = [parent or pk for pk, parent in having]
    return frozenset().union(
        WRITER if writes(actor) else (),
        SUFFERER if any(pk in actor.writes_for for pk, _parent in having) else (),
        LEADER if not actor.checks_for.isdisjoint(above) else (),
        DECIDER if above and actor.manages.issuperset(above) else (),
    )


def units_of(problem: Problem) -> QuerySet[Voice, int]:
    return Voice.objects.filter(problem=problem).order_by().values_list("unit_id", flat=True)


def may_join(actor: Standing, problem: Problem, having: Iterable[int]) -> QuerySet[Unit]:
    """The person's units that do not say yet that they have it."""
    if problem.finished:
        return Unit.objects.none()
    return Unit.objects.filter(pk__in=actor.writes_for, active=True).exclude(pk__in=having)


def to_take_up(actor: Standing) -> QuerySet[Problem]:
    """Open problems of units below the person's, which wait for somebody to take them up."""
    leads = actor.checks_for
    below = Q(unit__parent__in=leads) | Q(unit__parent=None, unit__in=leads)
    return Problem.objects.filter(below, state=OPEN)
