"""What the standards say of a feed and of a sitemap, as checks that name each fault."""

from __future__ import annotations

from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

XSD = "{http://www.w3.org/2001/XMLSchema}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SCHEMA = Path(__file__).parents[1] / "samples/standards/sitemap.xsd"

CHANNEL = {"title", "link", "description", "language", "copyright", "managingEditor", "webMaster", "pubDate",
           "lastBuildDate", "category", "generator", "docs", "cloud", "ttl", "image", "rating", "textInput",
           "skipHours", "skipDays", "item"}  # fmt: skip
ITEM = {
    "title",
    "link",
    "description",
    "author",
    "category",
    "comments",
    "enclosure",
    "guid",
    "pubDate",
    "source",
}
MANY = {"category", "item"}
DC = {"contributor", "coverage", "creator", "date", "description", "format", "identifier", "language", "publisher",
      "relation", "rights", "source", "subject", "title", "type"}  # fmt: skip
EXTENSIONS = {
    "http://www.w3.org/2005/Atom": {"link"},
    "http://purl.org/rss/1.0/modules/content/": {"encoded"},
    "http://purl.org/dc/elements/1.1/": DC,
    "http://purl.org/dc/terms/": {"modified", "created", "issued", "available", "valid"},
}


def rss_faults(text: bytes) -> list[str]:
    root = ElementTree.fromstring(text)
    channel = root[0]
    faults = (
        []
        if (root.tag, root.get("version"), channel.tag, len(root)) == ("rss", "2.0", "channel", 1)
        else ["root"]
    )
    faults += [
        f"channel lacks {name}" for name in ("title", "link", "description") if not channel.findtext(name)
    ]
    faults += of_element(channel, CHANNEL)
    for item in channel.findall("item"):
        faults += of_element(item, ITEM)
        faults += [] if item.findtext("title") or item.findtext("description") else ["item says nothing"]
        faults += [f"enclosure lacks {name}" for one in item.findall("enclosure") for name in ("url", "length", "type")
                   if not one.get(name)]  # fmt: skip
        faults += ["source lacks url" for one in item.findall("source") if not one.get("url")]
    for name in ("pubDate", "lastBuildDate"):
        for date in channel.iter(name):
            parsedate_to_datetime(date.text or "")
    return faults


def of_element(element: Element, known: set[str]) -> list[str]:
    """Children that the standard or the namespaces used do not know, or know once only."""
    faults, seen = [], set()
    for child in element:
        space, _brace, name = child.tag.removeprefix("{").rpartition("}")
        if name not in (EXTENSIONS.get(space, set()) if space else known):
            faults.append(f"{element.tag} has {child.tag}")
        if not space and name in seen and name not in MANY:
            faults.append(f"{element.tag} has two {name}")
        seen.add(child.tag)
    return faults


def sitemap_faults(text: bytes) -> list[str]:
    """Against the given schema: the names in their order, the needed ones, and the two types that are used."""
    root, order, needed = ElementTree.fromstring(text), *of_schema()
    faults = [] if root.tag == f"{SITEMAP}urlset" and len(root) else [f"root {root.tag} of {len(root)}"]
    for url in root:
        names = [child.tag.removeprefix(SITEMAP) for child in url]
        own = [name for name in names if not name.startswith("{")]
        faults += [] if url.tag == f"{SITEMAP}url" else [url.tag]
        faults += (
            [] if own == [name for name in order if name in own] == names[: len(own)] else [f"order {names}"]
        )
        faults += [f"lacks {name}" for name in needed if name not in own]
        address, changed = url.findtext(f"{SITEMAP}loc") or "", url.findtext(f"{SITEMAP}lastmod")
        faults += [] if 12 <= len(address) <= 2048 and address.startswith("http") else [f"address {address}"]
        if changed is not None:
            assert datetime.fromisoformat(changed).tzinfo
    return faults


def of_schema() -> tuple[list[str], list[str]]:
    elements = ElementTree.parse(SCHEMA).findall(f".//{XSD}complexType[@name='tUrl']//{XSD}element")
    names = [str(one.get("name")) for one in elements]
    return names, [str(one.get("name")) for one in elements if one.get("minOccurs") != "0"]
