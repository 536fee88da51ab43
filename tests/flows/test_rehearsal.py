"""The council with forty units, through HTTP: from its founding to the first point of its next session."""

from __future__ import annotations

import pytest

from hamafza.demo.rehearsal import SEATS, Players, Rehearsal
from hamafza.demo.rehearsal_rules import COUNCIL_RULES
from hamafza.network.models import Membership, Person, Role, Unit
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def players(world: World) -> Players:
    members = []
    for count in range(SEATS - 2):
        unit = Unit.objects.create(code=f"u{count}", name=f"واحد {count}", parent=world.units["centre"])
        person = Person.objects.create_user(f"officer-u{count}", name=f"کارشناس {count}")
        Membership.objects.create(person=person, unit=unit, role=Role.OFFICER)
        members.append((person.username, unit.code))
    return Players(
        chair="head", secretary="secretary", observer="observer", outside="colleague", members=tuple(members)
    )


def test_a_council_of_forty_units_meets_decides_signs_and_is_reported(players: Players) -> None:
    lines: list[str] = []
    rehearsal = Rehearsal(players, tell=lines.append)
    session = rehearsal.run()
    session.refresh_from_db()
    assert session.state == "sent"
    assert set(rehearsal.refused) == set(COUNCIL_RULES)
    assert sum("✗" in line for line in lines) == len(COUNCIL_RULES)
