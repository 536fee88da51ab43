"""Pictures and files over the API: sent, named in an item, shown; never another unit's."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from tests.world import World

from hamafza.interchange.tests.test_items import NEWS, Caller
from hamafza.newsroom.models import Attachment, Picture

PDF = b"%PDF-1.4 table of wages\n%%EOF"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def trusted(world: World) -> Caller:
    return Caller(world, "trusted")


def drawn() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (400, 300), "teal").save(kept, "PNG")
    return kept.getvalue()


def send(caller: Caller, path: str, name: str, data: bytes, unit: str = "trusted", **headers: str) -> Any:
    form = {"unit": unit, "file": SimpleUploadedFile(name, data)}
    return caller.client.post(f"/api/v1{path}", form, headers=headers)


def test_a_picture_is_sent_once_and_shown_with_caption_and_alternative_text(trusted: Caller) -> None:
    sent = send(trusted, "/pictures", "a.png", drawn())
    assert sent.status_code == 201, sent.content
    assert trusted.client.get(sent.headers["Location"]).json() == sent.json()
    row = {"picture": sent.json()["id"], "caption": "افتتاح درمانگاه", "alt": "دو پزشک کنار در"}
    item = trusted.post("/items", {**NEWS, "pictures": [row]}).json()
    (shown,) = item["pictures"]
    assert {**row, "width": 400, "height": 300}.items() <= shown.items()
    assert sent.json()["url"] == f"/media/{shown['folder']}/{max(shown['widths'])}.webp"
    again = send(trusted, "/pictures", "b.png", drawn())
    assert again.json()["id"] == sent.json()["id"]


def test_a_file_is_sent_and_named_as_evidence(trusted: Caller) -> None:
    sent = send(trusted, "/files", "wages.pdf", PDF).json()
    row = {"kind": "file", "file": sent["id"], "label": "جدول مزد", "source": "صندوق"}
    (piece,) = trusted.post("/items", {**NEWS, "evidence": [row]}).json()["evidence"]
    assert (piece["file"], piece["name"], piece["sha256"]) == (sent["id"], "wages.pdf", sent["sha256"])


def test_nobody_uses_what_is_not_their_units(world: World, trusted: Caller) -> None:
    officer = Caller(world, "officer")
    picture = send(trusted, "/pictures", "a.png", drawn()).json()["id"]
    kept = send(trusted, "/files", "wages.pdf", PDF).json()["id"]
    draft = {"unit": "province", "headline": "خبر", "abstract": "لید"}
    for rows in (
        {"pictures": [{"picture": picture}]},
        {"evidence": [{"kind": "file", "file": kept}]},
        {"pictures": [{"picture": 10**9}]},
    ):
        answer = officer.post("/items", {**draft, **rows})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, next(iter(rows)))
    assert officer.get(f"/pictures/{picture}").status_code == 404
    assert officer.get(f"/files/{kept}").status_code == 404


@pytest.mark.parametrize("path", ["/pictures", "/files"])
def test_only_writers_of_a_unit_send_for_it(world: World, path: str) -> None:
    for name in ("officer", "editor", "observer", "outsider"):
        assert send(Caller(world, name), path, "a.png", drawn()).status_code == 403
    assert not Picture.objects.exists()
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(("name", "data"), [("a.png", b"no picture"), ("a.png", b""), ("a.exe", b"MZ\0\1")])
@pytest.mark.parametrize("path", ["/pictures", "/files"])
def test_what_is_no_such_file_is_refused(trusted: Caller, path: str, name: str, data: bytes) -> None:
    refused = send(trusted, path, name, data)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "file")


def test_a_form_without_a_file_and_json_are_refused(trusted: Caller) -> None:
    assert trusted.client.post("/api/v1/pictures", {"unit": "trusted"}).status_code == 422
    assert trusted.post("/pictures", {"unit": "trusted"}).status_code in (415, 422)


def test_a_file_sent_again_with_its_key_is_the_same(trusted: Caller) -> None:
    key = {"Idempotency-Key": "file"}
    first, again = (send(trusted, "/files", "wages.pdf", PDF, **key) for _ in range(2))
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replayed"] == "true"
