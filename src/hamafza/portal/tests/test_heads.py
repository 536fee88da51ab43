"""What every public page says of itself, and the order of its headings, as a parser reads them."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from PIL import Image
from selectolax.lexbor import LexborHTMLParser
from tests.world import World

from hamafza.portal.tests.conftest import Newsroom
from hamafza.relay.actions import relay

PAGES = [
    "/", "/en/", "/explainers/", "/units/", "/units/trusted/", "/units/province/", "/units/province/relays/",
    "/topics/", "/topics/work/", "/news/{shown}/", "/en/news/{shown}/", "/news/{shown}/print/",
    "/news/{corrected}/", "/news/{corrected}/versions/", "/news/{withdrawn}/", "/relays/{relay}/", "/search/",
    "/search/?q=بیمه", "/archive/", "/archive/{year}/", "/archive/{year}/{month}/", "/archive/{year}/{month}/{day}/",
    "/corrections/", "/verify/", "/about/",
]  # fmt: skip
SHARED = ["/", "/en/", "/units/trusted/", "/en/units/province/", "/topics/work/", "/en/topics/welfare/"]


@pytest.fixture
def parts(world: World, newsroom: Newsroom) -> dict[str, object]:
    """A small network with everything a public page shows."""
    shown = newsroom.publish(body="<h2>بخش</h2><p>متن</p><h3>زیربخش</h3><p>متن</p>")
    newsroom.publish(
        profile="explainer", headline="بیمه چیست؟", source="قانون", source_url="https://example.org/"
    )
    corrected = newsroom.correct(newsroom.publish(), "عدد نادرست بود", headline="سرخط تازه")
    withdrawn = newsroom.withdraw(newsroom.publish(), "منبع نادرست بود")
    made = relay(actor=world.as_("officer"), unit=world.units["province"], item=shown)
    day = shown.firstpublished
    assert day is not None
    return {
        "shown": shown.code, "corrected": corrected.code, "withdrawn": withdrawn.code, "relay": made.pk,
        "year": f"{day:%Y}", "month": f"{day:%m}", "day": f"{day:%d}",
    }  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_headings_step_down_one_by_one(address: str, client: Client, parts: dict[str, object]) -> None:
    answer = client.get(address.format(**parts))
    assert answer.status_code in (200, 410)
    tree = LexborHTMLParser(answer.content.decode())
    levels = [
        int(node.tag[1]) for node in tree.root.traverse() if node.tag in ("h1", "h2", "h3", "h4", "h5", "h6")
    ]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False)), levels


def meta(tree: LexborHTMLParser, name: str) -> str:
    found = tree.css_first(f'meta[name="{name}"], meta[property="{name}"]')
    return (found.attributes.get("content") or "") if found else ""


@pytest.mark.parametrize("address", SHARED)
def test_a_page_that_is_shared_says_what_it_has_and_has_a_picture(
    address: str, client: Client, parts: dict[str, object]
) -> None:
    tree = LexborHTMLParser(client.get(address).content.decode())
    assert len(meta(tree, "description")) > 20
    assert meta(tree, "og:description") == meta(tree, "description")
    picture = meta(tree, "og:image")
    assert picture.startswith("http")
    drawn = client.get("/" + picture.split("/", 3)[3])
    assert Image.open(BytesIO(drawn.content)).size == (1200, 630)
    assert meta(tree, "twitter:card") == "summary_large_image"


def test_descriptions_and_pictures_differ_by_page_and_language(
    client: Client, parts: dict[str, object]
) -> None:
    said = {meta(LexborHTMLParser(client.get(address).content.decode()), "description") for address in SHARED}
    drawn = {client.get(f"{address}card.jpg").content for address in SHARED}
    assert len(said) == len(drawn) == len(SHARED)
