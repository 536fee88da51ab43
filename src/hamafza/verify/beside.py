"""The words of a pasted text that no original accounts for, and what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hamafza.lib.reuse.differences import Change
from hamafza.lib.reuse.kinds import Kinds
from hamafza.lib.reuse.marks import OVERRIDES
from hamafza.lib.reuse.words import TextWords
from hamafza.verify.answers import Foreign
from hamafza.verify.spans import Span

_LOOKED_AT = 200  # words of a foreign run


def foreign(words: TextWords, told: list[Span], names: frozenset[str]) -> list[Foreign]:
    """The words that nobody accounts for, each run of them with what it is about."""
    left, at = list[int](), 0
    for number, word in enumerate(words.all):
        first = min(word.first, max(0, word.last - 1))  # «%» has no letters and goes with its number
        while at < len(told) and told[at][1] <= first:
            at += 1
        if at == len(told) or told[at][0] >= word.last:
            left.append(number)
    kinds = Kinds(words, words, names)
    found = []
    for first, last in _runs(left):
        start, end = _with_signs(words.letters.text, words.all[first].start, words.all[last].end)
        found.append(Foreign(start, end, kinds.beside(range(first, min(last + 1, first + _LOOKED_AT)))))
    return found


def _with_signs(text: str, start: int, end: int) -> Span:
    """With the signs that touch the words («<script>», «شد!»)."""
    while start and not (text[start - 1].isspace() or text[start - 1].isalnum()):
        start -= 1
    while end < len(text) and not (text[end].isspace() or text[end].isalnum()):
        end += 1
    return start, end


def overrides(text: str, changes: Sequence[Change]) -> Iterable[Foreign]:
    """Characters that turn the direction of what follows, wherever they stand."""
    for place, character in enumerate(text):
        if character in OVERRIDES and not any(one.b_start <= place < one.b_end for one in changes):
            yield Foreign(place, place + 1, ("direction",))


def _runs(numbers: Sequence[int]) -> Iterable[Span]:
    """First and last of each run of numbers on end."""
    first = None
    for at, number in enumerate(numbers):
        first = number if first is None else first
        if at + 1 == len(numbers) or numbers[at + 1] != number + 1:
            yield first, number
            first = None
