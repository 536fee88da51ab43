"""The network's news for programs: RSS 2.0, Atom and JSON Feed 1.1 of the same entries."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import feedgenerator
from django.utils.translation import get_language

from hamafza.lib.text.characters import allowed, throughout
from hamafza.portal.addresses import site
from hamafza.portal.entries import FeedEntry
from hamafza.portal.serving import STARTED

MEDIA_TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}


@dataclass(frozen=True)
class Channel:
    """What a feed says about itself; addresses are absolute."""

    title: str
    description: str
    page: str
    address: str


def build(kind: str, channel: Channel, entries: list[FeedEntry]) -> str:
    return as_json(channel, entries) if kind == "json" else as_xml(kind, channel, entries)


class Atom(feedgenerator.Atom1Feed):
    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {**super().item_attributes(item), "xml:lang": item["language"]}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})
        if item["via"]:
            handler.addQuickElement("link", None, {"rel": "via", "href": item["via"]})


class Rss(feedgenerator.Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:dcterms": "http://purl.org/dc/terms/",
        }

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["content"])
        handler.addQuickElement("dc:language", item["language"])
        handler.addQuickElement("dcterms:modified", item["updateddate"].isoformat())
        if item["via"]:
            handler.addQuickElement("source", item["credit"], {"url": item["via_feed"]})
            handler.addQuickElement("dc:source", item["via"])

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=STARTED)


def as_xml(kind: str, channel: Channel, entries: list[FeedEntry]) -> str:
    """Titles and texts go through `allowed` once more: one character too many would end the feed for every reader."""
    feed = (Rss if kind == "rss" else Atom)(
        title=allowed(channel.title),
        link=channel.page,
        description=allowed(channel.description),
        language=get_language(),
        feed_url=channel.address,
        feed_guid=channel.page,
    )
    for entry in entries:
        said: dict[str, Any] = {
            "title": entry.title,
            "link": entry.url,
            "description": entry.summary,
            "content": entry.html,
            "language": entry.language,
            "unique_id": entry.guid,
            "author_name": entry.author,
            "categories": entry.topics,
            "via": entry.via,
            "via_feed": entry.via_feed,
            "credit": entry.credit,
        }
        feed.add_item(
            **throughout(said),
            pubdate=entry.published,
            updateddate=entry.changed,
            enclosures=enclosures(kind, entry),
        )
    return feed.writeString("utf-8")


def size(path: str) -> int:
    """Bytes of a picture's file, 0 if it is not there."""
    file = Path(settings.MEDIA_ROOT) / path.removeprefix("/media/")
    return file.stat().st_size if file.is_file() else 0


def enclosures(kind: str, entry: FeedEntry) -> list[feedgenerator.Enclosure]:
    """Pictures; RSS allows one."""
    found = [
        feedgenerator.Enclosure(site(shown.large), str(size(shown.large)), "image/webp")
        for shown in entry.pictures
    ]
    return found[:1] if kind == "rss" else found


def as_json(channel: Channel, entries: list[FeedEntry]) -> str:
    """JSON Feed 1.1."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": channel.description,
        "home_page_url": channel.page,
        "feed_url": channel.address,
        "language": get_language(),
        "items": [json_item(entry) for entry in entries],
    }
    return json.dumps(throughout(feed), ensure_ascii=False)


def json_item(entry: FeedEntry) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": entry.guid,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "language": entry.language,
        "date_published": entry.published.isoformat(timespec="seconds"),
        "date_modified": entry.changed.isoformat(timespec="seconds"),
        "authors": [{"name": entry.author, "url": entry.author_url}],
        "tags": entry.topics,
    }
    if entry.pictures:
        found["image"] = site(entry.pictures[0].large)
        found["attachments"] = [
            {"url": site(shown.large), "mime_type": "image/webp", "title": shown.caption or shown.alt}
            for shown in entry.pictures
        ]
    if entry.via:
        # What JSON Feed has for a page elsewhere that an entry is about, and our own words for the credit.
        found["external_url"] = entry.via
        found["_hamafza"] = {"via": entry.via, "credit": entry.credit}
    return found
