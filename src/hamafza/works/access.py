"""Who may see and do what with works. What one may not see is "not found"."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.works.models import Work
from hamafza.works.states import WRITER


def visible(actor: Standing) -> QuerySet[Work]:
    """Works of the person's units and, for those who check, of the units below them."""
    seen = Q() if actor.is_administrator else Q(unit__in=actor.sees)
    return Work.objects.filter(seen).select_related("unit", "topic")


def get_work(actor: Standing, pk: int) -> Work:
    """One work the person may see, or 404."""
    return get_object_or_404(visible(actor).select_related("entered_by", "item__current"), pk=pk)


def may_write(actor: Standing, unit: Unit) -> bool:
    """Say how the unit's works stand: its writers. Nobody speaks for a unit below their own."""
    return unit.active and (actor.is_administrator or unit.pk in actor.writes_for)


def may_open(actor: Standing, unit: Unit) -> bool:
    """Show the unit's works to readers, or hide them: those who check for it."""
    return unit.active and (actor.is_administrator or unit.pk in actor.checks_for)


def roles(actor: Standing, work: Work) -> frozenset[str]:
    return WRITER if may_write(actor, work.unit) else frozenset()
