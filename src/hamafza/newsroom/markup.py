"""The body of an item: a small, safe part of HTML."""

from __future__ import annotations

import html
import re

import nh3

TAGS = {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "strong", "em", "a", "br", "bdi", "sup", "sub"}
ATTRIBUTES = {
    "a": {"href"},
    "p": {"dir"},
    "h2": {"dir"},
    "h3": {"dir"},
    "blockquote": {"dir", "cite"},
    "bdi": {"dir"},
}
BLOCK = re.compile(r"<(p|h2|h3|ul|ol|blockquote)\b", re.IGNORECASE)
BODY_LIMIT = 200_000  # characters


def clean(body: str) -> str:
    """The body as it may be stored and shown: unknown tags, attributes and addresses are gone.

    Plain text becomes paragraphs (blank or single line breaks part them), so that the form works
    without JavaScript.
    """
    text = body[:BODY_LIMIT].replace("\r\n", "\n").strip()
    if not BLOCK.search(text):
        text = paragraphs(line for line in html.unescape(nh3.clean(text, tags=set())).split("\n"))
    return nh3.clean(
        text,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener nofollow",
        clean_content_tags={"script", "style", "iframe", "object"},
    )


def paragraphs(lines: object) -> str:
    """Lines of plain text as escaped `<p>` elements; blank lines are dropped."""
    kept = (str(line).strip() for line in lines)  # type: ignore[attr-defined]
    return "\n".join(f"<p>{html.escape(line, quote=False)}</p>" for line in kept if line)


def plain(body: str) -> str:
    """The body's text, one paragraph a line."""
    broken = re.sub(r"</(p|h2|h3|li|blockquote)>|<br\s*/?>", "\n", body)
    text = html.unescape(nh3.clean(broken, tags=set()))
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())
