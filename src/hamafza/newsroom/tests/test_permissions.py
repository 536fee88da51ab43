"""Every address of items at the desk, asked by every role."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.world import World

from hamafza.network.tests.permissions import ROLES
from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item
from hamafza.newsroom.tests.permissions import ROWS


def made(world: World, unit: str, by: str) -> Item:
    content = Content(headline="تیتر", abstract="لید")
    return actions.create(actor=world.as_(by), unit=world.units[unit], content=content)


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_what_the_table_says(world: World, role: str) -> None:
    public = actions.publish(actor=world.as_("trusted"), item=made(world, "trusted", "trusted"))
    names = {"draft": made(world, "province", "officer").pk, "public": public.pk}
    client = Client(raise_request_exception=True)
    if role != "anonymous":
        client.force_login(world.people[role])
    wrong = [
        f"{method} {path}: {status}, not {wanted[role]}"
        for method, path, wanted in ROWS
        if (status := client.generic(method, path.format(**names)).status_code) != wanted[role]
    ]
    assert wrong == []


def test_an_officer_cannot_publish_what_needs_a_second_person(world: World) -> None:
    item = made(world, "province", "officer")
    client = Client()
    client.force_login(world.people["officer"])
    client.post(f"/desk/items/{item.pk}/publish/")
    item.refresh_from_db()
    assert item.state == "draft"


def test_a_second_person_publishes_with_one_tap(world: World) -> None:
    item = actions.submit(actor=world.as_("officer"), item=made(world, "province", "officer"))
    client = Client()
    client.force_login(world.people["colleague"])
    answer = client.post(f"/desk/items/{item.pk}/publish/", follow=True)
    item.refresh_from_db()
    assert (answer.status_code, item.state, item.checked is not None) == (200, "published", True)


def test_urgent_publications_are_counted_per_unit(world: World) -> None:
    item = made(world, "province", "officer")
    actions.publish_urgently(actor=world.as_("officer"), item=item, reason="زلزله")
    client = Client()
    client.force_login(world.people["secretary"])
    page = client.get("/desk/urgent/").content.decode()
    assert "روابط‌عمومی البرز" in page
    assert "۱۰۰" in page
