"""Who may see and do what with comparisons."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from hamafza.comparisons.models import DeclaredComparison
from hamafza.network.access import Standing
from hamafza.network.models import Unit


def visible(actor: Standing) -> QuerySet[DeclaredComparison]:
    """Declared is declared: all that belong to the network see it, also if it is never published."""
    found = DeclaredComparison.objects.select_related("unit", "scope", "region", "item__published")
    return found if actor.is_administrator or actor.memberships else found.none()


def get_comparison(actor: Standing, pk: int) -> DeclaredComparison:
    return get_object_or_404(visible(actor), pk=pk)


def may_declare(actor: Standing, unit: Unit) -> bool:
    return unit.active and (actor.is_administrator or unit.pk in actor.writes_for)
