"""Every address of figures at the desk, asked by every role; and who may write what."""

from __future__ import annotations

import pytest
from tests.world import World

from hamafza.figures.entering import check_values
from hamafza.figures.models import LockedBaseline, Observation
from hamafza.figures.tests.cast import indicator, locked, measured
from hamafza.figures.tests.permissions import ROWS
from hamafza.network.tests.permissions import ROLES, unlike
from hamafza.pages.refusals import NotAllowed, OwnWork


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_what_the_table_says(world: World, role: str) -> None:
    measured(world, indicator(world), "1403", 18420)
    assert unlike(ROWS, world.client(role), role, {}) == []


@pytest.mark.parametrize("who", ["officer", "editor", "head", "secretary", "outsider"])
def test_nobody_defines_or_measures_for_a_unit_that_is_not_their_own(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        indicator(world, "another", who=who)
    training = indicator(world)
    with pytest.raises(NotAllowed):
        measured(world, training, "1403", 5, who=who)
    assert not Observation.objects.exists()


@pytest.mark.parametrize("who", ["trusted", "officer", "editor", "secretary", "outsider"])
def test_only_who_checks_for_the_signing_unit_locks_a_baseline(world: World, who: str) -> None:
    training = indicator(world)
    with pytest.raises(NotAllowed):
        locked(world, training, "1403", who)
    assert not LockedBaseline.objects.exists()


def test_a_value_is_checked_by_a_second_person_above(world: World) -> None:
    row = measured(world, indicator(world), "1403", 18420)
    with pytest.raises(OwnWork):
        check_values(actor=world.as_("trusted"), rows=[row])
    with pytest.raises(NotAllowed):
        check_values(actor=world.as_("editor"), rows=[row])
    assert check_values(actor=world.as_("head"), rows=[row]) == 1
    assert check_values(actor=world.as_("head"), rows=[row]) == 0
