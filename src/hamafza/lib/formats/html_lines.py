"""An HTML page as the lines a reader sees, each with what its markup says about it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from hamafza.lib.formats.bounded import shallow

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "select",
        "option",
        "textarea",
        "button",
        "canvas",
        "audio",
        "video",
        "math",
        "head",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
        "picture",
        "source",
        "time",
        "data",
        "o:p",
    ]
)
_APART = frozenset(["a", "label", "time"])
_PROSE = frozenset(["p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "td", "dd"])
_LABELLED = re.compile(r"meta|info|date|time|tag|share|code|nav|menu|bread|author")
_NAMING = ("class", "id", "role", "itemprop")
_MAX_NODES = 400_000
_DEEPEST = 100
"""Elements nested deeper than this count as part of the one at this depth."""
_MAX_LINES = 20_000
_SPACE = re.compile(r"[\s\u00a0]+")


@dataclass(slots=True, eq=False)
class OpenElement:
    """An open element: what it is called, and the element around it."""

    tag: str
    names: str
    """Its class, id, role and itemprop, lower case, a space at each end."""
    parent: OpenElement | None
    depth: int

    def chain(self) -> Iterator[OpenElement]:
        """This element and those around it, the nearest first."""
        scope: OpenElement | None = self
        while scope:
            yield scope
            scope = scope.parent


@dataclass(slots=True)
class TextLine:
    """One line of text as it was typed, white space collapsed."""

    text: str
    scope: OpenElement | None = None
    linked: float = 0.0
    """Share of the text that is inside links."""

    def scopes(self) -> Iterator[OpenElement]:
        """The elements around the line, the nearest first; none in a text page."""
        return self.scope.chain() if self.scope else iter(())


@dataclass(slots=True)
class PageLines:
    """Lines of a page and what its head declares."""

    lines: list[TextLine]
    meta: dict[str, str] = field(default_factory=dict)
    """Names and properties of `meta` elements, lower case; the first of each."""
    title: str = ""
    canonical: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    """The schema.org article object, if the page carries one."""
    links: list[tuple[str, str]] = field(default_factory=list)
    """Text and address of each link."""


def read_html(text: str) -> PageLines:
    """Lines of an HTML page in document order. Bounded in nodes; never raises on any markup."""
    from selectolax.lexbor import LexborHTMLParser  # large, and pages are read in seldom

    tree = LexborHTMLParser(shallow(text))
    document = PageLines([])
    _read_head(tree, document)
    if tree.body is not None:
        _Walk(document).run(tree.body)
    return document


class _Walk:
    """One pass over the tree without recursion, gathering text between block boundaries."""

    def __init__(self, document: PageLines) -> None:
        self.document = document
        self.open: list[tuple[LexborNode, str, OpenElement | None]] = []
        self.scope: OpenElement | None = None
        self.parts: list[str] = []
        self.line_scope: OpenElement | None = None
        self.linked = 0

    def run(self, root: LexborNode) -> None:
        """Walk the elements under `root`, entering and leaving each once."""
        node = root
        for _ in range(_MAX_NODES):
            if child := self.enter(node):
                node = child
                continue
            while (sibling := node.next) is None or not self.open:
                if not self.open:
                    self.flush()
                    return
                node = self.leave()
            node = sibling
        self.flush()

    def enter(self, node: LexborNode) -> LexborNode | None:
        """Take in a node; its first child if there is something inside to walk."""
        tag = node.tag or ""
        if tag == "-text":
            self.add(node.text_content or "")
            return None
        if not node.is_element_node or tag in _SKIPPED:
            return None
        if tag not in _INLINE:
            self.flush()
        child = node.first_child
        if child is None or _hidden(node):
            return None
        self.open.append((node, tag, self.scope))
        if len(self.open) <= _DEEPEST:
            names = " ".join(node.attributes.get(key) or "" for key in _NAMING)
            self.scope = OpenElement(tag, f" {names.lower()[:500]} ", self.scope, len(self.open))
        return child

    def leave(self) -> LexborNode:
        """Close the innermost open element and give it back."""
        node, tag, around = self.open.pop()
        if tag not in _INLINE:
            self.flush()
        elif (sibling := node.next) is not None and sibling.tag == tag and not self.in_prose(tag):
            self.parts.append(" ")  # links and labels side by side are separate words
        self.scope = around
        return node

    def in_prose(self, tag: str) -> bool:
        """Whether runs that touch are one word: an editor cuts «۳۵۰» into pieces, a paragraph does not."""
        if tag in _APART:
            return False
        block = (
            next((scope for scope in self.scope.chain() if scope.tag not in _INLINE), None)
            if self.scope
            else None
        )
        return block is not None and block.tag in _PROSE and not _LABELLED.search(block.names)

    def add(self, text: str) -> None:
        """Text of the current line; in preformatted text each line break ends one."""
        scopes = {scope.tag for scope in islice(self.scope.chain(), 6)} if self.scope else set()
        first, *others = text.split("\n") if "pre" in scopes else [text]
        self.part(first, "a" in scopes)
        for other in others:
            self.flush()
            self.part(other, "a" in scopes)

    def part(self, text: str, linked: bool) -> None:
        """A piece of one line."""
        if text.strip():
            self.line_scope = self.line_scope or self.scope
            self.linked += len(text.strip()) if linked else 0
        self.parts.append(text)

    def flush(self) -> None:
        """End the current line."""
        text = _SPACE.sub(" ", "".join(self.parts)).strip()
        if text and len(self.document.lines) < _MAX_LINES:
            self.document.lines.append(TextLine(text, self.line_scope, min(1.0, self.linked / len(text))))
        self.parts, self.linked, self.line_scope = [], 0, None


def _hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return (
        "hidden" in attributes or "display:none" in style or (attributes.get("aria-hidden") or "") == "true"
    )


def _read_head(tree: LexborHTMLParser, document: PageLines) -> None:
    for node in islice(tree.css("meta"), 200):
        names = (node.attributes.get(key) for key in ("property", "name", "itemprop"))
        if (name := next(filter(None, names), None)) and (content := node.attributes.get("content")):
            document.meta.setdefault(name.lower().strip(), _SPACE.sub(" ", content).strip())
    if moment := tree.css_first("time[datetime]"):
        document.meta.setdefault("time", moment.attributes.get("datetime") or "")
    if title := tree.css_first("title"):
        document.title = _SPACE.sub(" ", title.text()).strip()
    if link := tree.css_first('link[rel="canonical"]'):
        document.canonical = (link.attributes.get("href") or "").strip()
    for script in islice(tree.css('script[type="application/ld+json"]'), 10):
        document.data = document.data or _article_object(script.text())
    for anchor in islice(tree.css("a[href]"), 2000):
        document.links.append(
            (_SPACE.sub(" ", anchor.text()).strip(), (anchor.attributes.get("href") or "").strip())
        )


def _article_object(source: str) -> dict[str, Any]:
    """The article among schema.org objects, or an empty one."""
    try:
        found = json.loads(source.strip(), strict=False)
    except (ValueError, RecursionError):
        return {}
    candidates = (
        found if isinstance(found, list) else found.get("@graph", [found]) if isinstance(found, dict) else []
    )
    for candidate in candidates if isinstance(candidates, list) else []:
        if isinstance(candidate, dict) and re.search(
            r"Article|BlogPosting|Report", str(candidate.get("@type"))
        ):
            return candidate
    return {}
