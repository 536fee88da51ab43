"""What the newsroom's events mean to people: who is told, and who is not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests.world import World

from hamafza.network.models import Topic
from hamafza.newsroom import actions, clocks
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item
from hamafza.notices.consumers import make_notices
from hamafza.notices.mailing import write_due
from hamafza.notices.models import Notice, NoticeUrgency
from hamafza.wire.models import Event

TEXT = Content(headline="تیتر", abstract="لید", topics=["work"])


def draft(world: World, unit: str = "province", by: str = "officer") -> Item:
    return actions.create(actor=world.as_(by), unit=world.units[unit], content=TEXT)


@pytest.fixture
def submitted(world: World) -> Item:
    return actions.submit(actor=world.as_("officer"), item=draft(world))


def told(kind: str) -> set[str]:
    """Handle the newest event of the kind; the user names of those it told."""
    event = Event.objects.filter(kind=f"newsroom.item.{kind}").latest("pos")
    make_notices(event)
    return set(Notice.objects.filter(event=event.pk).values_list("person__username", flat=True))


def test_those_who_may_check_are_told_of_a_submission_and_its_author_is_not(submitted: Item) -> None:
    assert told("submitted") == {"colleague", "editor"}


def test_nobody_is_told_of_what_was_checked_meanwhile(world: World, submitted: Item) -> None:
    actions.publish(actor=world.as_("colleague"), item=submitted)
    assert told("submitted") == set()


def test_those_who_may_check_get_a_letter_in_their_language(world: World, submitted: Item) -> None:
    world.people["editor"].language = "en"
    world.people["editor"].save()
    told("submitted")
    write_due()
    letters = {letter.to[0]: letter.subject for letter in mail.outbox}
    assert letters["editor@example.org"].startswith("Please check")
    assert letters["colleague@example.org"].startswith("لطفاً بازبینی")
    assert "officer@example.org" not in letters


def test_a_late_check_is_told_up_to_the_top(submitted: Item) -> None:
    Item.objects.update(check_due=timezone.now() - timedelta(minutes=1))
    clocks.tell_overdue_checks()
    assert told("check-overdue") == {"colleague", "editor", "head"}


def test_the_author_hears_that_it_came_back(world: World, submitted: Item) -> None:
    actions.return_to_author(actor=world.as_("colleague"), item=submitted, reason="منبع ندارد")
    assert told("returned") == {"officer"}


def test_an_ordinary_publication_rings_nowhere(world: World) -> None:
    actions.publish(actor=world.as_("trusted"), item=draft(world, "trusted", "trusted"))
    assert told("published") == set()


def test_the_author_hears_that_another_published_it_and_the_centre_does_not(
    world: World, submitted: Item
) -> None:
    actions.publish(actor=world.as_("colleague"), item=submitted)
    assert told("published") == {"officer"}
    assert Notice.objects.latest("pk").group == "newsroom.own"


def test_an_urgent_one_is_told_to_the_units_concerned_and_so_are_its_ends(world: World) -> None:
    topic = Topic.objects.get(code="work")
    world.units["trusted"].topics.add(topic)
    item = actions.create(
        actor=world.as_("officer"),
        unit=world.units["province"],
        content=Content(headline="هشدار", abstract="لید", topics=[topic.code]),
    )
    item = actions.publish_urgently(actor=world.as_("officer"), item=item, reason="زلزله")
    concerned = {"colleague", "observer", "editor", "head", "secretary", "trusted"}
    assert told("published") == concerned
    assert set(Notice.objects.values_list("urgency", flat=True)) == {NoticeUrgency.HIGH}
    actions.withdraw(actor=world.as_("editor"), item=item, reason="درست نبود")
    assert told("withdrawn") == (concerned | {"officer"}) - {"editor"}


def test_whoever_checks_has_acted_and_the_item_s_page_says_so(world: World, submitted: Item) -> None:
    told("submitted")
    actions.return_to_author(actor=world.as_("colleague"), item=submitted, reason="منبع ندارد")
    acted = Notice.objects.filter(acted__isnull=False)
    assert [notice.person.username for notice in acted] == ["colleague"]
    assert Event.objects.latest("pos").kind == "newsroom.item.returned"
    client = Client()
    client.force_login(world.people["officer"])
    page = client.get(f"/desk/items/{submitted.pk}/").content.decode()
    assert "فرستاده‌شده ۱، رسیده ۱، دیده‌شده ۱، رسیدگی‌شده ۱" in page
    assert "فرستاده‌شده ۱، رسیده ۰، دیده‌شده ۰، رسیدگی‌شده ۰" in page
