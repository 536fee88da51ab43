"""Who sees a series, a session and a point; what is confidential is seen by those who sit there, and by nobody else."""

from __future__ import annotations

import pytest
from tests.world import World

from hamafza.council import access
from hamafza.council.models import SeatRole
from hamafza.council.tests import cast

pytestmark = pytest.mark.django_db
SEATED = {"head", "secretary", "officer", "colleague", "editor"}
EVERYBODY = SEATED | {"admin", "trusted", "observer"}


def who(world: World, sees: object) -> set[str]:
    return {name for name in world.people if sees(world.as_(name)).exists()}  # type: ignore[operator]


def test_the_open_council_of_the_network_is_seen_by_everybody_in_it(world: World) -> None:
    made = cast.series(world)
    cast.hearing(cast.session(made), cast.point(made))
    assert who(world, access.visible_series) == EVERYBODY
    assert who(world, access.visible_sessions) == EVERYBODY
    assert who(world, access.visible_points) == EVERYBODY


def test_a_committee_of_a_unit_is_seen_from_below_and_above_it_and_from_its_seats(world: World) -> None:
    cast.series(world, unit=world.units["body"], wide=False)
    assert who(world, access.visible_series) == EVERYBODY - {"trusted"}


def test_a_confidential_series_is_seen_by_its_seats_alone(world: World) -> None:
    made = cast.series(world, confidential=True)
    cast.hearing(cast.session(made), cast.point(made))
    for seen in (access.visible_series, access.visible_sessions, access.visible_points):
        assert who(world, seen) == SEATED


def test_a_confidential_session_hides_itself_and_its_points(world: World) -> None:
    made = cast.series(world)
    cast.hearing(cast.session(made, confidential=True), cast.point(made))
    assert who(world, access.visible_series) == EVERYBODY
    assert who(world, access.visible_sessions) == who(world, access.visible_points) == SEATED


def test_a_confidential_point_is_missing_in_an_open_agenda(world: World) -> None:
    made = cast.series(world)
    held = cast.session(made)
    cast.hearing(held, cast.point(made))
    cast.hearing(held, cast.point(made, "بودجهٔ محرمانه", confidential=True), 2)
    assert access.visible_hearings(world.as_("officer"), held).count() == 2
    assert access.visible_hearings(world.as_("trusted"), held).count() == 1
    assert access.visible_hearings(world.as_("admin"), held).count() == 1


def test_a_substitute_sits_in_the_place_of_the_member(world: World) -> None:
    made = cast.series(world, confidential=True)
    assert not access.is_member(world.as_("trusted"), made)
    cast.seat(world, made, "body", SeatRole.MEMBER, substitute_unit=world.units["trusted"])
    assert access.is_member(world.as_("trusted"), made)


def test_whoever_gave_up_their_seat_sees_nothing_confidential_any_more(world: World) -> None:
    made = cast.series(world, confidential=True)
    made.members.filter(person=world.people["editor"]).update(until=made.founded)
    assert not access.visible_series(world.as_("editor")).exists()


def test_events_of_what_is_confidential_are_addressed_to_people_not_to_units(world: World) -> None:
    made = cast.series(world, confidential=True)
    people = {world.people[name].pk for name in SEATED}
    assert set(access.audiences(made)) == {f"person:{pk}" for pk in people}
    assert access.audiences(cast.series(world, name="شورای باز")) == ("all",)


def test_a_quorum_is_a_share_or_a_number_and_never_more_than_there_are(world: World) -> None:
    made = cast.series(world)
    assert [made.quorum_of(voting) for voting in (0, 1, 40, 41)] == [1, 1, 20, 21]
    made.quorum, made.quorum_value = "number", 7
    assert [made.quorum_of(voting) for voting in (3, 40)] == [3, 7]
