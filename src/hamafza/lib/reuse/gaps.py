"""Where two texts that share passages differ: the gaps between common runs of letters, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from hamafza.lib.reuse.align import LetterRun, Passage
from hamafza.lib.reuse.amounts import is_number
from hamafza.lib.reuse.negation import opposite
from hamafza.lib.reuse.words import TextWords

_FAR = 150  # letters: two passages with so much of other text between them in both are two quotations
_TOUCH = 10  # letters by which two passages may seem to overlap, since neighbours agree by chance
_REACH = 8  # words at the edge of a passage that may still belong to its sentence
_BEYOND = 3  # words that may still belong to the sentence before or behind
_STOP = re.compile(r"[.؟!?…](?=\s|$)|[\n«»]")


@dataclass(frozen=True, slots=True)
class Gap:
    """Words of both texts between two places that they have in common."""

    a: range
    b: range
    edge: Literal["", "before", "behind"] = ""
    """Whether it is beside the outermost passages and not between two."""


def frames(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Passages that continue one another in both texts."""
    frame: list[Passage] = []
    for passage in passages:
        if frame:
            last = frame[-1]
            between = passage.a_start - last.a_end, passage.b_start - last.b_end
            if between[1] < -_TOUCH or min(between) > _FAR:
                yield frame
                frame = []
        frame.append(passage)
    if frame:
        yield frame


def gaps(original: TextWords, text: TextWords, frame: list[Passage]) -> Iterator[Gap]:
    """Where the two differ, from one common word boundary to the next."""
    left: Bound | None = None
    for run in (run for passage in frame for run in passage.runs):
        first, last = _bounds(original, text, run, left or (0, 0))
        if first is None or last is None:
            continue
        if left is None:
            yield _edge(_back(original, first[1]), _back(text, first[0]), "before")
            yield from _across(original, text, first, "before")
        elif first != left:
            yield Gap(range(left[1], first[1]), range(left[0], first[0]))
        left = last
    if left is not None:
        yield _edge(_on(original, left[1]), _on(text, left[0]), "behind")
        yield from _across(original, text, left, "behind")


Bound = tuple[int, int]  # number of a word of the text, and of one of the original


def _bounds(
    original: TextWords, text: TextWords, run: LetterRun, least: Bound
) -> tuple[Bound | None, Bound | None]:
    """The first and the last place of a run where words of both texts begin, not before `least`."""
    first = last = None
    for place in range(run.length + 1):
        here, there = text.resumes.get(run.a_start + place), original.resumes.get(run.b_start + place)
        if here is not None and there is not None and here >= least[0] and there >= least[1]:
            first = here, there
            break
    for place in range(run.length, -1, -1) if first else ():
        here, there = text.begins.get(run.a_start + place), original.begins.get(run.b_start + place)
        if here is not None and there is not None and here >= least[0] and there >= least[1]:
            last = here, there
            break
    return first, max(first, last) if first and last else first


def _edge(a: range, b: range, side: Literal["before", "behind"]) -> Gap:
    """As many words of both beside a passage as the shorter side has, and one more."""
    count = min(len(a), len(b)) + 1 if a and b else 0
    return Gap(nearest(a, count, side), nearest(b, count, side), side)


def nearest(words: range, count: int, side: str) -> range:
    """So many of the words before or behind a passage that are next to it."""
    return words[max(0, len(words) - count) :] if side == "before" else words[:count]


def _across(
    original: TextWords, text: TextWords, at: Bound, side: Literal["before", "behind"]
) -> Iterator[Gap]:
    """Words beside a passage that belong to another sentence: numbers exchanged, words denied.

    They are of the original if the word beyond them is the same in both, or if the text has none there.
    """
    step = -1 if side == "before" else 1
    here, there = (n if step > 0 else n - 1 for n in at)
    if not (_parted(text, here, step) or _parted(original, there, step)):
        return  # without a stop between they are seen with the edge
    pairs: list[Gap] = []
    for _ in range(_BEYOND):
        if not 0 <= there < len(original.all):
            return
        if not 0 <= here < len(text.all):
            break
        before, after = original.all[there].key, text.all[here].key
        if before == after:
            yield from pairs
            return
        if not (opposite(before, after) or (is_number(before) and is_number(after))):
            return
        pairs.append(Gap(range(there, there + 1), range(here, here + 1), side))
        here, there = here + step, there + step
    if all(opposite(original.all[one.a[0]].key, text.all[one.b[0]].key) for one in pairs):
        yield from pairs


def _parted(text: TextWords, n: int, step: int) -> bool:
    """Whether a stop stands between the word and the one before it in the direction of `step`."""
    return 0 <= n < len(text.all) and 0 <= n - step < len(text.all) and stops(text, min(n, n - step))


def _back(text: TextWords, n: int) -> range:
    first = n
    while first > 0 and n - first <= _REACH and not stops(text, first - 1):
        first -= 1
    return range(first, n)


def _on(text: TextWords, n: int) -> range:
    last = n
    while last < len(text.all) and last - n <= _REACH and (last == 0 or not stops(text, last - 1)):
        last += 1
    return range(n, last)


def stops(text: TextWords, n: int) -> bool:
    """Whether a sentence ends between the word and the next."""
    end = text.all[n + 1].start if n + 1 < len(text.all) else len(text.letters.text)
    return _STOP.search(text.letters.text, text.all[n].end, end) is not None
