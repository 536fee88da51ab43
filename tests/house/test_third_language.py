"""A third language is a catalogue: the main pages in one where every translated string stands in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.test import Client, override_settings
from selectolax.lexbor import LexborHTMLParser

from hamafza.lib.calendar.jalali import MONTHS_EN, WEEKDAYS_EN
from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.portal.addresses import path
from tests.house import places
from tests.world import PASSWORD, World, build

CODE = "eo"
PUBLIC = [
    "",
    "units/",
    "units/trusted/",
    "topics/",
    "topics/work/",
    "archive/",
    "explainers/",
    "search/?q=خبر",
]
PUBLIC += ["news/{code}/", "news/{code}/print/", "verify/", "corrections/", "about/"]
DESK = ["/desk/", "/desk/items/", "/desk/items/new/", "/desk/calls/", "/desk/incidents/", "/desk/units/"]
DESK += ["/desk/people/", "/desk/relays/", "/desk/search/?q=خبر", "/desk/notices/", "/desk/notices/settings/"]
ENTRANCE = ["/accounts/login/"]
WORD = re.compile(r"[A-Za-z]{2,}")
# Said in its own language, or a thing's name; a moment in words is the calendar's, which it shares with English here.
APART = "script, style, svg, time, code, kbd, option, [lang]:not(html), bdi, [dir=auto]"
NAMES = {"RSS", "Atom", "JSON", "SMS", "QR", "Telegram", "WhatsApp", *MONTHS_EN, *WEEKDAYS_EN}


@pytest.fixture(scope="module")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every string of every room, in brackets."""
    made, seen = polib.POFile(), set[tuple[str | None, str]]()
    made.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for source in places.found("locale/fa/LC_MESSAGES/django.po"):
        for entry in polib.pofile(str(source)):
            if (entry.msgctxt, entry.msgid) not in seen:
                seen.add((entry.msgctxt, entry.msgid))
                made.append(bracketed(entry))
    folder = tmp_path_factory.mktemp("locale")
    (folder / CODE / "LC_MESSAGES").mkdir(parents=True)
    made.save_as_mofile(str(folder / CODE / "LC_MESSAGES/django.mo"))
    return folder


def bracketed(entry: polib.POEntry) -> polib.POEntry:
    if entry.msgid_plural:
        texts = {0: f"⟦{entry.msgid}⟧", 1: f"⟦{entry.msgid_plural}⟧"}
        return polib.POEntry(
            msgid=entry.msgid, msgid_plural=entry.msgid_plural, msgstr_plural=texts, msgctxt=entry.msgctxt
        )
    return polib.POEntry(msgid=entry.msgid, msgstr=f"⟦{entry.msgid}⟧", msgctxt=entry.msgctxt)


@pytest.fixture
def third(db: None, catalogues: Path) -> Iterator[World]:
    known = [*settings.LANGUAGES, (CODE, "Third")]
    path.cache_clear()
    with override_settings(LANGUAGES=known, LOCALE_PATHS=[str(catalogues)]):
        yield build()
    path.cache_clear()


def untranslated(text: str) -> list[str]:
    """Pieces of a page's own words that are in no catalogue."""
    page = LexborHTMLParser(text)
    for apart in page.css(APART):
        apart.decompose()
    assert page.body is not None
    pieces = [" ".join(piece.split()) for piece in page.body.text(separator="\n", strip=True).split("\n")]
    inside, found = 0, []
    for piece in pieces:
        outside = piece if not inside and "⟦" not in piece else ""
        inside = max(0, inside + piece.count("⟦") - piece.count("⟧"))
        if set(WORD.findall(outside)) - NAMES:
            found.append(piece)
    return found


def written(world: World) -> int:
    content = Content(headline="خبر", abstract="خلاصه", body="<p>متن</p>", topics=["work"])
    item = actions.create(actor=world.as_("trusted"), unit=world.units["trusted"], content=content)
    shown = actions.publish(actor=world.as_("trusted"), item=item)
    assert shown.code
    return shown.code


def seen(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, address
    text = answer.content.decode()
    assert f'<html lang="{CODE}" dir="ltr"' in text, address
    assert text.count("⟦") > 5, address
    assert untranslated(text) == [], address


def test_public_pages_have_an_address_and_words_of_their_own(third: World) -> None:
    code = written(third)
    for page in PUBLIC:
        seen(Client(), f"/{CODE}/" + page.format(code=code))
    home = Client().get("/").content.decode()
    assert f'href="{settings.BASE_URL}/{CODE}/"' in home
    assert "Esperanto" in home


def test_the_desk_speaks_it_to_whoever_chose_it(third: World) -> None:
    written(third)
    officer = third.people["officer"]
    officer.language = CODE
    officer.save()
    client = Client()
    assert client.login(username="officer", password=PASSWORD)
    for page in DESK:
        seen(client, page)


def test_the_entrance_speaks_it_by_its_cookie(third: World) -> None:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = CODE
    for page in ENTRANCE:
        seen(client, page)
