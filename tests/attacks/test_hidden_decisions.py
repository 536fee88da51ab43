"""What is decided behind closed doors is not told by what stands in the open."""

from __future__ import annotations

import pytest
from django.test import Client

from hamafza.council.tests import cast as councils
from hamafza.decisions import actions
from hamafza.decisions.models import Decision
from hamafza.decisions.tests.cast import NOON, decided, held
from hamafza.interchange.tests.test_items import Caller
from hamafza.pages.refusals import Invalid
from tests.world import World

SECRET = "رقم محرمانه آماده شود."


def as_(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.people[who])
    return client


@pytest.fixture
def pair(world: World) -> tuple[Decision, Decision]:
    """An open decision, and a later one at a confidential point of the same session."""
    session, point = held(world)
    closed = councils.point(session.series, title="بودجه", confidential=True)
    councils.hearing(session, closed, order=2)
    return decided(world, (session, point)), decided(world, (session, closed), text=SECRET)


def test_a_confidential_decision_does_not_take_the_place_of_an_open_one(
    world: World, pair: tuple[Decision, Decision]
) -> None:
    with pytest.raises(Invalid):
        actions.supersede(actor=world.as_("head"), decision=pair[0], by=pair[1], reason="تازه", now=NOON)


def test_a_successor_that_became_confidential_is_told_to_nobody_else(world: World) -> None:
    session, point = held(world)
    old = decided(world, (session, point), owner="centre", helpers=())
    new = decided(world, (session, point), text=SECRET, owner="centre", helpers=())
    actions.supersede(actor=world.as_("head"), decision=old, by=new, reason="تازه", now=NOON)
    other = councils.point(session.series, title="بودجه", confidential=True)
    Decision.objects.filter(pk=new.pk).update(point=other)
    assert SECRET not in as_(world, "admin").get(f"/desk/decisions/{old.pk}/").content.decode()
    assert Caller(world, "admin").get(f"/decisions/{old.pk}").json()["superseded_by"] is None
    assert SECRET in as_(world, "head").get(f"/desk/decisions/{old.pk}/").content.decode()


def test_no_menu_and_no_filter_tells_of_it(world: World, pair: tuple[Decision, Decision]) -> None:
    assert SECRET not in as_(world, "admin").get(f"/desk/decisions/{pair[0].pk}/").content.decode()
    series = pair[0].session.series_id
    page = as_(world, "trusted").get(f"/desk/decisions/?state=all&series={series}").content.decode()
    assert SECRET not in page
    assert SECRET in as_(world, "trusted").get("/desk/decisions/?state=all").content.decode()


def test_a_number_that_no_database_holds_is_refused(world: World) -> None:
    assert Caller(world, "head").get("/decisions?series=" + "9" * 40).status_code == 422
