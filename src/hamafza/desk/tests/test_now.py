"""The page that is always open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.world import World

from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item

PARTS = ("latest", "checks", "mine", "urgent", "people")


def client_of(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.people[name])
    return client


def draft(world: World, headline: str = "افتتاح کارگاه", unit: str = "province", by: str = "officer") -> Item:
    content = Content(headline=headline, abstract="خلاصهٔ خبر", topics=["work"])
    return actions.create(actor=world.as_(by), unit=world.units[unit], content=content)


def test_a_check_waits_for_the_colleague_and_not_for_its_author(world: World) -> None:
    actions.submit(actor=world.as_("officer"), item=draft(world))
    assert "افتتاح کارگاه" in client_of(world, "colleague").get("/desk/now/checks/").content.decode()
    assert "افتتاح کارگاه" not in client_of(world, "officer").get("/desk/now/checks/").content.decode()
    assert "افتتاح کارگاه" not in client_of(world, "trusted").get("/desk/now/checks/").content.decode()


def test_a_returned_item_comes_back_with_its_reason(world: World) -> None:
    item = actions.submit(actor=world.as_("officer"), item=draft(world))
    actions.return_to_author(actor=world.as_("colleague"), item=item, reason="منبع ندارد")
    assert "منبع ندارد" in client_of(world, "officer").get("/desk/now/mine/").content.decode()


def test_what_is_published_stands_in_everybodys_latest(world: World) -> None:
    actions.publish(actor=world.as_("trusted"), item=draft(world, "خبر صندوق", "trusted", "trusted"))
    for name in ("officer", "observer", "admin"):
        assert "خبر صندوق" in client_of(world, name).get("/desk/now/latest/").content.decode()


def test_an_urgent_publication_waits_visibly_for_its_check(world: World) -> None:
    actions.publish_urgently(actor=world.as_("officer"), item=draft(world, "هشدار"), reason="زلزله")
    assert "هشدار" in client_of(world, "colleague").get("/desk/now/urgent/").content.decode()


def test_an_account_without_a_unit_sees_what_readers_see_and_no_more(world: World) -> None:
    actions.publish(actor=world.as_("trusted"), item=draft(world, "خبر صندوق", "trusted", "trusted"))
    actions.publish_urgently(actor=world.as_("officer"), item=draft(world, "هشدار"), reason="زلزله")
    actions.submit(actor=world.as_("officer"), item=draft(world, "در انتظار"))
    page = client_of(world, "outsider").get("/desk/").content.decode()
    assert "خبر صندوق" in page
    assert "در انتظار" not in page
    assert "now-urgent" not in page
    assert "now-people" not in page


def test_who_wrote_an_earlier_version_is_not_asked_to_check_it(world: World) -> None:
    item = draft(world, by="colleague")
    content = Content(headline="تیتر تازه", abstract="خلاصه")
    item = actions.edit(actor=world.as_("officer"), item=item, content=content, base_number=1)
    actions.submit(actor=world.as_("officer"), item=item)
    assert "تیتر تازه" not in client_of(world, "colleague").get("/desk/now/checks/").content.decode()
    assert "تیتر تازه" in client_of(world, "editor").get("/desk/now/checks/").content.decode()


@pytest.mark.parametrize("part", PARTS)
def test_every_fragment_stands_in_the_page_as_it_is_fetched(world: World, part: str) -> None:
    """An old page whose fragments are fetched again is the new page."""
    client = client_of(world, "colleague")
    actions.submit(actor=world.as_("officer"), item=draft(world))
    page = client.get("/desk/").content.decode()
    assert client.get(f"/desk/now/{part}/").content.decode().strip() in page


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
    with django_assert_max_num_queries(24):
        assert client.get("/desk/").status_code == 200


def test_the_page_follows_the_wire_from_a_place_read_before_its_data(world: World) -> None:
    page = client_of(world, "officer").get("/desk/").content.decode()
    assert 'data-live-url="/live"' in page
    assert 'data-live-ticket="' in page
