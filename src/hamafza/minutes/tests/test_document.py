"""The minutes on paper: in both languages, whole, and without what the reader may not see."""

from __future__ import annotations

import io
import zipfile

import pytest
from tests.world import World

from hamafza.files.answering import write_docx
from hamafza.lib.documents.plain import write
from hamafza.minutes import approving
from hamafza.minutes.document import document_of
from hamafza.minutes.models import Minutes
from hamafza.minutes.reading import read_as
from hamafza.minutes.tests import cast

pytestmark = pytest.mark.django_db


def text(minutes: Minutes, language: str, *, is_member: bool = True) -> str:
    read = read_as(minutes.session, minutes, is_member=is_member)
    return "".join(write(document_of(read, language)))  # type: ignore[arg-type]


def amended(world: World) -> Minutes:
    minutes = cast.signed(world, secret=True)
    line = minutes.session.lines.order_by("pk")[0]
    approving.amend(
        actor=world.as_("head"), minutes=minutes, line=line, after="۱۲۴ از ۱۴۶", reason="شمارش دوباره"
    )
    return minutes


@pytest.mark.parametrize("language", ["fa", "en"])
def test_it_has_the_lines_the_signature_and_the_amendment_beside_what_was_signed(
    world: World, language: str
) -> None:
    minutes = amended(world)
    told = text(minutes, language)
    for words in ("۱۲۳ از ۱۴۶ برنامه پر شده است", "۱۲۴ از ۱۴۶", "شمارش دوباره", minutes.sha256):
        assert words in told
    assert "«باید در لحظه وارد میدان شویم»" in told
    assert "<" not in told


def test_who_has_no_seat_gets_it_without_the_confidential_point(world: World) -> None:
    minutes = amended(world)
    told = text(minutes, "fa", is_member=False)
    assert cast.SECRET in text(minutes, "fa")
    assert minutes.sha256 in text(minutes, "fa")
    assert not [words for words in (cast.SECRET, "نهصد", minutes.sha256) if words in told]


def test_a_word_processor_gets_the_same_lines(world: World) -> None:
    minutes, file = amended(world), io.BytesIO()
    write_docx(document_of(read_as(minutes.session, minutes, is_member=True), "fa"), file)
    body = zipfile.ZipFile(file).read("word/document.xml").decode()
    assert "۱۲۳ از ۱۴۶ برنامه پر شده است" in body
    assert "w:bidi" in body
