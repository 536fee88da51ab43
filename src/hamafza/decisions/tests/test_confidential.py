"""A decision of a confidential point is known to those who sit in the series, and to those who owe it, and to nobody else."""

from __future__ import annotations

import pytest
from tests.world import World

from hamafza.calls import access as calls
from hamafza.council.tests import cast as council
from hamafza.decisions import access, actions, queries
from hamafza.decisions.consumers import hidden_now
from hamafza.decisions.models import Decision
from hamafza.decisions.tests.cast import NOON, confidential, decided, held
from hamafza.notices import kinds
from hamafza.notices.making import make
from hamafza.notices.models import Notice
from hamafza.wire.models import Event

pytestmark = pytest.mark.usefixtures("positions")
SEATED = {"head", "secretary", "officer", "colleague", "editor"}
OWING = {"officer", "colleague", "trusted"}  # who writes for the province and for the fund
SECRET = "رقم محرمانه"


def told(world: World) -> set[str]:
    """Everybody who has been told of anything."""
    kinds.discover()
    for event in Event.objects.filter(kind__in=kinds.kinds).order_by("pk"):
        make(event)
    return set(Notice.objects.values_list("person__username", flat=True))


def test_it_is_seen_by_seats_and_by_those_who_owe_it(world: World) -> None:
    row = confidential(world)
    assert {name for name in world.people if access.visible(world.as_(name)).exists()} == SEATED | OWING
    for name in world.people:
        status = world.client(name).get(f"/desk/decisions/{row.pk}/").status_code
        assert (status == 200) == (name in SEATED | OWING), name
        board = world.client(name).get("/desk/decisions/").content.decode()
        assert (SECRET in board) == (name in SEATED | OWING), name


def test_a_helper_without_a_seat_reads_what_to_do_and_not_where_it_was_decided(world: World) -> None:
    row = confidential(world)
    page = world.client("trusted").get(f"/desk/decisions/{row.pk}/").content.decode()
    assert SECRET in page
    assert "بودجهٔ محرمانه" not in page
    assert "شورای هماهنگی" not in page
    assert "بودجهٔ محرمانه" in world.client("officer").get(f"/desk/decisions/{row.pk}/").content.decode()
    table = world.client("trusted").post("/desk/decisions/", {"do": "csv"})
    text = b"".join(table.streaming_content).decode()  # type: ignore[attr-defined]
    assert SECRET in text
    assert "شورای هماهنگی" not in text


def test_its_call_is_seen_by_those_who_owe_it_alone(world: World) -> None:
    row = confidential(world)
    assert row.call
    assert row.call.private
    assert SECRET not in row.call.title
    assert SECRET in world.client("trusted").get(f"/desk/calls/{row.call_id}/").content.decode()
    assert {name for name in world.people if calls.visible(world.as_(name)).exists()} == OWING
    for name in set(world.people) - OWING:
        assert SECRET not in world.client(name).get("/desk/").content.decode(), name
        assert SECRET not in world.client(name).get("/api/v1/calls").content.decode(), name
        assert SECRET not in world.client(name).get("/api/v1/decisions").content.decode() or name in SEATED, (
            name
        )


def test_its_events_are_for_people_and_nobody_else_is_told(world: World) -> None:
    row = confidential(world)
    actions.object_to(actor=world.as_("trusted"), decision=row, reason="نیرو نداریم", now=NOON)
    actions.finish(actor=world.as_("officer"), decision=Decision.objects.get(), note="شد", now=NOON)
    people = {f"person:{world.people[name].pk}" for name in SEATED | OWING}
    for event in Event.objects.filter(kind__startswith="decisions.") | Event.objects.filter(
        kind__startswith="calls."
    ):
        assert set(event.audiences.split()) <= people, event.kind
        assert SECRET not in event.payload
    assert told(world) <= SEATED | OWING


def test_the_first_point_does_not_show_it_to_those_who_do_not_sit_there(world: World) -> None:
    row = confidential(world)
    later = council.session(row.session.series, number=2)
    for name, number in {"head": 1, "officer": 1, "admin": 0, "trusted": 0, "observer": 0}.items():
        tally, followed, _ended = queries.became(world.as_(name), later, NOON)
        assert (tally.all, len(followed)) == (number, number), name


def test_a_point_that_becomes_confidential_takes_its_decisions_along(world: World) -> None:
    row = decided(world, held(world))
    row.point.confidential = True
    row.point.save()
    event = Event(
        kind="council.point.changed", subject=f"point:{row.point_id}", payload=f'{{"point": {row.point_id}}}'
    )
    hidden_now(event)
    row.refresh_from_db()
    assert row.call
    assert row.call.private
    assert "مجوز" not in row.call.title
    assert access.visible(world.as_("admin")).count() == 0
