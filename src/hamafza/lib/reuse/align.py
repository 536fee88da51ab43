"""Which passages two texts share: common runs of letters, joined over small gaps into passages."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from hamafza.lib.reuse.letters import Letters

SEED = 10
"""Letters of the runs that are looked for first."""
_TOO_COMMON = 8  # a run that a text has so often is no beginning
_MOST_RUNS = 2000
_LONGEST_GAP, _LARGEST_DRIFT = 60, 45
_SHORT_RUN, _SHORT_DRIFT = 16, 10  # one frequent word a little off the diagonal is met by chance
_LONGEST_RUN_AT_LEAST, _COVER_AT_LEAST = 18, 36
_LOOSE_COVER = 80
_WEAK_RUN, _WEAK_GAP, _WEAK_REACH = 14, 12, 800


class LetterRun(NamedTuple):
    """``a[a_start:a_start + length] == b[b_start:b_start + length]``, as letters."""

    a_start: int
    b_start: int
    length: int


@dataclass(slots=True)
class Passage:
    """A stretch of `a` that is a stretch of `b`, but for small gaps. All places count letters."""

    runs: list[LetterRun] = field(default_factory=list)

    @property
    def a_start(self) -> int:
        return self.runs[0].a_start

    @property
    def a_end(self) -> int:
        return self.runs[-1].a_start + self.runs[-1].length

    @property
    def b_start(self) -> int:
        return self.runs[0].b_start

    @property
    def b_end(self) -> int:
        return self.runs[-1].b_start + self.runs[-1].length

    @property
    def cover(self) -> int:
        """Letters that are the same in both."""
        return sum(run.length for run in self.runs)


class Seeds:
    """A text made ready to be compared with many others."""

    def __init__(self, of: Letters) -> None:
        self.letters = of
        self.at: dict[str, list[int]] = defaultdict(list)
        folded = of.folded
        for place in range(len(folded) - SEED + 1):
            self.at[folded[place : place + SEED]].append(place)
        self.at.default_factory = None


def align(a: Letters | Seeds, b: Letters) -> list[Passage]:
    """Passages of `a` that `b` has too, in the order of `a`; no letter of `a` is in two of them.

    >>> from hamafza.lib.reuse.letters import letters
    >>> a = letters("او گفت: بيمه كارگران فصلي استان از اول مهر آغاز ميشود و ادامه دارد")
    >>> b = letters("خبر: بیمهٔ کارگران فصلی استان از اول مهر آغاز می‌شود؛ همه می‌دانند")
    >>> [a.text[slice(*a.span(p.a_start, p.a_end))] for p in align(a, b)]
    ['بيمه كارگران فصلي استان از اول مهر آغاز ميشود']
    """
    seeds = a if isinstance(a, Seeds) else Seeds(a)
    chains = sorted(_chains(_runs(seeds, b)), key=lambda chain: (-chain.cover, chain.a_start))
    kept: list[Passage] = []
    for chain in chains:
        if _counts(chain) and (free := _without(chain, kept)) is not None:
            kept.append(free)
    kept.sort(key=lambda chain: chain.a_start)
    for chain in chains if kept else []:
        if not _counts(chain) and (free := _rest(chain, kept)) is not None and _belongs(free, kept):
            kept.append(free)
            kept.sort(key=lambda chain: chain.a_start)
    return kept


def _runs(seeds: Seeds, b: Letters) -> list[LetterRun]:
    """All longest common runs that begin with a seed not too common, in the order of `a`."""
    folded_a, folded_b = seeds.letters.folded, b.folded
    done: dict[int, int] = {}  # diagonal → where in b its last run ends
    found: list[LetterRun] = []
    at = seeds.at.get
    for j in range(len(folded_b) - SEED + 1):
        places = at(folded_b[j : j + SEED])
        if places is None or len(places) > _TOO_COMMON:
            continue
        for i in places:
            if done.get(j - i, -1) > j:
                continue
            run = _longest(folded_a, folded_b, i, j)
            done[j - i] = run.b_start + run.length
            found.append(run)
        if len(found) > _MOST_RUNS:
            break
    return sorted(found)


def _longest(a: str, b: str, i: int, j: int) -> LetterRun:
    """The longest common run through a common seed at `i` and `j`."""
    back = _common(a[max(0, i - 64) : i][::-1], b[max(0, j - 64) : j][::-1])
    length, step = SEED, 32
    while True:
        left, right = a[i + length : i + length + step], b[j + length : j + length + step]
        if left == right and len(left) == step:
            length += step
            step *= 2
            continue
        length += _common(left, right)
        return LetterRun(i - back, j - back, length + back)


def _common(left: str, right: str) -> int:
    """How many first characters are the same."""
    low, high = 0, min(len(left), len(right))
    while low < high:
        middle = (low + high + 1) // 2
        if left[low:middle] == right[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _chains(runs: list[LetterRun]) -> list[Passage]:
    """Runs joined to the chain whose end they continue with the least drift."""
    done: list[Passage] = []
    open_: list[Passage] = []
    for run in runs:
        still = [chain for chain in open_ if run.a_start - chain.a_end <= _LONGEST_GAP]
        if len(still) != len(open_):
            done += [chain for chain in open_ if run.a_start - chain.a_end > _LONGEST_GAP]
            open_ = still
        best, least = None, _LARGEST_DRIFT + 1
        for chain in open_[-50:]:
            drift = _drift(chain, run)
            if drift < least:
                best, least = chain, drift
        if best is None:
            open_.append(Passage([run]))
        elif len(best.runs) == 1 and run.a_start <= best.a_start and run.length > best.cover:
            best.runs = [run]  # its beginning stands twice in `b`, and only here does it go on
        elif (rest := _after(best, run)) is not None:
            best.runs.append(rest)
    return done + open_


def _drift(chain: Passage, run: LetterRun) -> int:
    """How far the run lies off the chain's diagonal; too far if it does not continue the chain."""
    gap_b = run.b_start - chain.b_end
    ends_later = run.a_start + run.length > chain.a_end and run.b_start + run.length > chain.b_end
    if not ends_later or run.a_start < chain.a_start or run.b_start < chain.b_start or gap_b > _LONGEST_GAP:
        return _LARGEST_DRIFT + 1
    last = chain.runs[-1]
    if run.a_start < last.a_start or run.b_start < last.b_start:
        return _LARGEST_DRIFT + 1
    drift = abs((run.a_start - run.b_start) - (last.a_start - last.b_start))
    return drift if run.length >= _SHORT_RUN or drift <= _SHORT_DRIFT else _LARGEST_DRIFT + 1


