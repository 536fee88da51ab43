"""Where a text as written has what was looked for, and the part of it worth showing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from hamafza.lib.text.tokens import Keys, keys, written

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


Pattern = tuple[str, ...]
Mark = tuple[int, int, Pattern]


class Marker:
    """Finds the patterns (runs of keys) of one query in texts; each written word is looked at once."""

    def __init__(self, words: Iterable[Iterable[Pattern]]) -> None:
        """`words`: for each word looked for, the patterns that stand for it."""
        words = [tuple(patterns) for patterns in words]
        patterns = [pattern for one in words for pattern in one]
        self._words = {pattern[0]: n for n, one in enumerate(words) for pattern in one if len(pattern) == 1}
        self._by_first: dict[str, list[Pattern]] = {}
        for pattern in dict.fromkeys(patterns):
            if pattern:
                self._by_first.setdefault(pattern[0], []).append(pattern)
        self._inside = {key for found in self._by_first.values() for pattern in found for key in pattern}
        self._known: dict[str, Keys | int] = {}

    def marks(self, text: str, enough: int = 0, length: int = 0) -> list[Mark]:
        """Start, end and pattern of every match, in order, not overlapping.

        With `enough` only to a little after the place where so many different words have been met.
        """
        if not self._by_first:
            return []
        known, place = self._known, 0
        at: dict[int, tuple[str, int, int]] = {}
        found: list[Mark] = []
        met: set[int] = set()
        end = len(text)
        for match in written(text):
            if match.start() > end:
                break
            word = match.group()
            value = known.get(word)
            if value is None:
                value = known[word] = self._looked_at(word)
            if isinstance(value, int):
                place += value
                continue
            if (value.joined,) in self._by_first.get(value.joined, ()):
                found.append((match.start(), match.end(), (value.joined,)))
            for part in value.parts:
                at[place] = (part, match.start(), match.end())
                place += 1
                if enough and part in self._words:
                    met.add(self._words[part])
                    if len(met) == enough and end == len(text):
                        end = match.end() + length
        for start, (key, first, _end) in at.items():
            for pattern in self._by_first.get(key, ()):
                run = [at.get(start + n) for n in range(len(pattern))]
                if all(one and one[0] == want for one, want in zip(run, pattern, strict=True)):
                    found.append((first, run[-1][2], pattern))  # type: ignore[index]
        return apart(found)

    def _looked_at(self, word: str) -> Keys | int:
        """The keys of a word that a pattern may have, else how many places it takes."""
        found = keys(word)
        wanted = not self._inside.isdisjoint(found.parts) or found.joined in self._by_first
        return found if wanted else len(found.parts)

    def whole(self, text: str) -> Snippet:
        """The whole text with its matches."""
        marks = tuple((start, end) for start, end, _pattern in self.marks(text))
        return Snippet(text, 0, marks, ends=True)

    def best(self, text: str, length: int = LENGTH, enough: int = 0) -> Snippet:
        """The part of the text, about `length` characters long, that has most of what was looked for.

        `enough`: how many of the words the text has; no more of it is read than shows them (0: all of it).
        """
        marks = self.marks(text, enough, length)
        start = window(marks, length)
        start = word_start(text, max(0, start))
        end = word_end(text, min(len(text), start + length))
        inside = tuple((s - start, e - start) for s, e, _p in marks if s >= start and e <= end)
        return Snippet(text[start:end], start, inside, ends=end >= len(text.rstrip()))


def apart(found: list[Mark]) -> list[Mark]:
    """Without what lies inside or across an earlier, longer match."""
    kept: list[Mark] = []
    for one in sorted(found, key=lambda m: (m[0], -m[1])):
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return kept


def window(marks: list[Mark], length: int) -> int:
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
