"""Who is told of an incident, and of an exercise by what means."""

from __future__ import annotations

import pytest
from tests.world import World

from hamafza.notices.consumers import make_notices
from hamafza.notices.models import Notice
from hamafza.response import clocks
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
