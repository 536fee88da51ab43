"""A campaign of three days that the centre's head proposed, with two themes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from tests.world import World

from hamafza.campaigns import actions, filling
from hamafza.campaigns.models import Campaign, GridSlot
from hamafza.campaigns.words import SlotKind
from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item


def proposed(world: World, who: str = "head", **said: Any) -> Campaign:
    unit = said.pop("unit", None) or next(
        m.unit for m in world.as_(who).memberships if m.role in ("head", "secretary")
    )
    first = said.pop("first", timezone.localdate() + timedelta(days=40))
    named = {"code": "week", "name": "هفتهٔ کار", "name_en": "Week of Work", "first": first}
    return actions.propose(
        actor=world.as_(who), unit=unit, last=first + timedelta(days=2), **{**named, **said}
    )


def open_grid(world: World, who: str = "head", **said: Any) -> Campaign:
    """Led on until units may take slots."""
    actor, campaign = world.as_(who), proposed(world, who, **said)
    campaign = actions.lock_objectives(actor=actor, campaign=campaign, unmeasured="نخستین بار است")
    campaign = actions.set_audiences(actor=actor, campaign=campaign, audiences="کارگران")
    days = list(campaign.days.all())
    actions.add_theme(actor=actor, campaign=campaign, name="مهارت", days=days)
    actions.add_theme(actor=actor, campaign=campaign, name="روستا", days=days[:1])
    campaign = actions.set_themes(actor=actor, campaign=campaign)
    return actions.lead_on(actor=actor, campaign=campaign, step="open-grid")


def planned(world: World, campaign: Campaign, who: str = "head", **said: Any) -> GridSlot:
    day, theme = campaign.days.all()[0], campaign.themes.all()[0]
    whole = {"day": day, "theme": theme, "kind": SlotKind.OPENING, "title": "افتتاح کارگاه", **said}
    return filling.plan_slot(actor=world.as_(who), campaign=campaign, **whole)


def draft(world: World, who: str, unit: str) -> Item:
    content = Content(headline="کارگاه تازه گشوده شد", abstract="خلاصه", body="<p>متن</p>", topics=["work"])
    return newsroom.create(actor=world.as_(who), unit=world.units[unit], content=content)