def _after(chain: Passage, run: LetterRun) -> LetterRun | None:
    """What of the run comes after the chain's end in both texts."""
    overlap = max(chain.a_end - run.a_start, chain.b_end - run.b_start, 0)
    return (
        LetterRun(run.a_start + overlap, run.b_start + overlap, run.length - overlap)
        if overlap < run.length
        else None
    )


def _counts(chain: Passage) -> bool:
    cover, longest = chain.cover, max(run.length for run in chain.runs)
    span = max(chain.a_end - chain.a_start, chain.b_end - chain.b_start)
    close = cover >= _COVER_AT_LEAST and cover >= 0.7 * span
    loose = cover >= _LOOSE_COVER and cover >= 0.5 * span
    return longest >= _LONGEST_RUN_AT_LEAST and (close or loose)


def _rest(chain: Passage, kept: list[Passage]) -> Passage | None:
    """The part of the chain whose letters of `a` no other chain has."""
    runs = chain.runs
    for other in kept:
        runs = [piece for run in runs for piece in _cut(run, other.a_start, other.a_end)]
    return Passage(runs) if runs else None


def _without(chain: Passage, kept: list[Passage]) -> Passage | None:
    """What others leave of the chain, if that counts by itself."""
    free = _rest(chain, kept)
    return free if free is not None and _counts(free) else None


def _belongs(chain: Passage, kept: list[Passage]) -> bool:
    """Whether a chain too weak to count alone, a short sentence, goes on where a passage ends or begins."""
    if max(run.length for run in chain.runs) < _WEAK_RUN:
        return False
    return any(
        (0 <= chain.a_start - other.a_end <= _WEAK_GAP and 0 <= chain.b_start - other.b_end <= _WEAK_REACH)
        or (0 <= other.a_start - chain.a_end <= _WEAK_GAP and 0 <= other.b_start - chain.b_end <= _WEAK_REACH)
        for other in kept
    )


def cut_letters(passage: Passage, low: int, high: int) -> Passage | None:
    """The passage without the letters `low` to `high` of `a`; None if nothing is left of it."""
    runs = [piece for run in passage.runs for piece in _cut(run, low, high)]
    return Passage(runs) if runs else None


def _cut(run: LetterRun, low: int, high: int) -> list[LetterRun]:
    """The run without the letters `low` to `high` of `a`."""
    end = run.a_start + run.length
    if end <= low or run.a_start >= high:
        return [run]
    pieces = []
    if run.a_start < low:
        pieces.append(LetterRun(run.a_start, run.b_start, low - run.a_start))
    if end > high:
        skip = high - run.a_start
        pieces.append(LetterRun(high, run.b_start + skip, end - high))
    return pieces
