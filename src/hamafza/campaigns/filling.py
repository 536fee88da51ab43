"""What is done with slots: planned, offered, asked of units, taken, given back, proved, and filled by a published item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.calls.actions import ask, over
from hamafza.calls.addressing import Address
from hamafza.calls.models import CallKind
from hamafza.calls.question import Question
from hamafza.campaigns import access, states
from hamafza.campaigns.errors import SlotMoved, SlotTaken
from hamafza.campaigns.models import Campaign, CampaignDay, CampaignTheme, GridSlot
from hamafza.campaigns.moves import ANOTHER_ROOM, CAMPAIGNS, SLOTS
from hamafza.campaigns.words import EvidenceStatus
from hamafza.flow.transitions import Taken, once
from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.newsroom.models import Attachment, Item, ItemState
from hamafza.pages.refusals import Invalid, NotAllowed, WrongState

SUBJECT = "slot"  # what a call of this room is about


@dataclass(frozen=True)
class Proven:
    """How far it is, and what shows it. `share` counts for what is under way."""

    evidence: str
    share: int = 0
    proof: str = ""
    proof_url: str = ""
    proof_file: Attachment | None = None

    @property
    def fields(self) -> dict[str, Any]:
        share = self.share if self.evidence == EvidenceStatus.UNDER_WAY else 0
        return {
            "evidence": self.evidence,
            "share": share,
            "proof": self.proof.strip(),
            "proof_url": self.proof_url.strip(),
            "proof_file": self.proof_file,
        }


def plan_slot(*, actor: Standing, campaign: Campaign, retry_key: str = "", **said: Any) -> GridSlot:
    """A slot that is open to all. Organisers plan; a theme editor within their themes."""
    slot = GridSlot(campaign=campaign, made_by=actor.person, retry_key=retry_key, **said)
    if not access.slot_roles(actor, slot) & states.DESK:
        raise NotAllowed
    return made_once("plan", actor, slot)


def offer_slot(
    *, actor: Standing, campaign: Campaign, unit: Unit, retry_key: str = "", **said: Any
) -> GridSlot:
    """A unit brings a slot of its own; a theme editor accepts it. While the grid is open."""
    if unit.pk not in actor.writes_for:
        raise NotAllowed
    slot = GridSlot(campaign=campaign, unit=unit, made_by=actor.person, retry_key=retry_key, **said)
    slot.state = states.OFFERED
    return made_once("offer", actor, slot)


def made_once(name: str, actor: Standing, slot: GridSlot) -> GridSlot:
    """Save a new slot by its first step, once for each retry key."""
    key = slot.retry_key
    known = GridSlot.objects.filter(made_by=actor.person, retry_key=key)

    def make() -> GridSlot:
        campaign = CAMPAIGNS.lock(slot.campaign)
        offers = frozenset({states.GRID_OPEN})
        among = offers if name == "offer" else states.TAKES_SLOTS | {states.THEMED}
        if campaign.state not in among:
            raise WrongState
        slot.campaign = campaign
        fits_grid(slot)
        slot.save()
        SLOTS.announce(SLOTS.made(name, actor, slot, timezone.now()))
        return slot

    return once(lambda: known.first() if key else None, make)


def fits_grid(slot: GridSlot) -> None:
    """Raise `Invalid` for what does not fit together."""
    if not slot.title.strip():
        raise Invalid(_("Say in one line what it is."), field="title")
    if slot.day.campaign_id != slot.campaign_id or slot.theme.campaign_id != slot.campaign_id:
        raise Invalid(_("This day or theme belongs to another campaign."), field="day")
    if not slot.day.themes.filter(pk=slot.theme_id).exists():
        raise Invalid(_("This day does not have this theme."), field="theme")
    if slot.starts and slot.ends and slot.ends <= slot.starts:
        raise Invalid(_("It ends before it begins."), field="ends")
    proven(slot)


def proven(slot: GridSlot) -> None:
    """Nothing is operational without evidence, and what is under way says how far it is."""
    if slot.evidence not in EvidenceStatus.values:
        raise Invalid(_("This is not one of the choices."), field="evidence")
    if slot.evidence == EvidenceStatus.UNDER_WAY and not 0 <= slot.share <= 100:
        raise Invalid(_("A share is at most 100 percent."), field="share")
    if slot.evidence == EvidenceStatus.OPERATIONAL and not has_evidence(slot):
        raise Invalid(
            _("What is operational needs evidence: an address, a file, or a work with evidence."),
            field="proof_url",
        )


def has_evidence(slot: GridSlot) -> bool:
    if slot.proof_url or slot.proof_file_id:
        return True
    return slot.work is not None and slot.work.evidence.filter(removed=None).exists()


def unmoved(slot: GridSlot, version: int | None) -> None:
    """Raise `SlotMoved` if the page from which this was sent showed another version."""
    if version is not None and slot.version != version:
        raise SlotMoved


def change_slot(*, actor: Standing, slot: GridSlot, version: int | None = None, **said: Any) -> GridSlot:
    """What is said of it: title, place, hours, speaker, and so on. Of two at once, one is told."""
    return altered("change", actor, slot, version, said)


def move_slot(
    *, actor: Standing, slot: GridSlot, day: CampaignDay, theme: CampaignTheme, version: int | None = None
) -> GridSlot:
    """To another day or theme. Of two who move it at once, one is told."""
    return altered("move", actor, slot, version, {"day": day, "theme": theme})


def prove_slot(*, actor: Standing, slot: GridSlot, proven: Proven, version: int | None = None) -> GridSlot:
    """How far it really is; operational only with evidence."""
    return altered("prove", actor, slot, version, proven.fields)


def altered(
    name: str, actor: Standing, slot: GridSlot, version: int | None, said: Mapping[str, Any]
) -> GridSlot:
    with SLOTS.take(name, actor, slot) as step:
        running(step)
        unmoved(step.row, version)
        before = {one: getattr(step.row, one) for one in said}
        for one, value in said.items():
            setattr(step.row, one, value)
        fits_grid(step.row)
        step.given = {one: [str(before[one]), str(value)] for one, value in said.items()}
        step.set(**said)
        return step.row


def running(step: Taken[GridSlot]) -> None:
    """Raise `WrongState` once the campaign takes nothing more."""
    if step.row.campaign.state not in states.TAKES_SLOTS | {states.THEMED}:
        raise WrongState


# Who has it


def ask_slot(*, actor: Standing, slot: GridSlot, units: Sequence[Unit], deadline: datetime) -> GridSlot:
    """Ask these units for the slot, by a call in the name of the unit that leads: the first that accepts has it."""
    with SLOTS.take("ask", actor, slot) as step:
        running(step)
        row = step.row
        question = Question(
            kind=CallKind.COVER,
            title=row.title,
            text=row.note,
            deadline=deadline,
            subject_kind=SUBJECT,
            subject_id=str(row.pk),
        )
        address = Address(units=tuple(one.code for one in units))
        call = ask(actor=actor, unit=row.campaign.unit, question=question, address=address)
        step.given = {"call": call.pk}
        step.set(call=call)
        return row


def take_slot(
    *,
    actor: Standing | None,
    slot: GridSlot,
    unit: Unit,
    roles: frozenset[str] | None = None,
    now: datetime | None = None,
) -> GridSlot:
    """The unit has it, by one tap. Raises `SlotTaken` if another one was first; a second tap of its own changes nothing."""
    if actor and roles is None and unit.pk not in actor.writes_for:
        raise NotAllowed
    with transaction.atomic():
        row = SLOTS.lock(slot)
        if row.state in (states.TAKEN, states.FILLED):
            if row.unit_id == unit.pk:
                return row
            raise SlotTaken
        with SLOTS.take("take", actor, row, roles=roles, now=now) as step:
            running(step)
            step.given = {"unit": unit.pk}
            if row.call:
                over(actor=None, call=row.call, now=step.now)
            step.set(unit=unit, taken_by=actor.person if actor else None, taken=step.now)
            return step.row


def accept_offer(*, actor: Standing, slot: GridSlot) -> GridSlot:
    with SLOTS.take("accept", actor, slot) as step:
        running(step)
        step.set(taken=step.now, taken_by=step.row.made_by)
        return step.row


def give_back(*, actor: Standing, slot: GridSlot) -> GridSlot:
    with SLOTS.take("give-back", actor, slot) as step:
        running(step)
        step.said = step.given = {"unit": step.row.unit_id}
        step.set(unit=None, taken_by=None, taken=None)
        return step.row


def drop_slot(*, actor: Standing, slot: GridSlot, reason: str) -> GridSlot:
    with SLOTS.take("drop", actor, slot, reason=reason) as step:
        running(step)
        return step.row


# What fills it


def fill_slot(*, actor: Standing, slot: GridSlot, item: Item, now: datetime | None = None) -> GridSlot:
    """A published item of the unit that has the slot fills it. Nothing else does."""
    try:
        with SLOTS.take("fill", actor, slot, now=now) as step:
            running(step)
            item = Item.objects.select_for_update().get(pk=item.pk)
            if item.unit_id != step.row.unit_id:
                raise Invalid(_("A slot is filled by an item of the unit that has it."), field="item")
            if item.state != ItemState.PUBLISHED or item.published_id is None:
                raise Invalid(_("Only a published item fills a slot."), field="item")
            step.given = {"item": item.pk, "evidence": step.row.evidence, "share": step.row.share}
            step.set(item=item, filled=step.now)
            return step.row
    except IntegrityError as wrong:
        raise Invalid(_("This item fills another slot of the campaign."), field="item") from wrong


def empty_slot(*, actor: Standing | None, slot: GridSlot, now: datetime | None = None) -> GridSlot:
    """Its item no longer fills it; without `actor` because the item was withdrawn."""
    roles = None if actor else ANOTHER_ROOM
    with SLOTS.take("empty", actor, slot, now=now, roles=roles) as step:
        step.given = {"item": step.row.item_id}
        step.set(item=None, filled=None)
        return step.row
