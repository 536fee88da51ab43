"""The network's news for programs: RSS 2.0, Atom and JSON Feed 1.1 of the same entries."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import feedgenerator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext

from hamafza.portal.addresses import absolute, site
from hamafza.portal.serving import STARTED
from hamafza.portal.stories import Story

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


def build(kind: str, channel: Channel, stories: list[Story]) -> str:
    return as_json(channel, stories) if kind == "json" else as_xml(kind, channel, stories)


def guid(story: Story) -> str:
    """The same in every language, format and version."""
    return absolute("item", language=settings.LANGUAGE_CODE, code=story.code)


def title(story: Story) -> str:
    if story.is_withdrawn:
        return gettext("Withdrawn: %(headline)s") % {"headline": story.version.headline}
    return story.version.headline


def summary(story: Story) -> str:
    if story.is_withdrawn:
        return gettext("This item was withdrawn. Reason: %(reason)s") % {"reason": story.item.withdrawal}
    return story.summary


def content(story: Story) -> str:
    """The whole text as HTML; of a withdrawn item only the reason."""
    if story.is_withdrawn:
        return format_html("<p>{}</p>", summary(story))
    pictures = format_html_join(
        "",
        '<figure><img src="{}" alt="{}"><figcaption>{}</figcaption></figure>',
        ((site(shown.large), shown.alt, shown.caption) for shown in story.pictures),
    )
    correction = (
        format_html("<p><strong>{}</strong> {}</p>", gettext("Corrected:"), story.version.correction)
        if story.version.correction
        else ""
    )
    lead = format_html("<p><strong>{}</strong></p>", story.version.abstract) if story.version.abstract else ""
    body = mark_safe(story.version.body)  # noqa: S308 - cleaned when it was stored
    return format_html('<div dir="{}">{}{}{}{}</div>', story.dir, correction, lead, pictures, body)


def dates(story: Story) -> tuple[datetime, datetime]:
    published = story.item.firstpublished or story.item.versioncreated
    return published, max(published, story.item.versioncreated)


def categories(story: Story) -> list[str]:
    return [] if story.is_withdrawn else list(story.version.topics)


class Atom(feedgenerator.Atom1Feed):
    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class Rss(feedgenerator.Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["content"])
        handler.addQuickElement("dc:modified", item["updateddate"].isoformat())

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=STARTED)


def as_xml(kind: str, channel: Channel, stories: list[Story]) -> str:
    feed = (Rss if kind == "rss" else Atom)(
        title=channel.title,
        link=channel.page,
        description=channel.description,
        language=get_language(),
        feed_url=channel.address,
        feed_guid=channel.page,
    )
    for story in stories:
        published, changed = dates(story)
        feed.add_item(
            title=title(story),
            link=absolute("item", code=story.code),
            description=summary(story),
            content=content(story),
            unique_id=guid(story),
            author_name=str(story.item.unit),
            pubdate=published,
            updateddate=changed,
            categories=categories(story),
            enclosures=enclosures(kind, story),
        )
    return feed.writeString("utf-8")


def size(path: str) -> int:
    """Bytes of a picture's file, 0 if it is not there."""
    file = Path(settings.MEDIA_ROOT) / path.removeprefix("/media/")
    return file.stat().st_size if file.is_file() else 0


def enclosures(kind: str, story: Story) -> list[feedgenerator.Enclosure]:
    """Pictures; RSS allows one."""
    if story.is_withdrawn:
        return []
    found = [
        feedgenerator.Enclosure(site(shown.large), str(size(shown.large)), "image/webp")
        for shown in story.pictures
    ]
    return found[:1] if kind == "rss" else found


def as_json(channel: Channel, stories: list[Story]) -> str:
    """JSON Feed 1.1."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": channel.description,
        "home_page_url": channel.page,
        "feed_url": channel.address,
        "language": get_language(),
        "items": [json_item(story) for story in stories],
    }
    return json.dumps(feed, ensure_ascii=False)


def json_item(story: Story) -> dict[str, Any]:
    published, changed = dates(story)
    entry: dict[str, Any] = {
        "id": guid(story),
        "url": absolute("item", code=story.code),
        "title": title(story),
        "summary": summary(story),
        "content_html": content(story),
        "language": story.lang,
        "date_published": published.isoformat(timespec="seconds"),
        "date_modified": changed.isoformat(timespec="seconds"),
        "authors": [{"name": str(story.item.unit), "url": absolute("unit", code=story.item.unit.code)}],
        "tags": categories(story),
    }
    if story.picture and not story.is_withdrawn:
        entry["image"] = site(story.picture.large)
        entry["attachments"] = [
            {"url": site(shown.large), "mime_type": "image/webp", "title": shown.caption or shown.alt}
            for shown in story.pictures
        ]
    return entry
