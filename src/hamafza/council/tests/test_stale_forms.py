"""Two keep one thing: whoever saves an old form takes nothing back that the other has saved."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.filled import filled
from tests.world import World

from hamafza.council import agenda, founding, planning
from hamafza.council.models import Series
from hamafza.council.tests import cast

pytestmark = pytest.mark.usefixtures("positions")
FORM = "form.council-form"


@pytest.fixture
def council(world: World) -> Series:
    return cast.series(world)


def form_of(client: Client, address: str) -> dict[str, str]:
    return filled(client.get(address).content.decode(), FORM)


def test_an_old_form_does_not_open_doors_that_were_closed(world: World, council: Series) -> None:
    session = cast.session(council, place="تالار")
    address, client = f"/desk/council/sessions/{session.pk}/place/", world.client("secretary")
    old = form_of(client, address)
    planning.relocate(actor=world.as_("secretary"), session=session, confidential=True)
    assert client.post(address, old | {"length": "45"}).status_code == 302
    session.refresh_from_db()
    assert (session.confidential, session.length, session.place) == (True, 45, "تالار")


def test_who_changes_the_same_field_sees_the_other_text_and_chooses(world: World, council: Series) -> None:
    session = cast.session(council, place="تالار")
    address, client = f"/desk/council/sessions/{session.pk}/place/", world.client("secretary")
    old = form_of(client, address)
    planning.relocate(actor=world.as_("secretary"), session=session, place="کتابخانه")
    answer = client.post(address, old | {"place": "سالن"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "کتابخانه" in page
    session.refresh_from_db()
    assert session.place == "کتابخانه"
    assert client.post(address, filled(page, FORM)).status_code == 302
    session.refresh_from_db()
    assert session.place == "سالن"


def test_an_old_form_of_a_point_keeps_it_confidential_and_its_words(world: World, council: Series) -> None:
    point = cast.point(council, text="سطر یکم\nسطر دوم", handed_in_by=world.people["officer"])
    address, client = f"/desk/council/points/{point.pk}/edit/", world.client("secretary")
    old = form_of(client, address)
    agenda.change(actor=world.as_("secretary"), point=point, confidential=True, title="عنوان تازه")
    assert client.post(address, old | {"minutes": "25"}).status_code == 302
    point.refresh_from_db()
    assert (point.confidential, point.title, point.minutes) == (True, "عنوان تازه", 25)
    assert client.post(address, old | {"title": "عنوان دیگر"}).status_code == 422
    point.refresh_from_db()
    assert (point.title, point.text) == ("عنوان تازه", "سطر یکم\nسطر دوم")


def test_an_old_form_of_a_council_keeps_it_confidential_and_its_days(world: World, council: Series) -> None:
    address, client = f"/desk/council/{council.pk}/edit/", world.client("secretary")
    old = form_of(client, address)
    founding.change(actor=world.as_("secretary"), series=council, confidential=True, sending_days=9)
    assert client.post(address, old | {"about": "هماهنگی"}).status_code == 302
    council.refresh_from_db()
    assert (council.confidential, council.sending_days, council.about) == (True, 9, "هماهنگی")
