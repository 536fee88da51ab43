"""Reading comparisons. Rooms above may rely on these."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from hamafza.comparisons.models import DeclaredComparison, DeclaredSet
from hamafza.figures.models import Indicator
from hamafza.newsroom.access import public_items
from hamafza.newsroom.models import Item, ItemState

SHOWN = 50


def published() -> list[Item]:
    """Reports that readers see, the newest first."""
    return shown_of(DeclaredComparison.objects.all())


def published_with(indicator: Indicator) -> list[Item]:
    """Reports that stand on an indicator."""
    return shown_of(DeclaredComparison.objects.filter(sets__entries__definition__indicator=indicator))


def shown_of(made: QuerySet[DeclaredComparison]) -> list[Item]:
    """A withdrawn report is none of them."""
    found = readable().filter(pk__in=made.filter(item__isnull=False).values("item"))
    return list(found.select_related("published", "unit").order_by("-firstpublished")[:SHOWN])


def readable() -> QuerySet[Item]:
    return public_items().filter(state=ItemState.PUBLISHED)


def all_published() -> QuerySet[DeclaredComparison]:
    """Every comparison of which readers see the report, with it."""
    found = DeclaredComparison.objects.filter(item__in=readable())
    return found.select_related("item__published", "item__unit").order_by("-item__firstpublished")


def declared() -> QuerySet[DeclaredComparison]:
    """Every comparison that was declared, with its sets: also those that were never published."""
    sets = DeclaredSet.objects.order_by("number")
    found = DeclaredComparison.objects.select_related("unit", "item").prefetch_related(
        Prefetch("sets", sets, "frozen")
    )
    return found.order_by("-pk")[:SHOWN]
