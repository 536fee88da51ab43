"""Arithmetic with spans `(start, end)` of letters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from hamafza.lib.reuse.letters import Letters
from hamafza.lib.reuse.words import TextWords

Span = tuple[int, int]
SHORT_LINE = 8  # letters of a line (a kicker, a date) that is official if the original has it as it is


def union(many: Iterable[Span]) -> list[Span]:
    """The spans in order, those that touch made one."""
    joined: list[Span] = []
    for start, end in sorted(many):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def overlap(span: Span, others: Iterable[Span]) -> int:
    """How much of a span the others, which do not overlap, have in common with it."""
    return sum(max(0, min(span[1], end) - max(span[0], start)) for start, end in others)


def outside_holes(many: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    """What is left of the spans outside the holes, in order."""
    left = list(many)
    for low, high in holes:
        left = (
            [
                piece
                for start, end in left
                for piece in ((start, min(end, low)), (max(start, high), end))
                if piece[0] < piece[1]
            ]
            if low < high
            else left
        )
    return sorted(left)


def lines_within(pasted: Letters, official: Letters) -> list[Span]:
    """Lines of the pasted text, too short for a passage, that the official text has letter for letter."""
    found, at = [], 0
    for line in pasted.text.splitlines(keepends=True):
        start, end = pasted.index(at), pasted.index(at + len(line))
        at += len(line)
        if SHORT_LINE <= end - start <= 60 and pasted.folded[start:end] in official.folded:
            found.append((start, end))
    return found


def placed(
    lines: Iterable[Span], passages: Sequence[tuple[int, int, int, int]], pasted: Letters, official: Letters
) -> list[tuple[int, int, int, int]]:
    """The lines that are in no passage, with where the original has them: behind the passage before, if it can be."""
    found = []
    for start, end in lines:
        if any(low < end and start < high for low, high, _from, _to in passages):
            continue
        before = max((to for _low, high, _from, to in passages if high <= start), default=0)
        line = pasted.folded[start:end]
        at = official.folded.find(line, before)
        at = at if at >= 0 else official.folded.find(line)
        found.append((start, end, at, at + end - start))
    return found


def count_words(text: TextWords, span: Span) -> int:
    """How many whole words stand in the span."""
    first = bisect_left(text.all, span[0], key=lambda word: word.first)
    return max(0, bisect_right(text.all, span[1], key=lambda word: word.last) - first)


def whole_words(text: TextWords, span: Span) -> Span:
    """The span without the pieces of words at its ends, which agree by chance; itself if nothing were left."""
    first = bisect_left(text.all, span[0], key=lambda word: word.first)
    behind = bisect_right(text.all, span[1], key=lambda word: word.last)
    return (text.all[first].first, text.all[behind - 1].last) if first < behind else span
