"""The coverage board: how full each theme of each day is, and what does not go together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from hamafza.campaigns import states
from hamafza.campaigns.models import Campaign, CampaignDay, CampaignTheme, GridSlot
from hamafza.campaigns.words import CONFLICTS
from hamafza.lib.bookings import Booking, Collision, collisions

COMMA = "،"


@dataclass(frozen=True)
class CoverageCell:
    day: CampaignDay
    full: int
    planned: int

    @property
    def gap(self) -> bool:
        return self.full < self.planned


@dataclass(frozen=True)
class CoverageBoard:
    days: list[CampaignDay]
    rows: list[tuple[CampaignTheme, list[CoverageCell]]]
    conflicts: list[tuple[str, Collision]]
    """With why they do not go together."""
    full: int
    planned: int


def board_of(campaign: Campaign) -> CoverageBoard:
    """Three queries, however many slots there are."""
    days, themes = list(campaign.days.all()), list(campaign.themes.all())
    slots = list(_counted(campaign))
    planned = Counter((one.theme_id, one.day_id) for one in slots)
    full = Counter((one.theme_id, one.day_id) for one in slots if one.state == states.FILLED)
    rows = [(t, [CoverageCell(d, full[t.pk, d.pk], planned[t.pk, d.pk]) for d in days]) for t in themes]
    clashes = [(str(CONFLICTS[one.why]), one) for one in collisions(bookings(slots))]
    return CoverageBoard(days, rows, clashes, full.total(), planned.total())


def _counted(campaign: Campaign) -> Iterable[GridSlot]:
    found = campaign.slots.filter(state__in=states.COUNTED).select_related("day", "region")
    told = (
        "campaign_id",
        "kind",
        "title",
        "place",
        "starts",
        "ends",
        "speaker",
        "state",
        "work_id",
        "theme_id",
    )
    return found.only(*told, "day__date", "region__name")


def bookings(slots: Iterable[GridSlot]) -> list[Booking]:
    return [_booking(one) for one in slots]


def _booking(slot: GridSlot) -> Booking:
    """A slot names no town: what follows the last comma of its place is one; without it the province tells halls apart."""
    where, comma, town = slot.place.rpartition(COMMA)
    place, town = (where, town) if comma else (slot.place, "")
    if place and slot.region:
        place = f"{place} {slot.region.name}"
    said = (slot.title, slot.day.date, slot.starts, slot.ends, place, town, slot.speaker, slot.work_id)
    return Booking(str(slot.pk), slot.kind, *said)
