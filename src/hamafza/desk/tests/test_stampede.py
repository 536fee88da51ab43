"""An event that concerns six hundred open desks does not cost six hundred renderings."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatchcase
from threading import Event
from typing import Any, ClassVar

import pytest
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.test import Client
from tests.world import World

from hamafza.desk import views
from hamafza.network.models import Membership, Person, Role
from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.pages import rooms
from hamafza.wire.actions import Announcement, append
from hamafza.wire.fragments import Fragments
from hamafza.wire.models import Event as Announced

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


@pytest.mark.slow
def test_one_event_costs_one_rendering_for_each_language(
    world: World, positions: None, desks: list[Client], counted: list[str]
) -> None:
    for round_number in (1, 2):
        publish(world, f"خبر {round_number}")
        for desk in desks:
            for name in ("latest", "urgent"):
                body = desk.get(f"/desk/now/{name}/").content.decode()
                assert name != "latest" or f"خبر {round_number}" in body
        assert len(counted) == 2 * 2 * round_number


def test_what_is_ones_own_is_never_shared(world: World, counted: list[str]) -> None:
    content = Content(headline="پیش‌نویس من", abstract="خلاصه", topics=["work"])
    actions.create(actor=world.as_("officer"), unit=world.units["province"], content=content)
    for name, shown in (("officer", True), ("colleague", False)):
        client = Client()
        client.force_login(world.people[name])
        assert ("پیش‌نویس من" in client.get("/desk/now/mine/").content.decode()) is shown


@pytest.mark.django_db(transaction=True)
def test_those_who_ask_at_the_same_moment_wait_for_one_rendering() -> None:
    kept = Fragments()

    def slow() -> str:
        Event().wait(0.2)
        return "text"

    def shared(audience: str, place: str) -> str:
        return kept.shared("f", audience, place, ("news.*",), slow)

    def in_thread(_n: int) -> str:
        try:
            return shared("all", "e-5")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(in_thread, range(40)))
    assert (set(found), kept.renderings) == ({"text"}, 1)
    shared("all", "e-4")  # older than what is kept
    shared("all", "other-6")
    shared("unit:3", "other-6")
    assert kept.renderings <= 4


@dataclass(frozen=True, kw_only=True)
class Rehearsed(Announcement):
    kind: ClassVar[str] = "wire.rehearsed"


@pytest.mark.slow
def test_what_has_nothing_to_do_with_a_fragment_costs_no_rendering(
    world: World, positions: None, desks: list[Client], counted: list[str]
) -> None:
    publish(world, "خبر نخست")
    desks[0].get("/desk/now/latest/")
    for number in range(5):
        with transaction.atomic():
            append(Rehearsed(subject=f"call:{number}", audiences=("all",)))
        for desk in desks[::2]:
            desk.get("/desk/now/latest/")
    assert len(counted) == 1
    publish(world, "خبر دوم")
    assert "خبر دوم" in desks[0].get("/desk/now/latest/").content.decode()
    assert len(counted) == 2


def wakes(part: dict[str, str], kind: str, payload: dict[str, Any]) -> bool:
    """Whether the live script fetches a part of a page for an event; `concerns` in `live.js`."""
    units, tags = part.get("units"), part.get("tags")
    if units is not None and str(payload["unit"]) not in units.split():
        return False
    if tags is not None and not set(payload["tags"]) & set(tags.split()):
        return False
    return any(fnmatchcase(kind, pattern) for pattern in part["on"].split())


def test_a_publication_wakes_at_a_far_desk_only_what_is_shared(world: World, positions: None) -> None:
    desk = Client()
    desk.force_login(world.people["officer"])
    publish(world, "خبری که به این واحد نزدیک نیست")
    event = Announced.objects.filter(kind="newsroom.item.published").latest("pk")
    page = desk.get("/desk/").content.decode()
    parts = [
        {name.removeprefix("live-"): value for name, value in re.findall(r'data-(live-\w+)="([^"]*)"', tag)}
        for tag in re.findall(r"<[^>]* data-live-src=\"/desk/now/[^>]*>", page)
    ]
    assert len(parts) >= len(rooms.brought(rooms.Panel)) - 1  # checks are for those who check
    woken = {
        part["src"].split("/")[-2] for part in parts if wakes(part, event.kind, json.loads(event.payload))
    }
    assert woken == {"latest", "urgent"}
    near = [part["tags"] for part in parts if "tags" in part]
    unit = world.units["province"]
    assert len(near) == 1
    assert {f"unit:{unit.pk}", f"parent:{unit.parent_id}", "statement"} <= set(near[0].split())
