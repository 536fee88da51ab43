"""Who is told of an incident, and of an exercise by what means."""

from __future__ import annotations

import pytest
from tests.world import World

from hamafza.network.models import Membership, Person, Role, Unit
from hamafza.notices.consumers import make_notices
from hamafza.notices.models import Notice
from hamafza.response import actions, clocks, limits, publishing, working
from hamafza.response.models import Incident
from hamafza.response.notices import LATE
from hamafza.response.tests import cast
from hamafza.response.tests.cast import minutes
from hamafza.wire.models import Event

pytestmark = pytest.mark.django_db


def told(kind: str) -> set[str]:
    """User names of those who are told of the last event of the kind."""
    Notice.objects.all().delete()
    make_notices(Event.objects.filter(kind=kind).latest("pk"))
    return set(Notice.objects.values_list("person__username", flat=True))


def test_those_on_duty_hear_of_a_report_and_the_concerned_of_its_weight(world: World) -> None:
    cast.triaged(world)
    assert told("response.incident.reported") == {"head"}
    assert told("response.incident.triaged") == {"officer", "colleague"}


def test_silence_is_told_to_the_deputies_and_then_to_the_centre(world: World) -> None:
    cast.triaged(world, severity=4)
    clocks.run(minutes(21))
    assert told("response.incident.escalated") == {"colleague"}
    clocks.run(minutes(37))
    assert told("response.incident.escalated") == {"head"}


def test_a_ready_response_is_told_to_those_who_clear(world: World) -> None:
    cast.ready(world)
    assert told("response.incident.moved") == {"colleague"}


def test_silence_after_the_centre_is_told_to_the_heads_of_the_whole_network(world: World) -> None:
    root = Unit.objects.create(code="root", name="استانداری")
    Unit.objects.filter(code="centre").update(parent=root)
    governor = Person.objects.create(username="governor", name="سرپرست")
    Membership.objects.create(person=governor, unit=root, role=Role.HEAD)
    incident = cast.triaged(world, severity=4)
    for minute in (21, 37, 53):
        clocks.run(minutes(minute))
    assert told("response.incident.escalated") == {"governor"}
    page = cast.client_of(world, "officer").get(f"/desk/incidents/{incident.pk}/").content.decode()
    assert "مدیران شبکه" in page


def assigned(world: World, incident: Incident, name: str, role: str) -> None:
    officer, person = world.as_("officer"), world.people[name]
    working.assign(actor=officer, incident=incident, person=person, role=role)


def test_a_late_holding_statement_is_told_to_the_owner(world: World) -> None:
    incident = cast.claimed(world, severity=4)
    assigned(world, incident, "trusted", "writer")
    clocks.run(minutes(31))
    assert told("response.clock.broken") == {"officer", "colleague", "trusted"}
    title = Notice.objects.get(person=world.people["officer"]).title
    assert title.startswith("مهلت گذشت (")
    assert "بیانیهٔ اولیه" in title


def test_a_late_clearance_is_told_to_those_who_clear(world: World) -> None:
    incident = cast.ready(world, severity=3)
    publishing.hold(actor=world.as_("officer"), incident=incident, text="می‌گوییم", now=minutes(31))
    assigned(world, incident, "head", "clearer")
    clocks.run(minutes(151))
    assert told("response.clock.broken") == {"colleague", "head"}


def test_a_late_situation_report_is_told_to_those_who_write_it(world: World) -> None:
    incident = cast.claimed(world, severity=2)
    assigned(world, incident, "observer", "monitor")
    clocks.run(minutes(10 + 24 * 60))
    assert told("response.clock.broken") == {"officer", "colleague", "observer"}


def test_a_late_review_is_told_to_the_owner_and_the_centre(world: World) -> None:
    incident = cast.published(world)
    actions.close(actor=world.as_("officer"), incident=incident, reason="تمام", now=minutes(60))
    clocks.run(minutes(60 + 7 * 24 * 60))
    assert told("response.clock.broken") == {"officer", "colleague", "head"}


def test_an_emergency_publication_without_its_check_is_told_to_those_who_clear_and_the_centre(
    world: World,
) -> None:
    incident = cast.ready(world, severity=1)
    publishing.publish_emergency(
        actor=world.as_("officer"), incident=incident, reason="فوری", now=minutes(35)
    )
    clocks.run(minutes(35 + 24 * 60))
    assert told("response.clock.broken") == {"colleague", "head"}


def test_what_came_meanwhile_is_not_called_late(world: World) -> None:
    incident = cast.claimed(world, severity=4)
    clocks.run(minutes(31))
    publishing.hold(actor=world.as_("officer"), incident=incident, text="می‌گوییم", now=minutes(32))
    assert told("response.clock.broken") == set()


def test_every_clock_is_told_to_somebody() -> None:
    assert set(LATE) | limits.ESCALATING == set(limits.CLOCKS)
