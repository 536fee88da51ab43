"""A page of another site becomes an item, with its code, its time and its original bytes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.samples.given import given_bytes
from tests.world import World

from hamafza.newsroom import actions
from hamafza.newsroom.errors import CodeTaken
from hamafza.newsroom.importing import PageError, import_page, preview
from hamafza.newsroom.markup import plain_text
from hamafza.newsroom.models import Item, ItemState, Original, Version
from hamafza.pages.refusals import NotAllowed, OwnWork
from hamafza.wire.models import Event

SAMPLE = (Path(__file__).parents[2] / "demo/shara-50215.txt").read_bytes()


def imported(world: World, username: str = "admin", unit: str = "centre", **more: object) -> Item:
    options = {"filename": "shara-50215.txt", "publish": True, **more}
    return import_page(actor=world.as_(username), unit=world.units[unit], **{"data": SAMPLE, **options})


def test_the_page_keeps_its_news_code_and_its_time(world: World) -> None:
    item = imported(world)
    assert item.code == 50215
    assert item.state == ItemState.PUBLISHED
    assert item.firstpublished.isoformat() == "2022-08-14T12:13:00+04:30"


def test_the_text_is_shown_with_persian_letters_and_half_spaces(world: World) -> None:
    version = imported(world).published
    assert version.headline.startswith("نشست شورای هماهنگی روابط‌عمومی وزارت")
    assert version.source == "خبرگزاری رضوی"
    assert "ي" not in version.body
    assert "ك" not in version.body
    body = plain_text(version.body).split("\n")
    assert 13 <= len(body) <= 15
    assert not any(paragraph.startswith(version.abstract[:60]) for paragraph in body)


def test_the_original_bytes_and_what_was_typed_are_kept(world: World) -> None:
    original = imported(world).original
    assert bytes(original.data) == SAMPLE
    assert (original.media_type, original.charset) == ("text/plain", "utf-8")
    assert "روابطعمومي" in original.as_typed["headline"]


def test_importing_the_same_bytes_again_gives_the_same_item_and_no_event(world: World) -> None:
    item = imported(world)
    head = Event.objects.count()
    assert imported(world) == item
    assert (Item.objects.count(), Version.objects.count(), Event.objects.count()) == (1, 1, head)


def test_another_page_with_the_same_code_is_refused(world: World) -> None:
    imported(world)
    with pytest.raises(CodeTaken):
        imported(world, data=SAMPLE + b"\n" + "یک سطر دیگر در پایان این متن".encode())
    assert Original.objects.count() == 1


def test_the_import_is_recorded_and_announced_to_everyone(world: World) -> None:
    item = imported(world)
    assert [step.step for step in item.transitions.all()] == ["import"]
    event = Event.objects.latest("pos")
    assert event.kind == "newsroom.item.published"
    assert {"public", "all"} <= set(event.audiences.split())
    assert json.loads(event.payload)["code"] == 50215


def test_a_draft_is_announced_inside_only_and_published_later(world: World) -> None:
    item = imported(world, "trusted", "trusted", publish=False)
    assert item.state == ItemState.DRAFT
    assert "public" not in Event.objects.latest("pos").audiences.split()
    again = imported(world, "trusted", "trusted")
    assert (again, again.state) == (item, ItemState.PUBLISHED)


def test_nobody_publishes_an_import_past_the_second_person(world: World) -> None:
    with pytest.raises(OwnWork):
        imported(world, "colleague", "province")
    assert not Item.objects.exists()


def test_an_imported_draft_goes_through_the_check_under_its_own_code(world: World) -> None:
    item = imported(world, "admin", "province", publish=False)
    item = actions.submit(actor=world.as_("officer"), item=item)
    item = actions.publish(actor=world.as_("colleague"), item=item)
    assert item.code == 50215


def test_only_writers_of_the_unit_import(world: World) -> None:
    for username in ("observer", "outsider", "secretary", "trusted"):
        with pytest.raises(NotAllowed):
            imported(world, username, "province", publish=False)


def test_a_hidden_import_of_another_unit_is_not_shown(world: World) -> None:
    imported(world, "trusted", "trusted", publish=False)
    with pytest.raises(CodeTaken):
        imported(world, "officer", "province", publish=False)


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02\xff" * 400, b"GIF89a" + bytes(500)])
def test_an_unreadable_page_stores_nothing(world: World, data: bytes) -> None:
    with pytest.raises(PageError):
        imported(world, data=data)
    assert not Item.objects.exists()


def test_an_english_page_becomes_an_english_item(world: World) -> None:
    text = "Example Network\n\nNew clinic opens\n\n14 August 2022, 10:00\n\n" + "\n\n".join(
        f"Paragraph {n} of a long enough text about the clinic that opened its doors to workers."
        for n in range(4)
    )
    item = imported(world, data=text.encode(), filename="page.txt", publish=False)
    assert item.current.language == "en"


def test_a_preview_stores_nothing(world: World) -> None:
    assert preview(SAMPLE, "shara-50215.txt").news_code == "50215"
    assert not Item.objects.exists()


def test_a_page_with_a_longer_code_than_ours_is_taken_in_and_keeps_its_code_in_the_note(world: World) -> None:
    data = given_bytes("23-long-news-code.txt")
    item = imported(world, data=data, filename="23-long-news-code.txt")
    assert (item.state, item.code is not None and item.code < 1_000_000) == (ItemState.PUBLISHED, True)
    assert "1404040101234" in item.published.ednote
