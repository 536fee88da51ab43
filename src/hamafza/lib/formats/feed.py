"""A feed with one item, read as the page it tells of."""

import re
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

from hamafza.lib.formats.html_lines import OpenElement, PageLines, TextLine, read_html

_FEED = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>)?\s*(?:<!--.{0,500}?-->\s*)?<(?:(?:!DOCTYPE\s+)?(?:rss|feed)|rdf:RDF)\b",
    re.DOTALL,
)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_HEADLINE = OpenElement("h1", " entry-title ", None, 1)
_LEAD = OpenElement("p", " lead ", None, 1)


def read_feed(text: str) -> PageLines | None:
    """The only item of an RSS or Atom feed, and nothing of a feed with several; None for anything else."""
    if not _FEED.match(text):
        return None
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return PageLines([])
    try:
        bare = _DECLARATION.sub("", text)  # the text is decoded already, whatever it declares
        root = ElementTree.fromstring(bare)  # noqa: S314 - declared entities are refused above
    except (ElementTree.ParseError, ValueError):
        return PageLines([])
    items = [element for element in root.iter() if _name(element) in ("item", "entry")]
    return _item(root, items[0]) if len(items) == 1 else PageLines([])


def _item(root: ElementTree.Element, item: ElementTree.Element) -> PageLines:
    told = {_name(child): "".join(child.itertext()).strip() for child in reversed(item)}
    lead, body = (
        _lines(told.get(name, "") or told.get(other, ""))
        for name, other in (("description", "summary"), ("encoded", "content"))
    )
    document = PageLines([TextLine(told.get("title", ""), _HEADLINE)])
    document.lines += [TextLine(line.text, _LEAD if body else None) for line in lead]
    document.lines += [TextLine(line.text) for line in body]
    document.meta = {
        "og:title": told.get("title", ""),
        "og:site_name": _text(root, "title"),
        "article:published_time": _moment(
            told.get("pubdate") or told.get("published") or told.get("date") or ""
        ),
    }
    document.canonical = told.get("link") or _address(item)
    return document


def _name(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _text(root: ElementTree.Element, name: str) -> str:
    """Of the feed itself, not of its item."""
    return next(("".join(e.itertext()).strip() for e in root.iter() if _name(e) == name), "")


def _lines(html: str) -> list[TextLine]:
    return read_html(html).lines if html else []


def _address(item: ElementTree.Element) -> str:
    return next((link.get("href", "") for link in item if _name(link) == "link"), "")


def _moment(written: str) -> str:
    """As ISO 8601, with its zone; feeds write it as letters do."""
    try:
        return parsedate_to_datetime(written).isoformat()
    except ValueError:
        return written
