"""Characters that XML 1.0 lacks, in every text of every door: none is kept, and none is given out."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models
from django.test import Client
from PIL import Image

from hamafza.interchange.tests.test_items import Caller
from hamafza.network.models import Network, Unit
from hamafza.newsroom.models import Attachment, Draft, Item, Version
from hamafza.notices import mailing, pushing
from hamafza.notices.models import Notice, Rhythm
from tests.world import World

BAD = ["\x00", "\x01", "\x08", "\x0b", "\x0c", "\x1b", "\x1f", "\x7f", "\x80", "\x9f",
       "\ud800", "\udfff", "\ufdd0", "\ufdef", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff"]  # fmt: skip
IN_FORMS = [character for character in BAD if not "\ud800" <= character <= "\udfff"]  # UTF-8 has no halves
REFUSED = ("\x00", "\ud800", "\udfff")  # no sender means these: an API client is told so
NAMES = [f"U+{ord(character):04X}" for character in BAD]
FORBIDDEN = re.compile(f"[{''.join(BAD)}]")
FEEDS = ["/feeds/rss", "/feeds/atom", "/feeds/json", "/feeds/units/trusted/rss", "/feeds/topics/work/atom"]
SITEMAPS = ["/sitemap.xml", "/sitemap-pages.xml", "/sitemap-items-0.xml", "/sitemap-news.xml"]
TEXTS = ("kicker", "headline", "abstract", "body", "byline", "dateline", "place", "source", "ednote")


def hurt(character: str, text: str = "خبر تازه") -> str:
    return f"{character}{text[:4]}{character}{text[4:]}{character}"


def content(character: str) -> dict[str, Any]:
    return {**{name: hurt(character, f"متن {name}") for name in TEXTS}, "topics": ["work"], "language": "fa"}


def published(world: World, character: str) -> Item:
    """Through the API, with the character in every text."""
    evidence = [{"kind": "link", "label": hurt(character), "url": "https://example.org/"}]
    body = {"unit": "trusted", "publish": True, **content(character), "evidence": evidence}
    answer = Caller(world, "trusted").post("/items", body)
    assert answer.status_code == 201, answer.content
    return Item.objects.get()


def stored() -> list[str]:
    """Every text and every JSON of every table."""
    found: list[str] = []
    for model in apps.get_models():
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, (models.CharField, models.TextField, models.JSONField))
        ]
        for row in model._default_manager.values_list(*names) if names else ():
            found += texts(list(row))
    return found


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for one in (*value, *value.values()) for text in texts(one)]
    if isinstance(value, (list, tuple)):
        return [text for one in value for text in texts(one)]
    return [value] if isinstance(value, str) else []


def read(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, address
    text = answer.content.decode()
    if address.endswith("json"):
        text = "".join(texts(json.loads(text)))
    else:
        ElementTree.fromstring(text)
    assert not FORBIDDEN.search(text), address


def hurt_rows(character: str) -> None:
    """Rows of a time before the gate: written past it."""
    wrappers, connection.execute_wrappers = connection.execute_wrappers, []
    try:
        for name in ("headline", "abstract", "body", "correction"):
            version = Version.objects.values_list(name, flat=True).first() or "متن"
            with_triggers_off(f"UPDATE newsroom_version SET {name} = %s", hurt(character, version))
        Unit.objects.update(name=hurt(character, "روابط‌عمومی"), name_en=hurt(character, "Office"))
        Network.objects.update(name=hurt(character, "شبکه"), name_en=hurt(character, "Network"))
        Item.objects.filter(state="retired").update(withdrawal=hurt(character, "منبع نادرست بود"))
    finally:
        connection.execute_wrappers = wrappers


def with_triggers_off(sql: str, value: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'newsroom_version'"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
        cursor.execute(sql, [value])


# What comes in


@pytest.mark.parametrize("character", BAD, ids=NAMES)
def test_no_text_of_the_api_keeps_it(world: World, character: str) -> None:
    caller = Caller(world, "trusted")
    if character in REFUSED:
        assert caller.post("/items", {"unit": "trusted", **content(character)}).status_code == 422
        assert not Item.objects.exists()
        return
    item = published(world, character)
    corrected = {"headline": hurt(character), "note": hurt(character, "عدد نادرست بود")}
    assert caller.post(f"/items/{item.pk}/correct", {**corrected, "base_version": 1}).status_code == 200
    reason = {"reason": hurt(character, "منبع نادرست بود")}
    assert caller.post(f"/items/{item.pk}/withdraw", reason).status_code == 200
    assert not [text for text in stored() if FORBIDDEN.search(text)]


@pytest.mark.parametrize("character", IN_FORMS, ids=lambda character: f"U+{ord(character):04X}")
def test_no_text_of_the_forms_keeps_it(world: World, character: str) -> None:
    client = Client()
    client.force_login(world.people["trusted"])
    rows = {f"{name}-{total}_FORMS": 0 for name in ("pictures", "evidence") for total in ("TOTAL", "INITIAL")}
    said = {**content(character), "profile": "news", "unit": "trusted", "urgency": 5, **rows}
    answer = client.post("/desk/items/new/", {**said, "base_number": 0, "do": "save"})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    draft = {"unit": "trusted", "content": content(character)}
    assert (
        client.post("/desk/drafts/k1/", json.dumps(draft), content_type="application/json").status_code == 200
    )
    assert Item.objects.count() == Draft.objects.count() == 1
    assert not [text for text in stored() if FORBIDDEN.search(text)]


@pytest.mark.parametrize("character", IN_FORMS, ids=lambda character: f"U+{ord(character):04X}")
def test_no_name_of_a_file_keeps_it(world: World, character: str) -> None:
    client = Client()
    client.force_login(world.people["trusted"])
    file = SimpleUploadedFile(f"گز{character}ارش.txt", b"text", "text/plain")
    assert client.post("/desk/uploads/file/", {"unit": "trusted", "file": file}).status_code == 200
    assert not FORBIDDEN.search(Attachment.objects.get().name)


@pytest.mark.parametrize("character", BAD, ids=NAMES)
def test_the_database_keeps_it_from_no_program(world: World, character: str) -> None:
    """Imports, the command line and whatever comes later write through the same gate."""
    unit = Unit.objects.create(code="made", name=hurt(character), kind=Unit.Kind.OFFICE)
    Unit.objects.bulk_create([Unit(code="bulk", name=hurt(character), kind=Unit.Kind.OFFICE)])
    Draft.objects.create(
        person=world.people["trusted"], key="k", unit=unit, content={"body": [hurt(character)], character: 1}
    )
    Unit.objects.filter(pk=unit.pk).update(name_en=hurt(character))
    assert not [text for text in stored() if FORBIDDEN.search(text)]


def test_a_line_end_of_a_word_processor_stays_one(world: World) -> None:
    published(world, "\x0b")
    assert Version.objects.get().body == "<p>متن</p>\n<p>body</p>"


# What goes out, of rows that are older than the gate


@pytest.mark.parametrize("character", IN_FORMS[1:], ids=lambda character: f"U+{ord(character):04X}")
def test_feeds_and_sitemaps_stay_well_formed(world: World, client: Client, character: str) -> None:
    published(world, "")
    hurt_rows(character)
    for address in (*FEEDS, *SITEMAPS):
        read(client, address)


@pytest.mark.parametrize("character", ["\x0b", "\x1f", "\ufffe", "\uffff"], ids=lambda c: f"U+{ord(c):04X}")
def test_feeds_stay_well_formed_after_a_withdrawal(world: World, client: Client, character: str) -> None:
    item = published(world, "")
    Caller(world, "trusted").post(f"/items/{item.pk}/withdraw", {"reason": "منبع نادرست بود"})
    hurt_rows(character)
    for address in FEEDS:
        read(client, address)


@pytest.mark.parametrize("character", ["\x0b", "\x1f", "\ufffe", "\uffff"], ids=lambda c: f"U+{ord(c):04X}")
def test_data_and_card_of_an_item_are_free_of_it(world: World, client: Client, character: str) -> None:
    item = published(world, "")
    hurt_rows(character)
    page = client.get(f"/news/{item.code}/").content.decode()
    for data in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S):
        assert not FORBIDDEN.search("".join(texts(json.loads(data))))
    card = client.get(f"/news/{item.code}/card.jpg")
    assert Image.open(BytesIO(b"".join(card.streaming_content) if card.streaming else card.content)).size == (
        1200,
        630,
    )
    api = Caller(world, "trusted").get(f"/items/{item.pk}").json()
    assert not FORBIDDEN.search("".join(texts(api)))


@pytest.mark.parametrize("character", ["\x0b", "\x1f", "\ufffe", "\uffff"], ids=lambda c: f"U+{ord(c):04X}")
def test_letters_and_pushes_are_free_of_it(world: World, character: str) -> None:
    notice = Notice(
        pk=1,
        person=world.people["trusted"],
        event=1,
        kind="item.published",
        group="check",
        subject="item:1",
        title=hurt(character),
        url="/desk/items/1/",
        rhythm=Rhythm.NOW,
    )
    letter = mailing.composed(mailing.Letter(world.people["trusted"], (notice,)))
    letter.message()
    whole = letter.subject + letter.body + "".join(str(part.content) for part in letter.alternatives)
    assert not FORBIDDEN.search(whole)
    assert "\n" not in letter.subject
    assert not FORBIDDEN.search("".join(texts(json.loads(pushing.text(notice)))))
