"""Files go out whole, in part, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.world import World

from hamafza.newsroom import actions, uploads
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Attachment

pytestmark = pytest.mark.django_db
DATA = b"%PDF-1.4\n" + bytes(range(256)) * 40


@pytest.fixture
def address(world: World, settings: object, tmp_path: Path) -> str:
    """A public piece of evidence that is a file."""
    unit, who = world.units["trusted"], world.as_("trusted")
    file = SimpleUploadedFile("report.pdf", DATA, content_type="application/pdf")
    kept = uploads.save_attachment(actor=who, unit=unit, file=file)
    evidence = [{"kind": "file", "label": "گزارش", "file": kept.pk, "sha256": kept.sha256, "name": kept.name}]
    content = Content(headline="خبری با مدرک", abstract="کوتاه.", topics=["work"], evidence=evidence)
    item = actions.publish(actor=who, item=actions.create(actor=who, unit=unit, content=content))
    return f"/news/{item.code}/evidence/1/"


def body(answer: object) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_a_file_says_how_it_can_be_asked_for_again(address: str) -> None:
    whole = Client().get(address)
    assert (whole.status_code, body(whole)) == (200, DATA)
    assert whole.headers["Accept-Ranges"] == "bytes"
    same = Client().get(address, headers={"If-None-Match": whole.headers["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["Cache-Control"] == whole.headers["Cache-Control"]
    since = Client().get(address, headers={"If-Modified-Since": whole.headers["Last-Modified"]})
    assert since.status_code == 304
    assert Client().get(address, headers={"If-Match": '"another"'}).status_code == 412


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=100-", 100, len(DATA)),
        ("bytes=-5", len(DATA) - 5, len(DATA)),
        ("bytes=10-999999999", 10, len(DATA)),
    ],
)
def test_a_broken_download_goes_on_where_it_stopped(address: str, wanted: str, start: int, end: int) -> None:
    part = Client().get(address, headers={"Range": wanted})
    assert (part.status_code, body(part)) == (206, DATA[start:end])
    assert part.headers["Content-Range"] == f"bytes {start}-{end - 1}/{len(DATA)}"
    assert part.headers["Content-Length"] == str(end - start)
    assert part.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "attachment" in part.headers["Content-Disposition"]


@pytest.mark.parametrize("wanted", ["bytes=99999999-", "bytes=20-10", "bytes=-0"])
def test_a_part_that_is_not_there_is_refused_with_the_size(address: str, wanted: str) -> None:
    part = Client().get(address, headers={"Range": wanted})
    assert (part.status_code, part.headers["Content-Range"]) == (416, f"bytes */{len(DATA)}")


@pytest.mark.parametrize(
    "wanted", ["bytes=0-1,5-6", "lines=1-2", "bytes=-", "bytes=a-b", "bytes=" + "9" * 40 + "-"]
)
def test_what_is_no_single_range_gets_the_whole_file(address: str, wanted: str) -> None:
    answer = Client().get(address, headers={"Range": wanted})
    assert (answer.status_code, body(answer)) == (200, DATA)


def test_a_part_of_another_file_is_not_mixed_in(address: str, settings: object) -> None:
    whole = Client().get(address)
    again = {"Range": "bytes=0-9", "If-Range": whole.headers["ETag"]}
    assert Client().get(address, headers=again).status_code == 206
    assert Client().get(address, headers={**again, "If-Range": '"older"'}).status_code == 200
    os.utime(Attachment.objects.get().file.path, (1, 1))
    assert Client().get(address, headers=again).status_code == 200
