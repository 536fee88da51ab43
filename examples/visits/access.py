"""Who may see and do what with visits. What one may not see is "not found"."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from examples.visits.models import Visit
from examples.visits.states import ANNOUNCED, CHECKER, HOST
from hamafza.network.access import Standing


def visible(actor: Standing) -> QuerySet[Visit]:
    seen = Q() if actor.is_administrator else Q(unit__in=actor.sees)
    return Visit.objects.filter(seen).select_related("unit", "announced_by")


def get_visit(actor: Standing, pk: int) -> Visit:
    return get_object_or_404(visible(actor), pk=pk)


def roles(actor: Standing, visit: Visit) -> frozenset[str]:
    """Nobody confirms what they announced themselves."""
    hosts = actor.is_administrator or visit.unit_id in actor.writes_for
    checks = actor.is_administrator or visit.unit_id in actor.checks_for
    own = visit.announced_by_id == actor.person.pk
    return (HOST if hosts else frozenset()) | (CHECKER if checks and not own else frozenset())


def to_confirm(actor: Standing) -> QuerySet[Visit]:
    waiting = Visit.objects.filter(unit__in=actor.checks_for, state=ANNOUNCED)
    return waiting.exclude(announced_by=actor.person)
