"""Addresses that run code, and files that are not what their name says, at every door."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.errors import Unusable
from hamafza.newsroom.importing import PageError, import_page
from hamafza.newsroom.models import Attachment, Item, Version
from hamafza.newsroom.uploads import save_attachment
from hamafza.pages.refusals import Refused, UploadRefused
from hamafza.response.actions import Report, report
from tests.attacks.callers import PDF, Program, browser, confidential
from tests.world import World

BAD = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://example.org/x",
    "//example.org/x",
    "https:///x",
    "https://exa mple.org/",
    "x",
)


@pytest.mark.parametrize("url", BAD)
def test_no_door_stores_such_an_address(world: World, url: str) -> None:
    program, news = Program(world, "trusted"), {"unit": "trusted", "headline": "ت", "abstract": "ل"}
    link = [{"kind": "link", "url": url, "label": "x"}]
    assert program.post("/items", {**news, "source_url": url}).status_code == 422
    assert program.post("/items", {**news, "evidence": link}).status_code == 422
    claim = {"unit": "trusted", "claim": "ادعا", "where": "کانال", "link": url}
    assert program.post("/incidents", claim).status_code == 422
    for content in (Content(headline="ت", source_url=url), Content(headline="ت", evidence=link)):
        with pytest.raises(Unusable):
            actions.create(actor=world.as_("trusted"), unit=world.units["trusted"], content=content)
    with pytest.raises(Refused):
        report(actor=world.as_("trusted"), unit=world.units["trusted"], report=Report(claim="ا", link=url))
    assert not Item.objects.exists()


def test_an_imported_page_brings_no_such_address(world: World) -> None:
    page = (
        '<html><head><link rel="canonical" href="javascript:alert(1)"></head><body><h1>تیتر خبر</h1>'
        "<p>متن خبر که به اندازهٔ کافی دراز است تا خوانده شود و چیزی کم نیاید.</p></body></html>"
    )
    with suppress(PageError):  # an unreadable page is refused, which is as good
        import_page(actor=world.as_("trusted"), unit=world.units["trusted"], data=page.encode())
    assert not Version.objects.filter(source_url__startswith="java").exists()


LIES = (
    ("x.hta", PDF, ""),
    ("x.html", PDF, "application/pdf"),
    ("x.exe", PDF, ""),
    ("x", PDF, ""),
    ("x.pdf", b"<script>alert(1)</script>", ""),
    ("x.pdf", PDF, "text/html"),
    ("x.docx", b"PK\x03\x04 nothing of a document", ""),
    ("x.svg", b"<svg onload='alert(1)'/>", "image/svg+xml"),
    ("x.png", b"\x89PNG\r\n", "image/png"),
    ("x.webp", b"RIFF____WAVE", "image/webp"),
    ("x.txt", b"MZ\x00\x00", ""),
)


@pytest.mark.parametrize(("name", "data", "said"), LIES)
def test_a_file_that_is_not_what_it_says_is_refused(world: World, name: str, data: bytes, said: str) -> None:
    file = SimpleUploadedFile(name, data, said)
    with pytest.raises(UploadRefused):
        save_attachment(actor=world.as_("trusted"), unit=world.units["trusted"], file=file)


def test_a_download_is_saved_and_never_run(world: World) -> None:
    kept = confidential(world, "trusted", "trusted")
    Attachment.objects.filter(pk=kept.pk).update(name="old\u202efdp.hta")  # taken before the check was there
    answer = browser(world, "trusted").get(f"/desk/files/{kept.pk}/")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Disposition"].rstrip('"').endswith(".pdf")
    assert "%E2%80%AE" not in answer.headers["Content-Disposition"]
