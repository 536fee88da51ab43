"""The list of items is narrowed by its address, and what is chosen in it is acted on or taken along."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.world import World

from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item

LIST = "/desk/items/"


def draft(world: World, headline: str, by: str = "officer", unit: str = "province") -> Item:
    content = Content(headline=headline, abstract="خلاصه", topics=["work"])
    return actions.create(actor=world.as_(by), unit=world.units[unit], content=content)


@pytest.fixture
def items(world: World) -> list[Item]:
    found = [draft(world, f"خبر {word}") for word in ("آب", "برق", "گاز")]
    actions.submit(actor=world.as_("officer"), item=found[0])
    return found


def client_of(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.people[name])
    return client


def rows(answer: Any) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text)))[1:]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"آب", "برق", "گاز"}),
        ("?q=برق", {"برق"}),
        ("?q=برق+آب", set()),
        ("?state=submitted", {"آب"}),
        ("?state=nonsense", {"آب", "برق", "گاز"}),
        ("?since=1300/01/01", {"آب", "برق", "گاز"}),
        ("?until=1300/01/01", set()),
        ("?since=nonsense&q=گاز", {"گاز"}),
    ],
)
def test_the_address_narrows_the_list(world: World, items: list[Item], query: str, shown: set[str]) -> None:
    page = client_of(world, "officer").get(LIST + query).content.decode()
    assert {word for word in ("آب", "برق", "گاز") if f"<bdi>خبر {word}</bdi>" in page} == shown


def test_a_filter_that_is_on_is_said_and_taken_off_with_one_tap(world: World, items: list[Item]) -> None:
    page = client_of(world, "officer").get(f"{LIST}?q=برق&state=draft").content.decode()
    assert 'href="?state=draft"' in page
    assert page.count('class="chosen-one"') == 2


def test_what_is_not_understood_is_said_at_its_field(world: World, items: list[Item]) -> None:
    page = client_of(world, "officer").get(f"{LIST}?since=nonsense").content.decode()
    assert 'id="filter-since_error"' in page


def test_a_table_has_the_chosen_rows_or_all_that_the_filters_leave(world: World, items: list[Item]) -> None:
    client = client_of(world, "officer")
    everything = rows(client.post(LIST, {"do": "csv"}))
    assert len(everything) == 3
    assert len(rows(client.post(f"{LIST}?state=draft", {"do": "csv"}))) == 2
    assert len(rows(client.post(LIST, {"do": "csv", "pick": [items[1].pk]}))) == 1
    assert client.post(LIST, {"do": "xlsx"}).content.startswith(b"PK")


def test_several_drafts_are_sent_for_a_check_and_what_could_not_be_is_said(
    world: World, items: list[Item]
) -> None:
    client = client_of(world, "officer")
    chosen = {"do": "submit", "pick": [one.pk for one in items]}
    page = client.post(f"{LIST}?scope=mine", chosen, follow=True)
    assert page.redirect_chain == [(f"{LIST}?scope=mine", 302)]
    assert set(Item.objects.values_list("state", flat=True)) == {"submitted"}
    assert page.content.decode().count("notice notice-") >= 2  # two sent, one refused


def test_all_of_the_list_is_more_than_its_page_but_never_more_than_the_list(
    world: World, items: list[Item]
) -> None:
    for number in range(35):
        draft(world, f"پیش‌نویس {number}")
    theirs = draft(world, "از دیگری", by="trusted", unit="trusted")
    wish = {"do": "submit", "all": "1", "pick": [theirs.pk], "confirmed": "1"}
    client_of(world, "officer").post(f"{LIST}?q=پیش‌نویس", wish)
    assert Item.objects.filter(state="submitted").count() == 36
    theirs.refresh_from_db()
    assert theirs.state == "draft"


def test_a_row_that_the_list_does_not_show_cannot_be_chosen(world: World, items: list[Item]) -> None:
    client = client_of(world, "trusted")
    page = client.post(LIST, {"do": "submit", "pick": [items[1].pk, "x", "-1", "9" * 30]}, follow=True)
    assert page.status_code == 200
    items[1].refresh_from_db()
    assert items[1].state == "draft"
    assert rows(client.post(LIST, {"do": "csv", "pick": [items[1].pk]})) == []


def test_observers_take_the_table_along_and_act_on_nothing(world: World, items: list[Item]) -> None:
    client = client_of(world, "observer")
    assert 'value="submit"' not in client.get(LIST).content.decode()
    client.post(LIST, {"do": "submit", "all": "1"})
    assert Item.objects.filter(state="submitted").count() == 1


def test_ten_rows_at_once_are_asked_about_with_their_number(world: World) -> None:
    drafts = [draft(world, f"خبر شمارهٔ {n}") for n in range(10)]
    officer = client_of(world, "officer")
    wish = {"do": "discard", "pick": [item.pk for item in drafts]}
    question = officer.post(LIST, wish).content.decode()
    assert "۱۰" in question
    assert "از فهرست همهٔ نویسندگان" in question
    assert Item.objects.filter(discarded=None).count() == 10
    officer.post(LIST, wish | {"confirmed": "1"})
    assert not Item.objects.filter(discarded=None).exists()


def test_a_few_rows_are_acted_on_at_once(world: World) -> None:
    drafts = [draft(world, f"خبر شمارهٔ {n}") for n in range(9)]
    client_of(world, "officer").post(LIST, {"do": "discard", "pick": [item.pk for item in drafts]})
    assert not Item.objects.filter(discarded=None).exists()


def test_what_was_done_with_many_rows_is_said_with_their_number(world: World) -> None:
    drafts = [draft(world, f"خبر شمارهٔ {n}") for n in range(3)]
    wish = {"do": "discard", "pick": [item.pk for item in drafts]}
    page = client_of(world, "officer").post(LIST, wish, follow=True).content.decode()
    assert "۳ پیش‌نویس" in page


def test_a_table_says_of_a_scheduled_item_that_it_is_scheduled(world: World) -> None:
    item = draft(world, "فردا", by="trusted", unit="trusted")
    hour = timezone.now() + timedelta(hours=5)
    actions.publish(actor=world.as_("trusted"), item=item, embargoed=hour)
    (row,) = rows(client_of(world, "trusted").post(f"{LIST}?scope=mine", {"do": "csv"}))
    assert "زمان‌بندی‌شده" in row
    assert "منتشرشده" not in row
    assert any(cell.startswith(str(timezone.localtime(hour).date())) for cell in row)


def test_the_question_before_many_counts_only_rows_it_is_about(world: World) -> None:
    drafts = [draft(world, f"پیش‌نویس {number}") for number in range(11)]
    for one in drafts[:3]:
        actions.submit(actor=world.as_("officer"), item=one)
    client, wish = client_of(world, "officer"), {"do": "discard", "pick": [one.pk for one in drafts]}
    client.post(LIST, wish)
    assert Item.objects.filter(discarded__isnull=False).count() == 8  # fewer than ten drafts: no question
    more = [draft(world, f"دیگر {number}") for number in range(10)]
    asked = client.post(LIST, {**wish, "pick": [one.pk for one in [*drafts[:3], *more]]}).content.decode()
    assert "۱۰" in re.search(r"<h1[^>]*>(.*?)</h1>", asked)[1]  # type: ignore[index]
    assert "۳ مورد" in asked


def test_drafts_deleted_together_are_brought_back_with_one_tap(world: World, items: list[Item]) -> None:
    client = client_of(world, "officer")
    wish = {"do": "discard", "pick": [items[1].pk, items[2].pk]}
    page = client.post(LIST, wish, follow=True).content.decode()
    assert 'value="restore"' in page
    assert 'value="restore"' not in client.get(LIST).content.decode()
    client.post(LIST, {"do": "restore", "pick": [items[1].pk, items[2].pk]})
    assert not Item.objects.filter(discarded__isnull=False).exists()


def test_nobody_brings_back_what_another_deleted(world: World, items: list[Item]) -> None:
    client_of(world, "officer").post(LIST, {"do": "discard", "pick": [items[1].pk]})
    client_of(world, "editor").post(LIST, {"do": "restore", "pick": [items[1].pk]})
    assert Item.objects.get(pk=items[1].pk).discarded is not None


def test_checks_are_narrowed_and_several_go_back_with_one_note(world: World) -> None:
    items = [draft(world, f"گزارش شمارهٔ {at}") for at in range(3)]
    for item in items:
        actions.submit(actor=world.as_("officer"), item=item)
    client, path = client_of(world, "colleague"), "/desk/checks/"
    page = client.get(f"{path}?q=شمارهٔ 1&sort=new").content.decode()
    assert re.findall(r'id="check-(\d+)"', page) == [str(items[1].pk)]
    picks = {"do": "return", "pick": [one.pk for one in items[:2]]}
    client.post(path, picks)
    assert Item.objects.filter(state="submitted").count() == 3  # without a note nothing goes back
    client.post(path, {**picks, "reason": "منبع عدد را بنویسید"})
    assert Item.objects.filter(state="submitted").count() == 1
    assert len(rows(client.post(path, {"do": "csv"}))) == 1


def test_a_filter_that_nothing_fits_says_so_and_can_be_taken_off(world: World, items: list[Item]) -> None:
    page = client_of(world, "officer").get(f"{LIST}?q=نفت").content.decode()
    assert "با این پالایه‌ها چیزی نیست" in page
    assert "هنوز خبری اینجا نیست" not in page
    assert '<a class="btn btn-soft" href="?">' in page
