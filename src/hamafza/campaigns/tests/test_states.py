"""Whatever people tap in whatever order, a slot is sound: filled by a published item only, proved only with evidence."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.world import World

from hamafza.campaigns import filling
from hamafza.campaigns.filling import Proven
from hamafza.campaigns.models import GridSlot
from hamafza.campaigns.states import CAMPAIGN, SLOT
from hamafza.campaigns.tests.cast import draft, open_grid, planned
from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.models import Item
from hamafza.pages.refusals import Refused

WHO = st.sampled_from(["head", "officer", "trusted", "editor", "observer", "admin"])
WHAT = st.sampled_from(
    ["take", "give", "fill", "fill-draft", "empty", "prove", "prove-bare", "drop", "drop-bare", "withdraw"]
)
UNITS = {"head": "centre", "officer": "province", "editor": "body", "trusted": "trusted"}


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # each example is rolled back
@given(taps=st.lists(st.tuples(WHO, WHAT), max_size=9))
def test_every_sequence_of_taps_leaves_a_sound_slot(world: World, taps: list[tuple[str, str]]) -> None:
    with transaction.atomic():
        slot = planned(world, open_grid(world))
        items = {
            "fill": newsroom.publish(actor=world.as_("trusted"), item=draft(world, "trusted", "trusted")),
            "fill-draft": draft(world, "trusted", "trusted"),
        }
        for who, what in taps:
            try:
                tap(world, slot, who, what, items)
            except Refused:
                continue
        sound(GridSlot.objects.get(pk=slot.pk))
        transaction.set_rollback(True)


def tap(world: World, slot: GridSlot, who: str, what: str, items: dict[str, Item]) -> None:
    actor = world.as_(who)
    unit = world.units[UNITS.get(who, "province")]
    item = items.get(what, items["fill"])
    acts: dict[str, Any] = {
        "take": lambda: filling.take_slot(actor=actor, slot=slot, unit=unit),
        "give": lambda: filling.give_back(actor=actor, slot=slot),
        "fill": lambda: filling.fill_slot(actor=actor, slot=slot, item=item),
        "fill-draft": lambda: filling.fill_slot(actor=actor, slot=slot, item=item),
        "empty": lambda: filling.empty_slot(actor=actor, slot=slot),
        "prove": lambda: filling.prove_slot(
            actor=actor, slot=slot, proven=Proven("operational", proof_url="https://example.org/e")
        ),
        "prove-bare": lambda: filling.prove_slot(actor=actor, slot=slot, proven=Proven("operational")),
        "drop": lambda: filling.drop_slot(actor=actor, slot=slot, reason="باران"),
        "drop-bare": lambda: filling.drop_slot(actor=actor, slot=slot, reason=""),
        "withdraw": lambda: filling.empty_slot(actor=None, slot=slot),
    }
    acts[what]()


def sound(slot: GridSlot) -> None:
    steps = list(slot.steps.all())
    assert [one.from_state for one in steps[1:]] == [one.to_state for one in steps[:-1]]
    assert steps[-1].to_state == slot.state
    assert slot.version == len(steps)
    assert (slot.item_id is not None) == (slot.state == "filled")
    if slot.item_id:
        assert (slot.item.state, slot.item.unit_id) == ("published", slot.unit_id)
    assert slot.evidence != "operational" or slot.proof_url
    assert (slot.unit_id is None) == (slot.state in ("open", "asked")) or slot.state == "dropped"
    assert slot.state != "dropped" or steps[-1].reason


def test_a_campaign_goes_through_its_states_in_the_order_of_the_table() -> None:
    state = ""
    for step in ("propose", "set-objectives", "set-audiences", "set-themes", "open-grid", "lock-grid"):
        state = CAMPAIGN.after(step, state)
    for step in ("begin", "close-day", "begin-day", "close-day", "report", "file-lessons"):
        state = CAMPAIGN.after(step, state)
    assert state == "lessons_filed"


def test_the_evaluator_has_no_step_but_the_lessons() -> None:
    steps = {state: CAMPAIGN.possible(state, {"evaluator"}) for state in CAMPAIGN.states}
    assert {step for found in steps.values() for step in found} == {"file-lessons"}


def test_only_a_unit_that_has_the_slot_fills_it() -> None:
    assert SLOT.steps["fill"].who == {"taker"}
    assert SLOT.steps["fill"].moves == {"taken": "filled"}
