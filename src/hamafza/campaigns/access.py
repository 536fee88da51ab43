"""Who may see which campaign and slot, and what they are in it. What one may not see is "not found".

Campaigns are of the whole network: whoever belongs to it sees them, with every slot.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from hamafza.campaigns import states
from hamafza.campaigns.models import Campaign, GridSlot, Organiser
from hamafza.network.access import Standing, belongs
from hamafza.network.models import Role, Unit

PROPOSERS = frozenset({Role.HEAD, Role.SECRETARY})


def visible_campaigns(actor: Standing) -> QuerySet[Campaign]:
    seen = Q() if belongs(actor) else Q(pk__in=[])
    return Campaign.objects.filter(seen).select_related("unit")


def visible_slots(actor: Standing) -> QuerySet[GridSlot]:
    seen = Q() if belongs(actor) else Q(pk__in=[])
    related = ("campaign", "day", "theme", "region", "body", "unit", "item__published", "work")
    return GridSlot.objects.filter(seen).select_related(*related)


def published_campaigns() -> QuerySet[Campaign]:
    """What readers see: public ones, once their grid was locked."""
    return Campaign.objects.filter(public=True, state__in=states.SHOWN).select_related("unit")


def get_campaign(actor: Standing, pk: int) -> Campaign:
    return get_object_or_404(visible_campaigns(actor), pk=pk)


def get_slot(actor: Standing, pk: int) -> GridSlot:
    return get_object_or_404(visible_slots(actor), pk=pk)


def proposes_for(actor: Standing) -> QuerySet[Unit]:
    """Units in whose name the person may propose a campaign: as their head or secretary."""
    active = Unit.objects.filter(active=True)
    return active if actor.is_administrator else active.filter(pk__in=actor.units_as(PROPOSERS))


def may_propose(actor: Standing) -> bool:
    return actor.is_administrator or bool(actor.units_as(PROPOSERS))


def parts(actor: Standing, campaign: Campaign) -> list[Organiser]:
    return list(campaign.organisers.filter(person=actor.person).prefetch_related("themes"))


def campaign_roles(actor: Standing, campaign: Campaign) -> frozenset[str]:
    """The person's parts. Administrators run a campaign as its secretary would, unless they evaluate it."""
    found = {str(one.role) for one in parts(actor, campaign)}
    if actor.is_administrator and states.EVALUATOR not in found:
        found.add(states.SECRETARY)
    return frozenset(found)


def slot_roles(actor: Standing, slot: GridSlot) -> frozenset[str]:
    """What the person is to a slot: an organiser (a theme editor of its theme), a writer, a writer of its unit."""
    found = {str(one.role) for one in parts(actor, slot.campaign) if edits(one, slot.theme_id)}
    if actor.is_administrator and states.EVALUATOR not in found:
        found.add(states.SECRETARY)
    if actor.writes_for:
        found.add(states.MEMBER)
    if slot.unit_id in actor.writes_for:
        found.add(states.TAKER)
    return frozenset(found)


def edits(part: Organiser, theme: int) -> bool:
    """A theme editor without themes has them all; other parts have no themes."""
    mine = {one.pk for one in part.themes.all()}
    return part.role != states.EDITOR or not mine or theme in mine


def heads_campaign(actor: Standing, campaign: Campaign) -> bool:
    return bool(campaign_roles(actor, campaign) & states.HEADS)


def plans_slots(actor: Standing, campaign: Campaign) -> bool:
    return bool(campaign_roles(actor, campaign) & states.DESK)
