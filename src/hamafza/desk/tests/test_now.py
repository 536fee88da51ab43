"""The page that is always open."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.world import World

from hamafza.calls.actions import ask
from hamafza.calls.addressing import Address
from hamafza.calls.question import Question
from hamafza.council.models import SessionInvitation
from hamafza.council.tests import cast as councils
from hamafza.desk import room
from hamafza.network.models import Topic
from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item
from hamafza.pages import rooms
from hamafza.response.tests import cast
from hamafza.works.tests import cast as works

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')

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


def fill(world: World, count: int) -> None:
    """So many of everything that the province's colleague is shown."""
    world.units["province"].topics.set(Topic.objects.filter(code="work"))  # worth relaying for it
    for number in range(count):
        draft(world, f"پیش‌نویس {number}", by="colleague")
        actions.submit(actor=world.as_("officer"), item=draft(world, f"بازبینی {number}"))
        hasty = draft(world, f"فوری {number}")
        actions.publish_urgently(actor=world.as_("officer"), item=hasty, reason="زلزله")
        actions.publish(
            actor=world.as_("trusted"), item=draft(world, f"صندوق {number}", "trusted", "trusted")
        )
        put(world, "head", "centre", ("province", "body", "trusted"), f"از ما خواسته‌اند {number}")
        put(world, "colleague", "province", ("body", "trusted"), f"ما خواسته‌ایم {number}")
        cast.claimed(world, claim=f"ادعای شمارهٔ {number} دربارهٔ آب", severity=number % 5 + 1)


def sit(world: World) -> None:
    """A work of the province is late; its council meets now, and invites to the next session."""
    late = timezone.localdate() - timedelta(days=3)
    works.entered(world, "colleague", state="in-progress", promised=late)
    made = councils.series(world)
    councils.session(made, timezone.now(), state="in_session")
    coming = councils.session(made, number=2)
    for member in made.members.filter(unit=world.units["province"]):
        SessionInvitation.objects.create(session=coming, member=member)


def put(world: World, who: str, unit: str, asked: tuple[str, ...], title: str) -> None:
    """A call from one unit to others; some are asked more often than a day's ceiling allows."""
    question = Question(kind="cover", title=title, deadline=timezone.now() + timedelta(days=3), urgent=True)
    to = Address(units=asked)
    ask(actor=world.as_(who), unit=world.units[unit], question=question, address=to, override="آزمون")


@pytest.mark.slow
@pytest.mark.parametrize("part", [panel.name for panel in rooms.brought(rooms.Panel)])
def test_every_fragment_stands_in_the_page_as_it_is_fetched(world: World, part: str) -> None:
    """An old page whose fragments are fetched again is the new page."""
    fill(world, 2)
    sit(world)
    client = client_of(world, "colleague")
    page = TOKEN.sub("", client.get("/desk/").content.decode())
    fragment = TOKEN.sub("", client.get(f"/desk/now/{part}/").content.decode()).strip()
    assert fragment in page
    assert part == "people" or "<li" in fragment  # there is something in it


def test_who_is_there_says_so_when_nobody_knows(world: World) -> None:
    world.people["officer"].language = "en"
    world.people["officer"].save()
    assert "Not known at the moment." in shown(world, "officer", "/desk/now/people/")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_page_takes_few_queries_however_much_it_shows(
    world: World, language: str, django_assert_max_num_queries: Callable[..., object]
) -> None:
    world.people["colleague"].language = language
    world.people["colleague"].save()
    client = client_of(world, "colleague")
    for _again in range(3):  # the second and third time there is more than is shown
        fill(world, 5)
        with django_assert_max_num_queries(27):
            assert client.get("/desk/").status_code == 200


def test_the_page_follows_the_wire_with_a_ticket(world: World) -> None:
    page = shown(world, "officer", "/desk/")
    assert 'data-live-url="/live"' in page
    assert 'data-live-ticket="' in page
    assert 'data-live-ticket=""' not in page


def test_whoever_looks_is_counted_among_those_who_are_there(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page comes before its own stream is counted."""
    monkeypatch.setattr("hamafza.desk.room.stat", lambda run: {"persons": {}})
    people = room.people(world.as_("officer"))
    assert people["count"] == 1
    assert people["near"] == [world.people["officer"]]
