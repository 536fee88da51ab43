"""An event that concerns six hundred open desks does not cost six hundred renderings."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from tests.world import World

from hamafza.desk import views
from hamafza.network.models import Membership, Person, Role
from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.wire.fragments import Fragments

DESKS = 60


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the templates that were rendered for fragments."""
    names: list[str] = []

    def count(name: str, *rest: Any) -> str:
        names.append(name)
        return render_to_string(name, *rest)

    monkeypatch.setattr(views, "render_to_string", count)
    monkeypatch.setattr(views, "fragments", Fragments())
    return names


@pytest.fixture
def desks(world: World) -> list[Client]:
    """Signed-in observers of the province, half of them reading English."""
    clients = []
    for number in range(DESKS):
        language = "en" if number % 2 else "fa"
        person = Person.objects.create(username=f"n{number}", name=f"n{number}", language=language)
        Membership.objects.create(person=person, unit=world.units["province"], role=Role.OBSERVER)
        clients.append(Client())
        clients[-1].force_login(person)
    return clients


def publish(world: World, headline: str) -> None:
    content = Content(headline=headline, abstract="خلاصه", topics=["work"])
    item = actions.create(actor=world.as_("trusted"), unit=world.units["trusted"], content=content)
    actions.publish(actor=world.as_("trusted"), item=item)


def test_one_event_costs_one_rendering_for_each_language(
    world: World, positions: None, desks: list[Client], counted: list[str]
) -> None:
    for round_number in (1, 2):
        publish(world, f"خبر {round_number}")
        for desk in desks:
            for name in ("latest", "urgent", "checks"):
                body = desk.get(f"/desk/now/{name}/").content.decode()
                assert name != "latest" or f"خبر {round_number}" in body
        assert len(counted) == 2 * 3 * round_number


def test_what_is_ones_own_is_never_shared(world: World, counted: list[str]) -> None:
    content = Content(headline="پیش‌نویس من", abstract="خلاصه", topics=["work"])
    actions.create(actor=world.as_("officer"), unit=world.units["province"], content=content)
    for name, shown in (("officer", True), ("colleague", False)):
        client = Client()
        client.force_login(world.people[name])
        assert ("پیش‌نویس من" in client.get("/desk/now/mine/").content.decode()) is shown


def test_those_who_ask_at_the_same_moment_wait_for_one_rendering() -> None:
    kept = Fragments()

    def slow() -> str:
        Event().wait(0.2)
        return "text"

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _n: kept.shared("f", "all", "e-5", slow), range(40)))
    assert (set(found), kept.renderings) == ({"text"}, 1)
    assert kept.shared("f", "all", "e-4", slow) == "text"  # older than what is kept
    kept.shared("f", "all", "e-6", slow)
    kept.shared("f", "all", "other-6", slow)
    kept.shared("f", "unit:3", "other-6", slow)
    assert kept.renderings == 4
