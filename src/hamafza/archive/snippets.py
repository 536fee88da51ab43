"""Where a text as written has what was looked for, and the part of it worth showing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from hamafza.lib.text.tokens import tokens

LENGTH = 260  # characters of a snippet
Span = tuple[int, int]


@dataclass(frozen=True)
class Snippet:
    """A part of a text, ``text == source[start:start + len(text)]``, with the places of matches in it."""

    text: str
    start: int
    marks: tuple[Span, ...]
    ends: bool
    """Whether it reaches to the end of the source."""

    @property
    def html(self) -> SafeString:
        """Escaped, matches in `<mark>`."""
        pieces: list[str] = []
        at = 0
        for start, end in self.marks:
            pieces += [escape(self.text[at:start]), "<mark>", escape(self.text[start:end]), "</mark>"]
            at = end
        body = "".join([*pieces, escape(self.text[at:])])
        return mark_safe(f"{'… ' if self.start else ''}{body}{'' if self.ends else ' …'}")  # noqa: S308 - escaped


class Marker:
    """Finds the patterns (runs of keys) of one query in texts."""

    def __init__(self, patterns: Iterable[tuple[str, ...]]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for pattern in dict.fromkeys(patterns):
            if pattern:
                self._by_first.setdefault(pattern[0], []).append(pattern)

    def marks(self, text: str) -> list[tuple[int, int, tuple[str, ...]]]:
        """Start, end and pattern of every match, in order, not overlapping."""
        if not self._by_first:
            return []
        keys: list[str] = []
        spans: list[Span] = []
        found: list[tuple[int, int, tuple[str, ...]]] = []
        for token in tokens(text):
            if (
                token.keys.joined in self._by_first
                and (token.keys.joined,) in self._by_first[token.keys.joined]
            ):
                found.append((token.start, token.end, (token.keys.joined,)))
            for part in token.keys.parts:
                keys.append(part)
                spans.append((token.start, token.end))
        for place, key in enumerate(keys):
            for pattern in self._by_first.get(key, ()):
                if tuple(keys[place : place + len(pattern)]) == pattern:
                    found.append((spans[place][0], spans[place + len(pattern) - 1][1], pattern))
        return apart(found)

    def whole(self, text: str) -> Snippet:
        """The whole text with its matches."""
        marks = tuple((start, end) for start, end, _pattern in self.marks(text))
        return Snippet(text, 0, marks, ends=True)

    def best(self, text: str, length: int = LENGTH) -> Snippet:
        """The part of the text, about `length` characters long, that has most of what was looked for."""
        marks = self.marks(text)
        start = window(marks, length)
        start = word_start(text, max(0, start))
        end = word_end(text, min(len(text), start + length))
        inside = tuple((s - start, e - start) for s, e, _p in marks if s >= start and e <= end)
        return Snippet(text[start:end], start, inside, ends=end >= len(text.rstrip()))


def apart(found: list[tuple[int, int, tuple[str, ...]]]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Without what lies inside or across an earlier, longer match."""
    kept: list[tuple[int, int, tuple[str, ...]]] = []
    for one in sorted(found, key=lambda m: (m[0], -m[1])):
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return kept


def window(marks: list[tuple[int, int, tuple[str, ...]]], length: int) -> int:
    """Where a window begins that has the most different patterns, then the most matches, the first such."""
    best, best_start, last = (0, 0), 0, 0
    for first, (start, _end, _pattern) in enumerate(marks):
        last = max(last, first)
        while last < len(marks) and marks[last][1] <= start + length - 40:
            last += 1
        inside = marks[first:last]
        value = (len({pattern for _s, _e, pattern in inside}), len(inside))
        if value > best:
            best, best_start = value, start - 40
    return best_start if best_start > 40 else 0


def word_start(text: str, at: int) -> int:
    """The beginning of the word at or before `at`, at most 30 characters back."""
    if at <= 0 or text[at - 1 : at].isspace():
        return at
    gap = max(text.rfind(" ", max(0, at - 30), at), text.rfind("\n", max(0, at - 30), at))
    return gap + 1 if gap >= 0 else at


def word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    gap = text.find(" ", at, at + 30)
    return gap if gap >= 0 else min(len(text), at + 30)
