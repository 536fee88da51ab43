"""What is confidential leaves no gap in the numbers that others see, and no name by which it could be found."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override
from tests.filled import filled
from tests.world import World

from hamafza.council import founding, planning, queries
from hamafza.council.models import SeatRole, Series, Session
from hamafza.council.numbering import quoted_numbers
from hamafza.council.tests import cast
from hamafza.pages.refusals import Invalid

pytestmark = pytest.mark.usefixtures("positions")


@pytest.fixture
def council(world: World) -> Series:
    return cast.series(world)


def plan(world: World, council: Series, days: float, **said: Any) -> Session:
    return planning.plan(actor=world.as_("secretary"), series=council, starts=cast.soon(days), **said)


def test_sessions_behind_closed_doors_are_counted_apart(world: World, council: Series) -> None:
    rows = [plan(world, council, 20 + place, confidential=place in (1, 2)) for place in range(5)]
    assert [str(row.mark) for row in rows] == ["۱", "محرمانهٔ ۱", "محرمانهٔ ۲", "۲", "۳"]
    with override("en"):
        assert str(rows[1]) == "Coordination council C1"
    page = world.client("observer").get("/desk/council/sessions/").content.decode()
    assert [f"نشست {number}" in page for number in ("۱", "۲", "۳", "۴")] == [True, True, True, False]


def test_a_confidential_council_counts_its_sessions_as_others_do(world: World) -> None:
    council = cast.series(world, confidential=True)
    assert [plan(world, council, days).mark.apart for days in (20, 21)] == [False, False]


def test_a_session_whose_doors_are_closed_before_it_leaves_no_gap(world: World, council: Series) -> None:
    secretary = world.as_("secretary")
    plan(world, council, 20)
    second = planning.relocate(actor=secretary, session=plan(world, council, 21), confidential=True)
    assert [str(second.mark), str(plan(world, council, 22).mark)] == ["محرمانهٔ ۱", "۲"]
    second = planning.relocate(actor=secretary, session=second, confidential=False)
    assert str(second.mark) == "۳"


def test_points_of_an_agenda_have_one_number_for_all_who_see_them(world: World, council: Series) -> None:
    session = cast.session(council)
    for order, closed in enumerate((False, True, False)):
        cast.hearing(session, cast.point(council, f"نکتهٔ {order}", confidential=closed), order)
    read = {name: queries.agenda_of(world.as_(name), session) for name in ("head", "observer")}
    assert [str(row.mark) for row in read["head"]] == ["۱", "محرمانهٔ ۱", "۲"]
    assert [str(row.mark) for row in read["observer"]] == ["۱", "۲"]


def test_where_everything_is_confidential_nothing_is_counted_apart() -> None:
    assert [(one.number, one.apart) for one in quoted_numbers([True, True])] == [(1, False), (2, False)]


def test_nobody_finds_a_confidential_council_by_trying_its_name(world: World) -> None:
    hidden = cast.series(world, name="کمیتهٔ پنهان", confidential=True)
    said = {"unit": world.units["centre"], "name": hidden.name}
    probe = founding.found(actor=world.as_("admin"), **said)
    assert probe.pk != hidden.pk
    renamed = founding.found(actor=world.as_("admin"), **{**said, "name": "شورای تازه"})
    second = cast.series(world, name="کمیتهٔ دیگر", confidential=True)
    assert founding.change(actor=world.as_("admin"), series=renamed, name=second.name).name == second.name


def test_a_council_whose_name_others_took_is_changed_as_before(world: World) -> None:
    hidden = cast.series(world, name="کمیتهٔ پنهان", confidential=True)
    founding.found(actor=world.as_("admin"), unit=world.units["centre"], name=hidden.name)
    secretary = world.as_("secretary")
    assert founding.change(actor=secretary, series=hidden, about="رسیدگی").about == "رسیدگی"
    with pytest.raises(Invalid):
        founding.change(actor=secretary, series=hidden, confidential=False)


def test_who_sits_in_a_confidential_council_is_told_that_its_name_is_taken(world: World) -> None:
    hidden = cast.series(world, name="کمیتهٔ پنهان", confidential=True)
    with pytest.raises(Invalid) as refused:
        founding.found(actor=world.as_("head"), unit=world.units["centre"], name=hidden.name)
    assert refused.value.field == "name"


def test_a_name_that_is_taken_is_refused_when_a_council_is_renamed(world: World, council: Series) -> None:
    other = cast.series(world, name="کمیتهٔ رسانه")
    address, client = reverse("council-edit", args=[other.pk]), world.client("secretary")
    said = filled(client.get(address).content.decode(), "form.council-form")
    answer = client.post(address, said | {"name": council.name})
    assert (answer.status_code, "name" in answer.context["form"].errors) == (422, True)


def test_what_is_sent_again_with_other_words_is_refused_and_not_dropped(
    world: World, council: Series
) -> None:
    secretary, starts = world.as_("secretary"), cast.soon()
    said: dict[str, Any] = {"actor": secretary, "series": council, "starts": starts}
    session = planning.plan(**said, place="تالار")
    assert planning.plan(**said, place="تالار") == session
    with pytest.raises(Invalid):
        planning.plan(**said, place="کتابخانه")
    unit = world.units["trusted"]
    seat = founding.give_seat(actor=secretary, series=council, unit=unit)
    for other in ({"role": SeatRole.OBSERVER}, {"substitute": world.people["trusted"]}):
        with pytest.raises(Invalid):
            founding.give_seat(actor=secretary, series=council, unit=unit, **other)
    with pytest.raises(Invalid):
        founding.give_seat(actor=secretary, series=council, unit=unit, person=world.people["trusted"])
    assert founding.give_seat(actor=secretary, series=council, unit=unit) == seat
    new: dict[str, Any] = {"actor": secretary, "unit": world.units["centre"], "name": "شورای تازه"}
    made = founding.found(**new, about="هماهنگی")
    assert founding.found(**new, about="هماهنگی") == made
    with pytest.raises(Invalid):
        founding.found(**new, about="چیز دیگر")
