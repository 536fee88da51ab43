"""A room is found on the shared screens because it says so, and the frame knows none by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client
from tests.world import World

from hamafza.network.access import administers, belongs
from hamafza.network.models import Unit
from hamafza.pages import rooms
from hamafza.pages.rooms import Panel, Place, Way

BASE = Path(__file__).parents[1] / "templates/desk/base.html"
pytestmark = pytest.mark.usefixtures("positions")


@pytest.fixture
def no_results(monkeypatch: pytest.MonkeyPatch) -> None:
    """A house whose rooms bring nothing to the results."""
    rooms.discover()
    others = {
        name: brought
        for name, brought in rooms._brought.items()
        if not any(isinstance(one, Way) and one.place == Place.RESULTS for one in brought)
    }
    monkeypatch.setattr(rooms, "_brought", others)


@pytest.fixture
def gardening() -> Iterator[None]:
    """A room that nobody has heard of before, with a page, a panel and something that waits."""
    rooms.register(
        "gardening",
        Way(
            url="relay-ledger",
            name="Gardens",
            icon="flag",
            place=Place.RESULTS,
            shown=belongs,
            waiting=lambda actor: Unit.objects.filter(code="centre"),
        ),
        Way(url="relay-rows", name="Greenhouse", icon="flag", place=Place.RESULTS, shown=administers),
        Panel(
            name="gardens",
            template="desk/_people.html",
            read=lambda actor: {"known": False},
            first=True,
            waits=lambda part: 7,
            shown=belongs,
        ),
    )
    yield
    rooms.leave("gardening")


def page(world: World, name: str, path: str = "/desk/") -> str:
    client = Client()
    world.people[name].language = "en"
    world.people[name].save()
    client.force_login(world.people[name])
    return client.get(path).content.decode()


@pytest.mark.usefixtures("gardening")
def test_a_new_room_is_in_the_rail_with_what_waits_there_and_on_now(world: World) -> None:
    shown = page(world, "officer")
    assert re.search(r'href="/desk/relays/ledger/"[^>]*>.*Gardens <span class="pip">1</span>', shown)
    assert "Greenhouse" not in shown
    assert "data-live-src" in shown
    assert "Seven things are waiting for you</h1>" in shown


@pytest.mark.usefixtures("no_results", "gardening")
def test_a_place_with_one_room_leads_there_and_with_several_to_their_list(world: World) -> None:
    assert re.search(r'<nav class="bar.*href="/desk/relays/ledger/"', page(world, "officer"), re.S)
    assert re.search(r'<nav class="bar.*href="/desk/places/results/"', page(world, "admin"), re.S)
    assert "Greenhouse" in page(world, "admin", "/desk/places/results/")


@pytest.mark.usefixtures("no_results")
def test_a_place_without_rooms_is_not_shown(world: World) -> None:
    assert "/desk/places/results/" not in page(world, "admin")
    assert "Results" not in page(world, "admin")


def test_who_has_no_unit_sees_no_place_but_now_and_their_own_menu(world: World) -> None:
    shown = page(world, "outsider")
    assert "/desk/places/together/" not in shown
    assert "/accounts/logout/" in page(world, "outsider", "/desk/places/network/")


def test_the_entry_of_the_page_is_marked_also_below_it(world: World) -> None:
    for path, way in (("/desk/calls/asked/", "/desk/calls/"), ("/desk/units/new", "/desk/units/")):
        shown = page(world, "admin", path)
        assert f'<a href="{way}" aria-current="page">' in shown
        assert shown.count('aria-current="page"') <= 2  # the entry, and a tab of the page itself


def test_the_frame_names_no_room() -> None:
    named = set(re.findall(r"[\w-]+", BASE.read_text()))
    labels = {app.label for app in apps.get_app_configs() if app.name.startswith("hamafza.")}
    assert named & labels <= {"pages", "desk", "network"}  # the place, and the name of the federation
    assert not re.search(
        r'{% (static|include|load|url) "(?!pages/|desk)', BASE.read_text().replace("static i18n", "")
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [("fa", "نقش شما این صفحه را باز نمی‌کند"), ("en", "Your role does not open this page")],
)
def test_a_page_that_a_role_does_not_open_says_so_and_leads_back(
    world: World, language: str, words: str
) -> None:
    officer = world.people["officer"]
    officer.language = language
    officer.save(update_fields=["language"])
    client = Client()
    client.force_login(officer)
    answer = client.get("/desk/record/")
    assert answer.status_code == 403
    text = answer.content.decode()
    assert 'href="/desk/"' in text
    assert words in text


@pytest.mark.parametrize("path", ["/desk/nothing/", "/desk/items/999999/", "/desk/record/"])
def test_a_page_that_is_not_there_is_said_within_the_desk_to_those_who_are_logged_in(
    world: World, path: str
) -> None:
    client = Client()
    assert 'class="rail' not in client.get("/desk/nothing/").content.decode()
    client.force_login(world.people["officer"])
    answer = client.get(path)
    assert answer.status_code in (403, 404)
    assert 'class="rail' in answer.content.decode()
    assert 'class="rail' not in client.get("/nothing/").content.decode()
