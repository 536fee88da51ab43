"""What search engines read: the sitemap's index, its parts, and the news of two days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from hamafza.lib.text.characters import throughout
from hamafza.portal.addresses import alternates
from hamafza.portal.stories import ItemStory

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
for _prefix, _space in (("", SITEMAP), ("news", NEWS)):
    register_namespace(_prefix, _space)


def index(parts: Iterable[tuple[str, datetime | None]]) -> bytes:
    """The index: addresses of the parts, each with its latest change."""
    root = Element(f"{{{SITEMAP}}}sitemapindex")
    for address, changed in parts:
        entry = SubElement(root, f"{{{SITEMAP}}}sitemap")
        located(entry, address, changed)
    return written(root)


def urls(pages: Iterable[tuple[dict[str, str], str, datetime | None]]) -> bytes:
    """Pages as (address by language, canonical language or "" for every one, latest change).

    The languages of a page are told in its own head: the schema of sitemaps knows no links.
    """
    root = Element(f"{{{SITEMAP}}}urlset")
    for by_language, canonical, changed in pages:
        for language in [canonical] if canonical in by_language else list(by_language):
            entry = SubElement(root, f"{{{SITEMAP}}}url")
            located(entry, by_language[language], changed)
    return written(root)


def news(stories: Iterable[ItemStory], publication: str) -> bytes:
    """The news sitemap: items of the last two days."""
    root = Element(f"{{{SITEMAP}}}urlset")
    for story in stories:
        addresses = alternates("item", code=story.code)
        entry = SubElement(root, f"{{{SITEMAP}}}url")
        located(entry, addresses.get(story.lang) or next(iter(addresses.values())), None)
        piece = SubElement(entry, f"{{{NEWS}}}news")
        paper = SubElement(piece, f"{{{NEWS}}}publication")
        SubElement(paper, f"{{{NEWS}}}name").text = publication
        SubElement(paper, f"{{{NEWS}}}language").text = story.lang
        if story.item.firstpublished is not None:
            SubElement(piece, f"{{{NEWS}}}publication_date").text = stamp(story.item.firstpublished)
        SubElement(piece, f"{{{NEWS}}}title").text = story.version.headline
    return written(root)


def located(entry: Element, address: str, changed: datetime | None) -> None:
    SubElement(entry, f"{{{SITEMAP}}}loc").text = address
    if changed is not None:
        SubElement(entry, f"{{{SITEMAP}}}lastmod").text = stamp(changed)


def stamp(when: datetime) -> str:
    return when.isoformat(timespec="seconds")


def written(root: Element) -> bytes:
    for element in root.iter():
        element.text = throughout(element.text)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))
