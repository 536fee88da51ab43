"""Pictures and files of evidence in the form of an item."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from tests.world import World

from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Attachment, Item, Picture

WORDS = {"headline": "افتتاح کارگاه", "profile": "news", "language": "fa"}
TYPED = {**WORDS, "body": "خلاصهٔ خبر"}


def photograph() -> bytes:
    out = BytesIO()
    Image.new("RGB", (800, 600), "#0b5c5a").save(out, "JPEG", exif=Image.Exif())
    return out.getvalue()


def typed(item: Item | None = None, **more: Any) -> dict[str, Any]:
    rows = {f"{name}-{total}_FORMS": 0 for name in ("pictures", "evidence") for total in ("TOTAL", "INITIAL")}
    base = item.current.number if item and item.current else 0
    return {**TYPED, **rows, "base_number": base, "do": "save", **more}


def post(world: World, name: str, path: str, data: dict[str, Any]) -> Any:
    client = Client()
    client.force_login(world.people[name])
    return client.post(path, data)


def with_picture(world: World) -> Item:
    file = SimpleUploadedFile("a.jpg", photograph(), "image/jpeg")
    answer = post(world, "trusted", "/desk/items/new/", typed(unit="trusted", new_pictures=file, do="send"))
    assert answer.status_code == 422, "a picture without words is sent back, and stays"
    kept = Picture.objects.get()
    rows = {
        "pictures-TOTAL_FORMS": 1,
        "pictures-0-picture": kept.pk,
        "pictures-0-ORDER": 1,
        "pictures-0-caption": "ساختمان",
    }
    post(world, "trusted", "/desk/items/new/", typed(unit="trusted", **rows))
    return Item.objects.get()


def test_an_uploaded_picture_is_drawn_in_several_widths(world: World) -> None:
    item = with_picture(world)
    assert item.current is not None
    shown = item.current.pictures[0]
    assert shown["alt"] == "ساختمان"
    assert shown["widths"] == [320, 640, 800]


@pytest.mark.django_db
def test_a_file_that_is_no_picture_is_refused_and_nothing_is_saved(world: World) -> None:
    file = SimpleUploadedFile("a.jpg", b"\xff\xd8\xff not a picture", "image/jpeg")
    answer = post(
        world,
        "trusted",
        "/desk/items/new/",
        typed(unit="trusted", new_pictures=file),
    )
    assert answer.status_code == 422
    assert not Item.objects.exists()


def borrowed(world: World) -> tuple[Item, Picture]:
    """An item of the province that shows a picture of another unit, as an imported one may."""
    picture = Picture.objects.create(
        unit=world.units["trusted"],
        uploaded_by=world.people["trusted"],
        sha256="0" * 64,
        folder="pictures/00/0",
        widths=[320],
        width=320,
        height=200,
    )
    shown = {"picture": picture.pk, "folder": picture.folder, "widths": [320], "width": 320, "height": 200}
    content = Content(**WORDS, pictures=[{**shown, "caption": "", "alt": "نما"}])  # type: ignore[arg-type]
    item = actions.create(actor=world.as_("trusted"), unit=world.units["trusted"], content=content)
    Item.objects.filter(pk=item.pk).update(unit=world.units["province"])  # given away with what it shows
    return Item.objects.get(pk=item.pk), picture


def rows_with(picture: Picture) -> dict[str, Any]:
    return {
        "pictures-TOTAL_FORMS": 1,
        "pictures-INITIAL_FORMS": 1,
        "pictures-0-picture": picture.pk,
        "pictures-0-alt": "نما",
    }


def test_a_picture_that_the_item_shows_already_stays_whoever_brought_it(world: World) -> None:
    item, picture = borrowed(world)
    data = typed(item, unit="province", **rows_with(picture)) | {"headline": "افتتاح دو کارگاه"}
    assert post(world, "officer", f"/desk/items/{item.pk}/edit/", data).status_code == 302
    item = Item.objects.get(pk=item.pk)
    assert item.current is not None
    assert item.current.headline == "افتتاح دو کارگاه"
    assert [one["picture"] for one in item.current.pictures] == [picture.pk]


def test_nobody_borrows_a_picture_of_another_unit_by_its_number(world: World) -> None:
    _item, picture = borrowed(world)
    post(world, "officer", "/desk/items/new/", typed(unit="province", **rows_with(picture)))
    newest = Item.objects.latest("pk")
    assert newest.current is not None
    assert newest.current.pictures == []


def test_a_file_of_evidence_opens_for_outsiders_only_once_an_item_shows_it(world: World) -> None:
    file = SimpleUploadedFile("a.csv", b"year,people\n1404,12\n", "text/csv")
    row = {
        "evidence-TOTAL_FORMS": 1,
        "evidence-0-kind": "file",
        "evidence-0-label": "آمار",
        "evidence-0-file": file,
    }
    post(world, "trusted", "/desk/items/new/", typed(unit="trusted", **row))
    kept, item = Attachment.objects.get(), Item.objects.get()
    client = Client()
    client.force_login(world.people["officer"])
    assert client.get(f"/desk/files/{kept.pk}/").status_code == 404
    actions.publish(actor=world.as_("trusted"), item=item)
    assert client.get(f"/desk/files/{kept.pk}/").status_code == 200
