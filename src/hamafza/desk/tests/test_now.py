"""The page that is always open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.world import World

from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item

PARTS = ("asked", "calling", "latest", "checks", "mine", "urgent", "people")

# Shared fragments are kept until the ledger moves on, so here too it must.
pytestmark = pytest.mark.usefixtures("positions")


def client_of(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.people[name])
    return client


def shown(world: World, name: str, path: str) -> str:
    return client_of(world, name).get(path).content.decode()


def draft(world: World, headline: str = "افتتاح کارگاه", unit: str = "province", by: str = "officer") -> Item:
    content = Content(headline=headline, abstract="خلاصهٔ خبر", topics=["work"])
    return actions.create(actor=world.as_(by), unit=world.units[unit], content=content)


def test_a_check_waits_for_the_colleague_and_not_for_its_author(world: World) -> None:
    actions.submit(actor=world.as_("officer"), item=draft(world))
    assert "افتتاح کارگاه" in shown(world, "colleague", "/desk/now/checks/")
    assert "افتتاح کارگاه" not in shown(world, "officer", "/desk/now/checks/")
    assert "افتتاح کارگاه" not in shown(world, "trusted", "/desk/now/checks/")


def test_a_returned_item_comes_back_with_its_reason(world: World) -> None:
    item = actions.submit(actor=world.as_("officer"), item=draft(world))
    actions.return_to_author(actor=world.as_("colleague"), item=item, reason="منبع ندارد")
    assert "منبع ندارد" in shown(world, "officer", "/desk/now/mine/")


def test_what_is_published_stands_in_everybodys_latest(world: World) -> None:
    actions.publish(actor=world.as_("trusted"), item=draft(world, "خبر صندوق", "trusted", "trusted"))
    for name in ("officer", "observer", "admin", "outsider"):
        assert "خبر صندوق" in shown(world, name, "/desk/now/latest/")


def test_an_urgent_publication_waits_visibly_for_its_check(world: World) -> None:
    item = actions.publish_urgently(actor=world.as_("officer"), item=draft(world, "هشدار"), reason="زلزله")
    assert "هشدار" in shown(world, "trusted", "/desk/now/urgent/")
    actions.check_afterwards(actor=world.as_("colleague"), item=item)
    assert "هشدار" not in shown(world, "trusted", "/desk/now/urgent/")


def test_an_account_without_a_unit_sees_only_what_readers_see(world: World) -> None:
    actions.publish_urgently(actor=world.as_("officer"), item=draft(world, "هشدار"), reason="زلزله")
    page = client_of(world, "outsider").get("/desk/")
    assert page.status_code == 200
    assert 'id="now-latest"' in page.content.decode()
    assert 'id="now-urgent"' not in page.content.decode()
    assert 'href="/desk/items/' not in page.content.decode()
    assert client_of(world, "outsider").get("/desk/now/urgent/").status_code == 404


@pytest.mark.parametrize("part", PARTS)
def test_every_fragment_stands_in_the_page_as_it_is_fetched(world: World, part: str) -> None:
    """An old page whose fragments are fetched again is the new page."""
    client = client_of(world, "colleague")
    actions.submit(actor=world.as_("officer"), item=draft(world))
    page = client.get("/desk/").content.decode()
    assert client.get(f"/desk/now/{part}/").content.decode().strip() in page


def test_who_is_there_says_so_when_nobody_knows(world: World) -> None:
    world.people["officer"].language = "en"
    world.people["officer"].save()
    assert "Not known at the moment." in shown(world, "officer", "/desk/now/people/")


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_page_takes_few_queries_however_much_it_shows(
    world: World, language: str, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(12):
        item = draft(world, f"خبر {number}")
        if number % 3:
            actions.submit(actor=world.as_("officer"), item=item)
        if number % 3 == 2:
            actions.publish(actor=world.as_("colleague"), item=item)
    world.people["colleague"].language = language
    world.people["colleague"].save()
    client = client_of(world, "colleague")
    with django_assert_max_num_queries(26):
        assert client.get("/desk/").status_code == 200


def test_the_page_follows_the_wire_with_a_ticket(world: World) -> None:
    page = shown(world, "officer", "/desk/")
    assert 'data-live-url="/live"' in page
    assert 'data-live-ticket="' in page
    assert 'data-live-ticket=""' not in page
