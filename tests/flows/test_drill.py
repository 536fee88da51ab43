"""The drill with twenty units, through HTTP: every state, role, clock, escalation and refusal of an incident."""

from __future__ import annotations

import json

import pytest
from django.db.models import QuerySet

from hamafza.demo import drill_texts
from hamafza.demo.drill import Cast, Drill
from hamafza.demo.drill_rules import RULES
from hamafza.network.access import standing, subtree
from hamafza.network.models import Membership, Person, Role, Unit
from hamafza.newsroom.models import Item
from hamafza.response import limits, states
from hamafza.response.access import roles_of
from hamafza.response.models import Assignment, Clock, Help, Incident, IncidentStep
from hamafza.response.queries import credits
from hamafza.response.tests import cast as cast_response
from hamafza.wire.models import Event
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# What each role does in the first incident, whoever has it.
DID: dict[str, set[str]] = {
    "lead": {"assign", "escalate", "verify", "close", "unconfirmed"},
    "evidence": {"evidence"},
    "writer": {"write", "ready"},
    "clearer": {"facts", "check_evidence", "clear", "clear_one"},
    "relay": {"amplify"},
    "monitor": {"spread", "situation", "monitor"},
    "scribe": {"facts", "review"},
    "observer": set(),
}


@pytest.fixture
def cast(world: World) -> Cast:
    crowd = []
    for number in range(16):  # with the four of the cast: twenty units
        unit = Unit.objects.create(code=f"v{number}", name=f"واحد {number}", parent=world.units["body"])
        person = Person.objects.create(username=f"v{number}", name=f"کارشناس {number}")
        Membership.objects.create(person=person, unit=unit, role=Role.OFFICER)
        crowd.append((person.username, unit.code))
    cast_response.reported(world, exercise=False)
    cast_response.reported(world, exercise=True)
    return Cast(
        duty="head", reporter="trusted", second="editor", writer="officer", clearer="colleague", above="editor",
        owner="province", crowd=tuple(crowd),
    )  # fmt: skip


Drilled = tuple[Drill, Incident, list[str]]


@pytest.fixture(params=[False, True], ids=["real", "exercise"])
def drilled(request: pytest.FixtureRequest, cast: Cast) -> Drilled:
    lines: list[str] = []
    drill = Drill(cast, tell=lines.append, exercise=bool(request.param))
    return drill, drill.run(), lines


def own_steps(drill: Drill) -> QuerySet[IncidentStep]:
    return IncidentStep.objects.filter(incident__gt=drill.before)


def test_the_drill_walks_everything_and_is_heard_by_those_it_concerns(drilled: Drilled) -> None:
    drill, incident, lines = drilled
    everybody_hears_what_concerns_them(drill, incident)
    every_state_and_step(drill, incident)
    every_role(drill, incident)
    every_clock(drill, incident)
    every_refusal(drill)
    assert len(lines) >= 100
    assert sum("⌛" in line for line in lines) >= len(limits.CLOCKS)
    refusals = [line for line in lines if "✗" in line]
    assert len(refusals) == len(RULES)


def every_state_and_step(drill: Drill, incident: Incident) -> None:
    assert set(own_steps(drill).values_list("to_state", flat=True)) == set(states.STATES)
    assert set(own_steps(drill).values_list("step", flat=True)) >= set(
        {one.name for one in states.PATH_STEPS}
    )
    assert (incident.state, incident.reopened, incident.escalated) == ("published", 1, limits.NETWORK)
    shown = Item.objects.filter(state="published", current__profile="response").count()
    assert shown == (0 if drill.exercise else 3)
    if incident.item is not None and incident.item.published is not None:
        assert incident.item.published.headline == drill_texts.AGAIN["headline"]
    assert Help.objects.get(unit__code="v0").state == "released"
    credited = [] if drill.exercise else [("v0", 1)]
    assert [(one.unit.code, one.released) for one in credits()] == credited


def every_role(drill: Drill, incident: Incident) -> None:
    """Each is given, and acts on no other ground than this role."""
    given = {row.role: row.person for row in Assignment.objects.filter(incident=incident)}
    assert set(given) == set(states.ASSIGNABLE)
    for role, person in given.items():
        steps = own_steps(drill).filter(by=person, incident=incident).values_list("step", flat=True)
        assert set(steps) == DID[role], role
        if role != states.CLEARER:  # who follows from the network, not from the role
            assert roles_of(standing(person), incident) == {role}
    assert {"observer-edits", "observer-writes"} <= set(drill.refused)


def every_clock(drill: Drill, incident: Incident) -> None:
    """Each is kept once and broken once, and silence climbs up to the heads."""
    ended = Clock.objects.filter(incident__gt=drill.before, dropped=False)
    kept = set(ended.filter(broken=False, stopped__isnull=False).values_list("name", flat=True))
    assert kept == set(limits.CLOCKS)
    broken = Clock.objects.filter(incident__gt=drill.before, broken=True)
    assert set(broken.values_list("name", flat=True)) == set(limits.CLOCKS)
    said = {name for row in own_steps(drill) for name, mark in row.clocks.items() if mark == "broken"}
    assert said == set(limits.CLOCKS)
    told = Event.objects.filter(kind="response.incident.escalated", subject=f"incident:{incident.pk}")
    levels = [json.loads(payload)["level"] for payload in told.values_list("payload", flat=True)]
    by_clock = [limits.DEPUTY, limits.CENTRE, limits.NETWORK]
    assert levels == [*by_clock, limits.CENTRE]  # by hand, later


def every_refusal(drill: Drill) -> None:
    assert sorted(drill.refused) == sorted(RULES)


def everybody_hears_what_concerns_them(drill: Drill, incident: Incident) -> None:
    """And nobody else does."""
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
    others -= set(Unit.objects.filter(code__in=drill.touched()).values_list("pk", flat=True))
    assert not {f"unit:{pk}" for pk in others} & heard
    for event in events:
        assert not set(json.loads(event.payload)) & {"claim", "text"}  # thin: who may see it fetches it
