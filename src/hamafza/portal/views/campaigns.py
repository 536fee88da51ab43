"""Campaigns for readers: which there are, and the programme of one, whole or of one province."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from hamafza.campaigns import states
from hamafza.campaigns.access import published_campaigns
from hamafza.campaigns.models import Campaign, CampaignDay, GridSlot
from hamafza.campaigns.queries import objectives_of
from hamafza.figures.wording import number
from hamafza.network.models import Region
from hamafza.portal.frame import frame
from hamafza.portal.serving import as_of, page

PROVINCE = "province"


@dataclass
class ProgrammeDay:
    """One day with what is planned on it, the earliest hour first."""

    day: CampaignDay
    is_today: bool
    slots: list[GridSlot] = field(default_factory=list)


@require_safe
def campaigns(request: HttpRequest) -> HttpResponseBase:
    read = as_of()
    context = {
        **frame("campaigns", title=gettext("Campaigns")),
        "campaigns": published_campaigns().order_by("-first"),
    }
    return page(request, read, "portal/campaigns.html", context, tags=["campaigns"])


@require_safe
def campaign(request: HttpRequest, code: str) -> HttpResponseBase:
    """The programme. A province is chosen by the reader; nobody asks where they are."""
    read = as_of()
    found = get_object_or_404(published_campaigns(), code=code)
    province = chosen(request)
    days = programme(found, province)
    context = {
        **frame("campaign", title=str(found), about=found.motto, code=code),
        "campaign": found,
        "days": days,
        "planned": sum(len(one.slots) for one in days),
        "told": sum(one.item_id is not None for day in days for one in day.slots),
        "province": province,
        "provinces": Region.objects.all(),
        "objectives": [
            (one, number(one.target_value, one.baseline.definition.decimals)) for one in objectives_of(found)
        ],
    }
    tags = [f"campaign:{found.pk}", "campaigns", "units"]
    return page(request, read, "portal/campaign.html", context, tags=tags, query=[PROVINCE])


def chosen(request: HttpRequest) -> Region | None:
    code = request.GET.get(PROVINCE, "")
    if not code:
        return None
    found = Region.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def programme(campaign: Campaign, province: Region | None) -> list[ProgrammeDay]:
    """What the grid counts: offers that nobody accepted and what was dropped are not in it. Three queries."""
    today = timezone.localdate()
    days = {
        day.pk: ProgrammeDay(day, day.date == today)
        for day in campaign.days.prefetch_related("themes").order_by("date")
    }
    slots = campaign.slots.filter(state__in=states.COUNTED).select_related("region", "unit", "theme", "item")
    if province is not None:
        slots = slots.filter(region=province)
    for slot in slots.order_by("starts", "pk"):
        days[slot.day_id].slots.append(slot)
    return list(days.values())
