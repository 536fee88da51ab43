"""The drill with twenty units, through HTTP: every state, role, clock, escalation and refusal of an incident."""

from __future__ import annotations

import json

import pytest

from hamafza.network.access import subtree
from hamafza.network.models import Membership, Person, Role, Unit
from hamafza.newsroom.models import Item
from hamafza.project.demo.drill import Cast, Drill
from hamafza.response import states
from hamafza.response.models import Clock, Help, Incident, Transition
from hamafza.response.queries import credits
from hamafza.wire.models import Event
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(world: World) -> Cast:
    crowd = []
    for number in range(16):  # with the four of the cast: twenty units
        unit = Unit.objects.create(code=f"v{number}", name=f"واحد {number}", parent=world.units["body"])
        person = Person.objects.create(username=f"v{number}", name=f"کارشناس {number}")
        Membership.objects.create(person=person, unit=unit, role=Role.OFFICER)
        crowd.append((person.username, unit.code))
    return Cast(
        duty="head", reporter="trusted", second="editor", writer="officer", clearer="colleague", above="editor",
        owner="province", crowd=tuple(crowd),
    )  # fmt: skip


@pytest.fixture(params=[False, True], ids=["real", "exercise"])
def drilled(request: pytest.FixtureRequest, cast: Cast) -> tuple[Incident, list[str], bool]:
    lines: list[str] = []
    exercise = bool(request.param)
    incident = Drill(cast, tell=lines.append, exercise=exercise).run()
    return incident, lines, exercise


def test_the_drill_walks_everything(drilled: tuple[Incident, list[str], bool]) -> None:
    incident, lines, exercise = drilled
    assert len(lines) >= 60
    reached = set(Transition.objects.values_list("to_state", flat=True))
    assert reached == set(states.STATES)
    steps = set(Transition.objects.values_list("step", flat=True))
    assert set(states.STEPS) - steps == {"retriage", "let_be", "withdraw"}  # shown in the room's own tests
    assert (incident.state, incident.reopened, incident.escalated) == ("triaged", 1, 2)
    names = set(Clock.objects.values_list("name", flat=True))
    assert names == {
        "acknowledge", "triage", "ownership", "holding", "offer", "clearance", "situation", "review", "emergency",
    }  # fmt: skip
    marks = [mark for row in Transition.objects.all() for mark in row.clocks.values()]
    assert {"kept", "broken"} == set(marks)
    assert sum("✗" in line for line in lines) >= 12  # refusals, each with its reason
    shown = Item.objects.filter(state="published", current__profile="response").count()
    assert shown == (0 if exercise else 3)
    assert Help.objects.get(unit__code="v0").state == "released"
    assert [(one.unit.code, one.released) for one in credits()] == ([] if exercise else [("v0", 1)])


def test_everybody_hears_what_concerns_them_and_nobody_else(
    drilled: tuple[Incident, list[str], bool],
) -> None:
    incident, _lines, _exercise = drilled
    events = list(Event.objects.filter(kind__startswith="response.").order_by("pk"))
    heard = {name for event in events for name in event.audiences.split()}
    assert "public" not in heard
    assert "all" not in heard
    of_it = [event for event in events if event.subject == f"incident:{incident.pk}"]
    assert all(f"unit:{incident.owner_id}" in event.audiences.split() for event in of_it)
    helper = Unit.objects.get(code="v0")
    kinds = [event.kind for event in of_it if f"unit:{helper.pk}" in event.audiences.split()]
    assert kinds[0] == "response.help.taken"
    assert kinds[-1] == "response.help.released"
    others = subtree([Unit.objects.get(code="body").pk]) - {incident.owner_id, helper.pk}
    others -= {Unit.objects.get(code="body").pk}
    assert not {f"unit:{pk}" for pk in others} & heard
    for event in events:
        assert not set(json.loads(event.payload)) & {"claim", "text"}  # thin: who may see it fetches it
