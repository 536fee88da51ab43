"""Reading comparisons. Rooms above may rely on these."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from hamafza.comparisons.models import DeclaredComparison, DeclaredSet
from hamafza.figures.models import Indicator
from hamafza.newsroom.access import public_items
from hamafza.newsroom.models import Item

SHOWN = 50


def published() -> list[Item]:
    """Reports that readers see, the newest first."""
    made = DeclaredComparison.objects.filter(item__isnull=False).values("item")
    found = public_items().filter(pk__in=made).select_related("published", "unit")
    return list(found.order_by("-firstpublished")[:SHOWN])


def published_with(indicator: Indicator) -> list[Item]:
    """Reports that stand on an indicator."""
    made = DeclaredComparison.objects.filter(
        sets__entries__definition__indicator=indicator, item__isnull=False
    )
    found = public_items().filter(pk__in=made.values("item")).select_related("published", "unit")
    return list(found.order_by("-firstpublished")[:SHOWN])


def declared() -> QuerySet[DeclaredComparison]:
    """Every comparison that was declared, with its sets: also those that were never published."""
    sets = DeclaredSet.objects.order_by("number")
    found = DeclaredComparison.objects.select_related("unit", "item").prefetch_related(
        Prefetch("sets", sets, "frozen")
    )
    return found.order_by("-pk")[:SHOWN]
