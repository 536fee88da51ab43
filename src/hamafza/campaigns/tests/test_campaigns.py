"""A campaign is planned by its organisers, its slots are taken and filled by units, and it goes on by its clock."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from tests.world import World

from hamafza.calls.answering import accept
from hamafza.campaigns import actions, filling
from hamafza.campaigns.consumers import empty_slots, take_asked
from hamafza.campaigns.errors import SlotMoved, SlotTaken
from hamafza.campaigns.filling import Proven
from hamafza.campaigns.models import Campaign, GridSlot
from hamafza.campaigns.moves import ZONE
from hamafza.campaigns.tests.cast import draft, open_grid, planned, proposed
from hamafza.flow import deadlines
from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.content import Content
from hamafza.pages.refusals import Invalid, NotAllowed, Refused, WrongState
from hamafza.wire.models import Event

pytestmark = pytest.mark.django_db
AGAIN = Content(
    headline="کارگاه تازه در البرز گشوده شد", abstract="خلاصه", body="<p>متن</p>", topics=["work"]
)


def taken(world: World) -> GridSlot:
    slot = planned(world, open_grid(world))
    return filling.take_slot(actor=world.as_("trusted"), slot=slot, unit=world.units["trusted"])


def test_of_two_units_that_tap_one_slot_the_second_is_told(world: World) -> None:
    slot = taken(world)
    with pytest.raises(SlotTaken):
        filling.take_slot(actor=world.as_("officer"), slot=slot, unit=world.units["province"])
    again = filling.take_slot(actor=world.as_("trusted"), slot=slot, unit=world.units["trusted"])
    assert (again.unit, again.version) == (world.units["trusted"], 2)


def test_of_two_who_move_one_slot_the_second_is_told(world: World) -> None:
    slot = planned(world, open_grid(world))
    days = list(slot.campaign.days.all())
    filling.move_slot(actor=world.as_("head"), slot=slot, day=days[1], theme=slot.theme, version=1)
    with pytest.raises(SlotMoved):
        filling.move_slot(actor=world.as_("head"), slot=slot, day=days[2], theme=slot.theme, version=1)
    assert GridSlot.objects.get().day == days[1]


def test_a_slot_is_filled_by_a_published_item_of_its_unit_only(world: World) -> None:
    slot, actor = taken(world), world.as_("trusted")
    item = draft(world, "trusted", "trusted")
    with pytest.raises(Invalid):
        filling.fill_slot(actor=actor, slot=slot, item=item)
    own = newsroom.publish(actor=actor, item=item)
    other = newsroom.publish(actor=world.as_("head"), item=draft(world, "head", "centre"))
    with pytest.raises(Invalid):
        filling.fill_slot(actor=actor, slot=slot, item=other)
    with pytest.raises(NotAllowed):
        filling.fill_slot(actor=world.as_("officer"), slot=slot, item=own)
    assert filling.fill_slot(actor=actor, slot=slot, item=own).state == "filled"


def test_an_item_fills_one_slot_of_a_campaign(world: World) -> None:
    slot, actor = taken(world), world.as_("trusted")
    item = newsroom.publish(actor=actor, item=draft(world, "trusted", "trusted"))
    filling.fill_slot(actor=actor, slot=slot, item=item)
    second = planned(world, slot.campaign, title="دومی")
    filling.take_slot(actor=actor, slot=second, unit=world.units["trusted"])
    with pytest.raises(Invalid):
        filling.fill_slot(actor=actor, slot=second, item=item)


def test_a_withdrawn_item_empties_its_slot_and_a_corrected_one_keeps_it(world: World) -> None:
    slot, actor = taken(world), world.as_("trusted")
    item = newsroom.publish(actor=actor, item=draft(world, "trusted", "trusted"))
    filling.fill_slot(actor=actor, slot=slot, item=item)
    newsroom.correct(actor=actor, item=item, content=AGAIN, base_number=1, note="عدد درست شد")
    assert GridSlot.objects.get().state == "filled"
    newsroom.withdraw(actor=actor, item=item, reason="نادرست بود")
    empty_slots(Event.objects.get(kind="newsroom.item.withdrawn"))
    assert (GridSlot.objects.get().state, GridSlot.objects.get().item) == ("taken", None)


def test_nothing_is_operational_without_evidence(world: World) -> None:
    slot, actor = taken(world), world.as_("trusted")
    with pytest.raises(Invalid):
        filling.prove_slot(actor=actor, slot=slot, proven=Proven("operational"))
    proven = Proven("operational", proof_url="https://example.org/handover")
    assert filling.prove_slot(actor=actor, slot=slot, proven=proven).evidence == "operational"


@pytest.mark.parametrize("role", ["lead", "editor", "secretary"])
def test_nobody_evaluates_a_campaign_in_which_they_have_a_part(world: World, role: str) -> None:
    campaign, head = proposed(world), world.as_("head")
    person = world.people["colleague"]
    actions.appoint(actor=head, campaign=campaign, person=person, role=role)
    with pytest.raises(Invalid):
        actions.appoint(actor=head, campaign=campaign, person=person, role="evaluator")
    other = world.people["editor"]
    actions.appoint(actor=head, campaign=campaign, person=other, role="evaluator")
    with pytest.raises(Invalid):
        actions.appoint(actor=head, campaign=campaign, person=other, role=role)


def test_a_unit_offers_a_slot_and_an_organiser_accepts_it(world: World) -> None:
    campaign, actor = open_grid(world), world.as_("officer")
    said = {
        "day": campaign.days.all()[0],
        "theme": campaign.themes.all()[0],
        "kind": "visit",
        "title": "بازدید",
    }
    slot = filling.offer_slot(actor=actor, campaign=campaign, unit=world.units["province"], **said)
    with pytest.raises(NotAllowed):
        filling.accept_offer(actor=actor, slot=slot)
    assert filling.accept_offer(actor=world.as_("head"), slot=slot).state == "taken"


def test_a_theme_editor_plans_within_their_themes_only(world: World) -> None:
    campaign = open_grid(world)
    first, second = campaign.themes.all()
    person = world.people["editor"]
    actions.appoint(actor=world.as_("head"), campaign=campaign, person=person, role="editor", themes=[second])
    assert planned(world, campaign, "editor", theme=second)
    with pytest.raises(NotAllowed):
        planned(world, campaign, "editor", theme=first)


def test_a_campaign_without_objectives_says_why(world: World) -> None:
    campaign, head = proposed(world), world.as_("head")
    with pytest.raises(Invalid):
        actions.lock_objectives(actor=head, campaign=campaign)
    locked = actions.lock_objectives(actor=head, campaign=campaign, unmeasured="بار نخست است")
    assert locked.objectives_sha256 == actions.sealed(locked, locked.unmeasured)
    assert not locked.measured


def test_the_clock_locks_the_grid_and_begins_the_campaign(world: World) -> None:
    campaign = open_grid(world)
    at = datetime.combine(campaign.first - timedelta(days=7), time(8, 1), ZONE)
    deadlines.ring(at, "campaign")
    assert Campaign.objects.get().state == "grid_locked"
    deadlines.ring(datetime.combine(campaign.first, time(7, 30), ZONE), "campaign")
    assert Campaign.objects.get().state == "live"


def test_days_are_closed_one_after_the_other_before_the_report(world: World) -> None:
    campaign, head = open_grid(world), world.as_("head")
    actions.lead_on(actor=head, campaign=campaign, step="begin")
    for number, day in enumerate(campaign.dates):
        now = datetime.combine(day, time(21), ZONE)
        if number:
            actions.begin_day(actor=head, campaign=campaign, now=now)
        with pytest.raises(WrongState):
            actions.report_finally(actor=head, campaign=campaign, now=now)
        actions.close_day(actor=head, campaign=campaign, now=now)
    assert actions.report_finally(actor=head, campaign=campaign, now=now).state == "final_reported"
    with pytest.raises(Refused):
        planned(world, campaign)


def test_only_heads_and_secretaries_propose_for_their_unit(world: World) -> None:
    with pytest.raises(NotAllowed):
        proposed(world, "officer", unit=world.units["province"])
    assert proposed(world, "secretary").first > timezone.localdate()


def test_the_first_asked_unit_that_accepts_has_the_slot_and_the_call_ends(world: World) -> None:
    slot = planned(world, open_grid(world))
    units = [world.units["province"], world.units["trusted"]]
    deadline = timezone.now() + timedelta(days=3)
    slot = filling.ask_slot(actor=world.as_("head"), slot=slot, units=units, deadline=deadline)
    assert slot.state == "asked"
    for who, unit in (("trusted", "trusted"), ("officer", "province")):
        accept(actor=world.as_(who), answer=slot.call.answers.get(unit=world.units[unit]))
    for event in Event.objects.filter(kind="calls.answer.accepted").order_by("pos"):
        take_asked(event)
    slot = GridSlot.objects.get()
    assert (slot.unit, slot.call.state) == (world.units["trusted"], "closed")
