"""Feeds and sitemaps, as programs read them."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.test import Client

from hamafza.portal.tests.conftest import Newsroom

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize(
    "address",
    ["/feeds/rss", "/feeds/atom", "/feeds/units/trusted/rss", "/feeds/topics/work/atom", "/sitemap.xml",
     "/sitemap-pages.xml", "/sitemap-news.xml", "/en/feeds/rss"],
)  # fmt: skip
def test_it_is_well_formed(address: str, client: Client, newsroom: Newsroom) -> None:
    newsroom.publish(headline="نخستین & <دومین>")
    ElementTree.fromstring(client.get(address).content)


def test_an_entry_keeps_its_id_through_corrections_and_languages(client: Client, newsroom: Newsroom) -> None:
    item = newsroom.publish()
    before = client.get("/feeds/json").json()["items"][0]
    newsroom.correct(item, "نادرست بود", headline="سرخط تازه")
    after = client.get("/en/feeds/json").json()["items"][0]
    assert before["id"] == after["id"]
    assert after["title"] == "سرخط تازه"
    assert (
        after["date_modified"] > after["date_published"] or before["date_modified"] <= after["date_modified"]
    )


def test_receivers_hear_of_a_withdrawal(client: Client, newsroom: Newsroom) -> None:
    newsroom.withdraw(newsroom.publish(), "منبع نادرست بود")
    entry = ElementTree.fromstring(client.get("/feeds/atom").content).find(f"{ATOM}entry")
    assert entry is not None
    assert "منبع نادرست بود" in (entry.findtext(f"{ATOM}summary") or "")


def test_the_sitemap_leads_to_every_item(client: Client, newsroom: Newsroom) -> None:
    item = newsroom.publish()
    assert "/sitemap-items-0.xml" in client.get("/sitemap.xml").content.decode()
    assert f"/news/{item.code}/" in client.get("/sitemap-items-0.xml").content.decode()
    assert f"/news/{item.code}/" in client.get("/sitemap-news.xml").content.decode()
