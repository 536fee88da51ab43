"""A fixed number of queries, however much an incident holds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.world import World

from hamafza.newsroom import actions as newsroom
from hamafza.newsroom import gates as registered
from hamafza.newsroom.content import Content
from hamafza.newsroom.gates import Gate
from hamafza.response import working
from hamafza.response.models import Incident
from hamafza.response.tests import cast
from hamafza.response.tests.cast import client_of, minutes
from hamafza.response.voices import before_publishing

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

Budget = Callable[..., object]


def filled(world: World) -> Incident:
    incident = cast.published(world)
    for number in range(12):
        officer = world.as_("officer")
        working.report_situation(
            actor=officer, incident=incident, text=f"گزارش {number}", now=minutes(60 + number)
        )
        working.note_spread(actor=officer, incident=incident, where="کانال", mentions=number, now=minutes(60))
        piece = cast.piece(label=f"مدرک {number}")
        kept = working.add_evidence(actor=officer, incident=incident, piece=piece, now=minutes(61))
        working.check_evidence(actor=world.as_("colleague"), evidence=kept, now=minutes(62))
        working.edit_facts(
            actor=officer,
            incident=incident,
            section="facts",
            text=f"واقعیت {number}",
            base=number,
            now=minutes(63),
        )
    return incident


def test_the_room_takes_few_queries_however_much_it_holds(
    world: World, django_assert_max_num_queries: Budget
) -> None:
    incident = filled(world)
    client = client_of(world, "officer")
    with django_assert_max_num_queries(32):
        assert client.get(f"/desk/incidents/{incident.pk}/").status_code == 200


@pytest.mark.parametrize("part", ["head", "facts", "evidence", "response", "aid", "situation", "timeline"])
def test_a_part_takes_few_queries(world: World, part: str, django_assert_max_num_queries: Budget) -> None:
    incident = filled(world)
    client = client_of(world, "officer")
    with django_assert_max_num_queries(14):
        assert client.get(f"/desk/incidents/{incident.pk}/part/{part}/").status_code == 200


def test_the_list_takes_few_queries_however_much_burns(
    world: World, django_assert_max_num_queries: Budget
) -> None:
    for number in range(25):
        cast.triaged(world, severity=number % 5 + 1)
    client = client_of(world, "head")
    with django_assert_max_num_queries(14):
        assert client.get("/desk/incidents/").status_code == 200


def published_with(world: World, gates: list[Gate], monkeypatch: pytest.MonkeyPatch) -> int:
    """How many queries a publication takes when these gates are asked."""
    text = "کتابخانهٔ شهر با پنج هزار کتاب باز شد و عصرها هم باز است."
    content = Content(headline="کتابخانهٔ تازه", abstract=text)
    item = newsroom.create(actor=world.as_("trusted"), unit=world.units["trusted"], content=content)
    actor = world.as_("trusted")
    monkeypatch.setattr(registered, "registry", gates)
    with CaptureQueriesContext(connection) as queries:
        newsroom.publish(actor=actor, item=item)
    return len(queries)


def test_the_gate_costs_a_publication_one_query(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for _number in range(5):
        cast.published(world, exercise=True)
    published_with(world, [], monkeypatch)  # the first one makes the counter of codes
    without = published_with(world, [], monkeypatch)
    assert published_with(world, [before_publishing], monkeypatch) == without + 1
