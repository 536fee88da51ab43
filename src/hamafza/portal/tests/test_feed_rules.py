"""Every feed of a small network, as feed readers and validators read it."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from django.test import Client
from tests.attacks.feed_rules import rss_faults, sitemap_faults
from tests.world import World

from hamafza.portal.tests.conftest import Newsroom
from hamafza.relay.actions import relay

ATOM = "{http://www.w3.org/2005/Atom}"
PLACES = ["/feeds", "/en/feeds", "/feeds/units/trusted", "/en/feeds/units/province", "/feeds/topics/work"]


@pytest.fixture
def busy(world: World, newsroom: Newsroom) -> Newsroom:
    """Published, corrected, withdrawn and relayed items, in both languages."""
    first = newsroom.publish(headline="نخستین & <دومین>", topics=["work", "welfare"])
    newsroom.correct(newsroom.publish(), "عدد نادرست بود", headline="سرخط تازه")
    newsroom.withdraw(newsroom.publish(), "منبع نادرست بود")
    newsroom.publish(
        language="en", headline="Seasonal workers are insured", abstract="Lead", body="<p>Text.</p>"
    )
    relay(actor=world.as_("officer"), unit=world.units["province"], item=first)
    return newsroom


def parsed(client: Client, address: str) -> Any:
    answer = client.get(address)
    found = feedparser.parse(
        answer.content, response_headers={"content-type": answer.headers["Content-Type"]}
    )
    assert not found.bozo, (address, found.get("bozo_exception"))
    return found


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_feed_readers_understand_every_feed(kind: str, place: str, client: Client, busy: Newsroom) -> None:
    found = parsed(client, f"{place}/{kind}")
    assert found.version == {"rss": "rss20", "atom": "atom10"}[kind]
    assert found.entries
    for entry in found.entries:
        assert entry.title
        assert entry.link.startswith("http")
        assert entry.id
        assert entry.published_parsed
        assert entry.author
        assert entry.content[0].value


@pytest.mark.parametrize("place", PLACES)
def test_rss_has_only_elements_that_its_standards_know(place: str, client: Client, busy: Newsroom) -> None:
    text = client.get(f"{place}/rss").content
    assert rss_faults(text) == []
    assert b"<dcterms:modified>" in text


def test_an_entry_says_its_language(client: Client, busy: Newsroom) -> None:
    atom = ElementTree.fromstring(client.get("/feeds/atom").content)
    said = {
        one.findtext(f"{ATOM}title"): one.get("{http://www.w3.org/XML/1998/namespace}lang")
        for one in atom.iter(f"{ATOM}entry")
    }
    assert said["Seasonal workers are insured"] == "en"
    assert said["سرخط تازه"] == "fa"
    rss = ElementTree.fromstring(client.get("/feeds/rss").content)
    languages = [one.findtext("{http://purl.org/dc/elements/1.1/}language") for one in rss.iter("item")]
    assert sorted(languages) == ["en", "fa", "fa", "fa"]


@pytest.mark.parametrize(("start", "names"), [("", {"کار", "رفاه"}), ("/en", {"Work", "Welfare"})])
def test_topics_are_named_in_the_language_of_the_feed(
    start: str, names: set[str], client: Client, busy: Newsroom
) -> None:
    for kind in ("rss", "atom"):
        terms = {
            tag.term
            for entry in parsed(client, f"{start}/feeds/{kind}").entries
            for tag in entry.get("tags", ())
        }
        assert terms == names
    assert {
        tag for item in client.get(f"{start}/feeds/json").json()["items"] for tag in item["tags"]
    } == names


@pytest.mark.parametrize("address", ["/sitemap-pages.xml", "/sitemap-items-0.xml", "/sitemap-news.xml"])
def test_sitemaps_keep_their_schema(address: str, client: Client, busy: Newsroom) -> None:
    assert sitemap_faults(client.get(address).content) == []
