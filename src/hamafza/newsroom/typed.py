"""What is typed into an item is read like what is imported: one cleaning for the form, the API and pages."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any, NamedTuple

from hamafza.lib.text.display import display
from hamafza.lib.text.typed import TypingSuggestion, correct_typing, refused, suggestions
from hamafza.newsroom.content import Content
from hamafza.newsroom.markup import clean, plain_text
from hamafza.newsroom.models import Version

PROSE = ("kicker", "headline", "abstract")
NAMES = ("byline", "dateline", "place", "source")
"""Names get their letters put right and no half-spaces: people spell their own names."""


def typed(
    content: Content, *, kept: Collection[str] = (), before: Version | Content | None = None
) -> Content:
    """The content with its text put right. What did not change since `before` stays as it was stored.

    `kept`: words whose half-space the person took back; what they refused before stays refused.
    """
    fields: dict[str, Any] = {}
    for name in (*PROSE, *NAMES, "body"):
        value, stood = getattr(content, name), getattr(before, name, "")
        if before is None or value != stood:
            fields[name] = _put_right(name, value, content.language, {*kept, *_refused(name, stood)})
    return replace(content, **fields)


def _put_right(name: str, value: str, language: str, kept: Collection[str]) -> str:
    if name in NAMES:
        return display(value)
    if name == "body":
        return in_markup(clean(value), lambda text: correct_typing(text, language=language, kept=kept))
    return correct_typing(value, language=language, kept=kept)


def _refused(name: str, stood: str) -> set[str]:
    return refused(plain_text(stood) if name == "body" else stood)


_BLOCKS = re.compile(r"(</?(?:p|h2|h3|ul|ol|li|blockquote|pre|code)\b(?:[^>\"]|\"[^\"]*\")*>|<br\s*/?>)")
_TAGS = re.compile(r"(<(?:[^>\"]|\"[^\"]*\")*>)")
_CODE = re.compile(r"<(/?)(?:pre|code)\b")


class Block(NamedTuple):
    """A stretch of text of one paragraph: its markup, its words, and whether they are code."""

    markup: str
    text: str
    code: bool


def blocks(body: str) -> list[Block]:
    """A clean body cut at its block elements; the cuts themselves are blocks without text."""
    found, depth = [], 0
    for part in _BLOCKS.split(body):
        if tag := _CODE.match(part):
            depth += -1 if tag[1] else 1
        words = "".join(html.unescape(piece) for piece in _TAGS.split(part)[::2])
        found.append(Block(part, words, depth > 0))
    return found


def in_markup(body: str, change: Callable[[str], str]) -> str:
    """`change` of the text of a clean body, a paragraph at a time: runs that touch are one text."""
    return "".join(_in_block(block, change) for block in blocks(body))


def _in_block(block: Block, change: Callable[[str], str]) -> str:
    if block.code or not block.text.strip():
        return block.markup
    edges = len(block.text) - len(block.text.lstrip(" ")), len(block.text.rstrip(" "))
    inner = block.text[edges[0] : edges[1]]
    after = change(inner)
    if after == inner:
        return block.markup
    steps = [s._replace(start=s.start + edges[0], end=s.end + edges[0]) for s in suggestions(inner, after)]
    return _laid_over(block, steps)


def _laid_over(block: Block, steps: list[TypingSuggestion]) -> str:
    """The steps carried out inside the runs of a paragraph; one that crosses a tag changes letters only."""
    written, at, queue = [], 0, list(steps)
    for number, piece in enumerate(_TAGS.split(block.markup)):
        if number % 2:
            written.append(piece)
            continue
        text = html.unescape(piece)
        done, end = at, at + len(text)
        while queue and queue[0].start < end:
            step = queue[0]
            written.append(html.escape(block.text[done : max(done, step.start)], quote=False))
            if step.start >= at and step.end <= end:
                written.append(html.escape(step.after, quote=False))
            else:
                shared = block.text[max(step.start, at) : min(step.end, end)]
                written.append(html.escape(_letters(shared), quote=False))
            done = min(step.end, end)
            if step.end > end:
                break
            queue.pop(0)
        written.append(html.escape(block.text[done:end], quote=False))
        at = end
    return "".join(written)


def _letters(text: str) -> str:
    """Letters put right one by one, spaces as they are."""
    lead = text[: len(text) - len(text.lstrip(" "))]
    trail = text[len(text.rstrip(" ")) :] if text.strip(" ") else ""
    return lead + display(text, punctuation=False) + trail
