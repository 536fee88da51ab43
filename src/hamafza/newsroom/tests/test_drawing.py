"""Pictures of every kind, drawn anew: their colours, their upper side, and what they may cost."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageCms
from tests.world import World

from hamafza.newsroom import drawing
from hamafza.newsroom.drawing import drawn
from hamafza.newsroom.models import Picture
from hamafza.pages.refusals import UploadRefused

SAMPLES = Path(__file__).parents[4] / "tests/samples/pictures"
WIDTHS = (320, 640, 1280, 1920)


def shown(data: bytes, width: int | None = None) -> Image.Image:
    files = drawn(data, WIDTHS).files
    return Image.open(BytesIO(files[width or max(files)]))


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def near(found: Any, wanted: tuple[int, ...], by: int = 6) -> bool:
    return len(found) == len(wanted) and all(abs(a - b) <= by for a, b in zip(found, wanted, strict=True))


def test_grey_of_sixteen_bits_stays_grey() -> None:
    assert near(shown((SAMPLES / "gray16.png").read_bytes()).convert("RGB").getpixel((300, 150)), (116,) * 3)


def test_what_is_transparent_in_a_palette_stays_so() -> None:
    image = shown((SAMPLES / "palette-transparent.png").read_bytes())
    assert image.mode == "RGBA"
    assert image.getpixel((0, 0))[3] == 0


RED = Image.new("RGB", (400, 300), (200, 30, 40))
BLACK = Image.new("RGB", (400, 300))
KINDS: dict[str, Callable[[], bytes]] = {
    "CMYK JPEG": lambda: saved(RED.convert("CMYK"), "JPEG", quality=95),
    "grey JPEG": lambda: saved(Image.new("L", (400, 300), 116), "JPEG"),
    "palette PNG": lambda: saved(RED.quantize(4), "PNG"),
    "black and white PNG": lambda: saved(Image.new("1", (400, 300), 1), "PNG"),
    "grey PNG with one transparent shade": lambda: saved(
        Image.new("L", (400, 300), 7), "PNG", transparency=7
    ),
    "colour PNG with one transparent colour": lambda: saved(RED, "PNG", transparency=(200, 30, 40)),
    "half transparent PNG": lambda: saved(Image.new("RGBA", (400, 300), (200, 30, 40, 128)), "PNG"),
    "grey and transparent PNG": lambda: saved(Image.new("LA", (400, 300), (116, 60)), "PNG"),
    "animated PNG": lambda: saved(RED, "PNG", save_all=True, append_images=[BLACK]),
    "animated WebP": lambda: saved(RED, "WEBP", save_all=True, append_images=[BLACK]),
    "progressive JPEG": lambda: saved(RED, "JPEG", progressive=True, quality=95),
}


WANTED: dict[str, tuple[int, ...]] = {
    "grey JPEG": (116, 116, 116),
    "black and white PNG": (255, 255, 255),
    "grey PNG with one transparent shade": (7, 7, 7, 0),
    "colour PNG with one transparent colour": (200, 30, 40, 0),
    "half transparent PNG": (200, 30, 40, 128),
    "grey and transparent PNG": (116, 116, 116, 60),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_keeps_its_colours(kind: str) -> None:
    wanted = WANTED.get(kind, (200, 30, 40))
    found = shown(KINDS[kind]()).getpixel((200, 150))
    if len(wanted) == 4 and wanted[3] == 0:
        assert found[3] == 0
    else:
        assert near(found, wanted, 8), (kind, found)


def test_a_photo_lies_as_it_was_taken() -> None:
    image = Image.new("RGB", (600, 400), "white")
    image.paste((200, 30, 40), (0, 0, 300, 400))  # its left half is on top when it is upright
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "a camera"
    upright = drawn(saved(image, "JPEG", exif=exif.tobytes()), WIDTHS)
    assert (upright.width, upright.height) == (400, 600)
    whole = Image.open(BytesIO(upright.files[400]))
    assert near(whole.getpixel((200, 100)), (200, 30, 40), 8)
    assert near(whole.getpixel((200, 500)), (255, 255, 255), 8)
    assert "exif" not in whole.info


def test_a_colour_profile_is_followed_and_left_out() -> None:
    """A profile in which red and green have changed places: what is stored as red is seen as green."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"....").replace(b"gXYZ", b"rXYZ").replace(b"....", b"gXYZ")
    for kind in ("JPEG", "PNG"):
        image = shown(saved(Image.new("RGB", (400, 300), (200, 30, 40)), kind, icc_profile=swapped))
        assert near(image.getpixel((200, 150)), (30, 200, 40), 10)
        assert "icc_profile" not in image.info


def test_a_profile_that_is_none_changes_nothing() -> None:
    image = shown(saved(Image.new("RGB", (400, 300), (200, 30, 40)), "PNG", icc_profile=b"nonsense"))
    assert near(image.getpixel((200, 150)), (200, 30, 40), 8)


def test_a_large_photo_is_read_in_draft_size() -> None:
    noise = Image.effect_noise((1000, 750), 60).resize((8000, 6000)).convert("RGB")
    photo = drawn(saved(noise, "JPEG", quality=80), WIDTHS)
    assert (photo.width, photo.height) == (8000, 6000)
    assert sorted(photo.files) == [320, 640, 1280, 1920]


def bomb(side: int) -> bytes:
    """A PNG whose pixels are all the same, of some kilobytes."""
    return saved(Image.new("1", (side, side)), "PNG", optimize=True)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(lambda: bomb(7700), id="many pixels of few bytes"),
        pytest.param(lambda: saved(Image.new("L", (1, 9000)), "PNG"), id="a line"),
        pytest.param(lambda: saved(Image.new("L", (9000, 9000)), "JPEG", progressive=True), id="progressive"),
    ],
)
def test_what_costs_too_much_is_refused(data: Callable[[], bytes]) -> None:
    costly = data()
    with pytest.raises(UploadRefused, match=r"large|بزرگ"):
        drawn(costly, WIDTHS)


def test_a_picture_may_be_ended_by_its_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "PATIENCE", 0.01)
    with pytest.raises(UploadRefused, match=r"large|بزرگ"):
        drawn(saved(Image.new("RGB", (3000, 2000)), "PNG"), WIDTHS)


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff no picture",
        b"GIF89a",
        saved(Image.new("RGB", (90, 90)), "PNG")[:80] + zlib.compress(b"x"),
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(UploadRefused, match=r"opened|باز نمی"):
        drawn(data, WIDTHS)


def sent(world: World, name: str, unit: str, colour: int = 5) -> Any:
    client = Client()
    client.force_login(world.people[name])
    file = SimpleUploadedFile("a.png", saved(Image.new("L", (500, 400), colour), "PNG"), "image/png")
    return client.post("/desk/uploads/picture/", {"unit": unit, "file": file})


def test_a_unit_has_its_share_of_the_time_and_others_have_theirs(world: World) -> None:
    drawing.DrawingShare(world.units["trusted"].pk).take(drawing.SHARE)
    refused = sent(world, "trusted", "trusted")
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= drawing.SPAN
    assert "دقیقه" in refused.json()["error"]
    assert sent(world, "officer", "province").status_code == 200
    caches["memory"].clear()  # ten minutes later
    assert sent(world, "trusted", "trusted").status_code == 200


def test_while_one_picture_is_drawn_another_is_asked_to_come_again(world: World) -> None:
    with drawing.turn(waits=False):
        refused = sent(world, "trusted", "trusted")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "2"
    assert not Picture.objects.exists()
    assert sent(world, "trusted", "trusted").status_code == 200
