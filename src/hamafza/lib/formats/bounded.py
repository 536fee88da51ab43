"""Markup that a parser reads in a time that grows with its length, whatever somebody has sent.

Parsers need time by the square for deep nesting, for books of attributes and for long runs of certain
characters in one text. No page of people has them.
"""

from __future__ import annotations

import re

DEEPEST = 1000
LONGEST_TAG = 10_000
RUN = 200
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)[^<>]*>?")
# Each of the characters is a text of its own for a parser, which it then puts together: see `parted`.
_PIECE = re.compile(r"</?[A-Za-z][^>]*>?|[&\x80-\xff]")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "p",
        "param",
        "source",
        "td",
        "th",
        "tr",
        "track",
        "wbr",
        "li",
        "dt",
        "dd",
        "option",
    ]
)


def shallow(text: str, deepest: int = DEEPEST) -> str:
    """Without tags that open deeper, or are longer than any of people's."""
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        if len(tag.group()) > LONGEST_TAG:
            return " "
        if tag["name"].lower() not in _VOID:
            depth = max(0, depth - 1) if tag["close"] else depth + 1
        return tag.group() if depth <= deepest else " "

    return _TAG.sub(kept, text)


def parted(text: str) -> str:
    """With an empty comment between every few pieces outside of tags; who cleans the markup drops it."""
    pieces = 0

    def kept(found: re.Match[str]) -> str:
        nonlocal pieces
        pieces += len(found.group()) == 1
        return found.group() if pieces % RUN or len(found.group()) > 1 else f"<!---->{found.group()}"

    return _PIECE.sub(kept, text)
