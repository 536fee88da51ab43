"""Reads of campaigns and their grids."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from hamafza.campaigns import states
from hamafza.campaigns.models import Campaign, CampaignDay, GridSlot, Objective
from hamafza.network.access import Standing


def counted_grid() -> dict[str, Count]:
    """For `annotate` of campaigns, days and themes: `planned` slots of the grid, and how many are `full`."""
    return {
        "planned": Count("slots", filter=Q(slots__state__in=states.COUNTED)),
        "full": Count("slots", filter=Q(slots__state=states.FILLED)),
    }


def slots_of_units(actor: Standing) -> QuerySet[GridSlot]:
    """What the person's units have and have not filled yet, in campaigns that take slots."""
    mine = GridSlot.objects.filter(unit__in=actor.writes_for, state=states.TAKEN)
    return mine.filter(campaign__state__in=states.TAKES_SLOTS).order_by("day__date", "starts", "pk")


def days_with_counts(campaign: Campaign) -> QuerySet[CampaignDay]:
    found = campaign.days.annotate(**counted_grid()).order_by("date")
    return found.prefetch_related("themes")


def objectives_of(campaign: Campaign) -> QuerySet[Objective]:
    return campaign.objectives.select_related("baseline__definition__indicator")
