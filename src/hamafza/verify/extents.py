"""Where passages stand in their sentences, and in which order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from hamafza.lib.reuse.align import Passage, cut_letters
from hamafza.lib.reuse.letters import Letters
from hamafza.lib.reuse.negation import denies
from hamafza.lib.reuse.vocabulary import is_frame
from hamafza.lib.reuse.words import PlacedWord, TextWords
from hamafza.verify import spans
from hamafza.verify.spans import Span

TOUCH = 10  # letters by which passages may seem to overlap
ALL = 0.97  # of an original: so much of it is all but its signs
_HARD = re.compile(r"[.؟!?…][»”\"')\]]*(?=\s|$)|\n")
_SOFT = re.compile(r"[:؛»«“”\"]")


def extent(frame: Sequence[Passage]) -> tuple[Span, Span]:
    """From where to where passages go in the text and in the original."""
    return (frame[0].a_start, frame[-1].a_end), (frame[0].b_start, frame[-1].b_end)


def around(of: Letters, span: Span) -> tuple[Span, Span]:
    """Places in the text: what stands before the span in its sentence, and what stands behind it."""
    start, end = of.span(*span)
    first = max((m.end() for m in _HARD.finditer(of.text, 0, start)), default=0)
    last = _HARD.search(of.text, end)
    return (first, start), (end, last.start() if last else len(of.text))


def sentences(of: Letters) -> list[Span]:
    """Where sentences and lines stand, in letters."""
    ends = [0, *(of.index(found.end()) for found in _HARD.finditer(of.text)), len(of)]
    return [one for one in pairwise(ends) if one[0] < one[1]]


def tears(official: TextWords, place: Span, *, at_end: bool) -> bool:
    """Whether a sentence is torn where these words of it were left out."""
    start, end = place
    words = words_in(official, place)
    if not words:
        return False
    if any(denies(word.key) or is_frame(word.key) for word in words):
        return True
    gap = (
        official.letters.text[words[-1].end : end]
        if at_end
        else official.letters.text[start : words[0].start]
    )
    return _SOFT.search(gap) is None


def words_in(text: TextWords, place: Span) -> list[PlacedWord]:
    """The whole words between two places of the text."""
    return [word for word in text.all if place[0] <= word.start and word.end <= place[1]]


def word_span(text: TextWords, numbers: range) -> Span | None:
    """The letters of these words."""
    return (text.all[numbers[0]].first, text.all[numbers[-1]].last) if numbers else None


def goes_back(passages: Sequence[Passage]) -> bool:
    """Whether a passage stands before an earlier one in the original; one that is told twice does no harm."""
    told: list[Span] = []
    for passage in passages:
        here = passage.b_start, passage.b_end
        again = spans.overlap(here, told) >= ALL * (here[1] - here[0])
        if told and here[0] < told[-1][1] - TOUCH and here[0] > told[0][0] and not again:
            return True
        if told and here[1] <= told[0][0] + TOUCH:
            return True
        told = spans.union([*told, here])
    return False


def whole_lines(passages: Iterable[Passage], lines: Sequence[Span]) -> Iterable[Passage]:
    """The passages without what they have of the beginning or the end of lines that are official as they stand.

    Neighbours agree by chance: a headline that ends like the lead that was left out.
    """
    for passage in passages:
        left: Passage | None = passage
        for start, end in lines:
            if left and (start < left.a_start < end or start < left.a_end < end):
                left = cut_letters(left, start, end)
        if left:
            yield left


def whole_sentences(pasted: Letters, held: Iterable[Iterable[Span]]) -> int:
    """Letters of the sentences that one of the originals has from end to end, however usual they are."""
    each = [spans.union(official) for official in held]
    return sum(
        one[1] - one[0]
        for one in sentences(pasted)
        if any(spans.overlap(one, official) >= ALL * (one[1] - one[0]) for official in each)
    )
