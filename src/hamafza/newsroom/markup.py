"""The body of an item: a small, safe part of HTML."""

from __future__ import annotations

import html
import re

import nh3

from hamafza.lib.formats.bounded import parted, shallow

TAGS = {
    "p",
    "h2",
    "h3",
    "ul",
    "ol",
    "li",
    "blockquote",
    "strong",
    "em",
    "a",
    "br",
    "bdi",
    "sup",
    "sub",
    "pre",
    "code",
}
ATTRIBUTES = {
    "a": {"href"},
    "p": {"dir"},
    "h2": {"dir"},
    "h3": {"dir"},
    "blockquote": {"dir", "cite"},
    "bdi": {"dir"},
}
BLOCK = re.compile(r"<(p|h2|h3|ul|ol|blockquote|pre)\b", re.IGNORECASE)
_REST = r"(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>"  # stops at the next tag: hostile text costs its length
_CELL = re.compile(rf"\s*(?:</?(?:td|th)\b{_REST}\s*)+", re.IGNORECASE)
_BREAKING = re.compile(
    r"</?(?:div|section|article|header|footer|aside|main|nav|figure|figcaption|table|thead|tbody|tfoot|tr|caption|dl|dt|dd"
    rf"|address|center|form|fieldset|details|summary|hr|h1|h4|h5|h6)\b{_REST}",
    re.IGNORECASE,
)
_EDGE = re.compile(r"(?<=<p>) +| +(?=</p>)")
_EMPTY = re.compile(r"<p>\s*</p>\n?")
DEEPEST = 100  # elements within one another
BODY_LIMIT = 200_000  # characters


def clean(body: str) -> str:
    """The body as it may be stored and shown: unknown tags, attributes and addresses are gone.

    Plain text becomes paragraphs (blank or single line breaks part them), so that the form works
    without JavaScript.
    """
    text = _in_paragraphs(body[:BODY_LIMIT].replace("\r\n", "\n").strip())
    if not BLOCK.search(text):
        text = paragraphs(line for line in without_tags(text).split("\n"))
    kept = nh3.clean(
        parted(shallow(text, DEEPEST)),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener nofollow",
        clean_content_tags={"script", "style", "iframe", "object"},
    )
    return _EMPTY.sub("", _EDGE.sub("", kept)).strip()


def _in_paragraphs(text: str) -> str:
    """Blocks that are not kept become paragraphs, so that what stood apart is not glued; a row is one paragraph."""
    return _BREAKING.sub("</p><p>", _CELL.sub(" ", text)) if "<" in text else text


def without_tags(text: str) -> str:
    return html.unescape(nh3.clean(parted(shallow(text, DEEPEST)), tags=set()))


def paragraphs(lines: object) -> str:
    """Lines of plain text as escaped `<p>` elements; blank lines are dropped."""
    kept = (str(line).strip() for line in lines)  # type: ignore[attr-defined]
    return "\n".join(f"<p>{html.escape(line, quote=False)}</p>" for line in kept if line)


def plain_text(body: str) -> str:
    """The body's text, one paragraph a line."""
    broken = re.sub(r"</(p|h2|h3|li|blockquote|pre)>|<br\s*/?>", "\n", body)
    text = without_tags(broken)
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())
