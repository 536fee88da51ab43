"""How campaigns and slots are moved: locked, permitted, recorded, told to the network."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from hamafza.campaigns import access, states
from hamafza.campaigns.events import CampaignFacts, SlotFacts
from hamafza.campaigns.models import Campaign, GridSlot
from hamafza.flow.deadlines import Span
from hamafza.flow.steps import ROOM
from hamafza.flow.transitions import Moves, Taken
from hamafza.network.access import Standing
from hamafza.wire.facts import Happened

ANOTHER_ROOM = frozenset({ROOM})
RINGS = {step.rings: step for step in states.CAMPAIGN.table if step.rings}
ZONE = ZoneInfo(settings.TIME_ZONE)


def due_of(campaign: Campaign, clock: str) -> datetime:
    """When a deadline of a campaign is due: at the plan's hour, so many days before the first or after the last day."""
    away = timedelta(days=campaign.days_of(clock))
    day = campaign.first - away if clock in states.BEFORE else campaign.last + away
    hour = time() if clock == states.START else campaign.plan_at
    return datetime.combine(day, hour, ZONE)


def public_tags(campaign: Campaign, before: str = "") -> list[str] | None:
    """The public pages that change with it, if readers see it or saw it in the state before."""
    shown = campaign.public and bool({campaign.state, before} & states.SHOWN)
    return [f"campaign:{campaign.pk}", "campaigns"] if shown else None


def hearers(tags: list[str] | None) -> tuple[str, ...]:
    return ("all", "public") if tags else ("all",)


class CampaignMoves(Moves[Campaign]):
    flow, related = states.CAMPAIGN, ("unit",)

    def roles(self, actor: Standing, row: Campaign) -> frozenset[str]:
        return access.campaign_roles(actor, row)

    def stamped(self, taken: Taken[Campaign]) -> dict[str, Any]:
        return {"changed": taken.now}

    def spans(self, taken: Taken[Campaign]) -> Iterable[Span]:
        """What has passed before the campaign was proposed rings no more, but it begins if its day is today."""
        for clock in taken.step.begins:
            due = due_of(taken.row, clock)
            if due > taken.now or clock == states.START:
                yield Span(clock, taken.now, due, loud=clock == states.START)

    def event(self, taken: Taken[Campaign]) -> Happened:
        return campaign_told(taken.step.event, taken.row, by=taken.by, before=taken.before, **taken.said)


class SlotMoves(Moves[GridSlot]):
    flow, related = states.SLOT, ("campaign", "day", "theme")

    def roles(self, actor: Standing, row: GridSlot) -> frozenset[str]:
        return access.slot_roles(actor, row)

    def stamped(self, taken: Taken[GridSlot]) -> dict[str, Any]:
        return {"version": taken.row.version + 1}

    def record(self, taken: Taken[GridSlot]) -> None:
        taken.row.steps.create(**taken.history, given=taken.given)

    def event(self, taken: Taken[GridSlot]) -> Happened:
        return slot_told(taken.step.event, taken.row, by=taken.by, **taken.said)


def campaign_told(kind: str, row: Campaign, *, by: int | None, before: str = "", **said: Any) -> Happened:
    tags = public_tags(row, before)
    facts = CampaignFacts(campaign=row.pk, unit=row.unit_id, state=row.state, by=by, tags=tags, **said)
    return Happened(kind=kind, subject=f"campaign:{row.pk}", audiences=hearers(tags), facts=facts)


def slot_told(kind: str, row: GridSlot, *, by: int | None, **said: Any) -> Happened:
    tags = public_tags(row.campaign)
    told: dict[str, Any] = {"unit": row.unit_id, **said}
    facts = SlotFacts(
        slot=row.pk,
        campaign=row.campaign_id,
        day=row.day.date.isoformat(),
        theme=row.theme_id,
        state=row.state,
        evidence=row.evidence,
        sequence=row.version,
        by=by,
        tags=tags,
        **told,
    )
    return Happened(kind=kind, subject=f"slot:{row.pk}", audiences=hearers(tags), facts=facts)


CAMPAIGNS, SLOTS = CampaignMoves(), SlotMoves()
