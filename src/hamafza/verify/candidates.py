"""Which shown versions share rare runs of letters with a text: the few worth comparing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from hamafza.lib.reuse.fingerprints import RUN, every_run, fingerprints
from hamafza.lib.reuse.letters import Letters
from hamafza.verify import postings
from hamafza.verify.models import PublishedVersion
from hamafza.verify.spans import union

ASKED_WHOLE = 1200  # letters: a text up to that length is asked for with every run of letters
LONG = 400  # letters: a longer text leads by more than chance, and each comparison costs more
BEST, BEST_OF_LONG = 40, 24
_FORMULA = 12, 0.02  # in a small archive, a run that so many versions have may be a formula already
_COMMON = 5, 0.005
_COMMON_ANYWHERE = 24  # versions that have a run of letters: in an archive of any size it is common then
_RARITY = 0.5


@dataclass
class FoundCandidates:
    """Candidates, the best first, and where in the text formulas stand."""

    ranked: list[Candidate] = field(default_factory=list)
    formulas: list[tuple[int, int]] = field(default_factory=list)
    common: list[tuple[int, int]] = field(default_factory=list)
    """Where words stand that several items have: too common to call a text that has them a copy of one."""

    @property
    def best(self) -> float:
        return self.ranked[0].score if self.ranked else 0.0


@dataclass
class Candidate:
    """`score`: letters of the text that it shares, the rarer the more; `cells` are those letters, eight a bit."""

    shown: int
    score: float = 0.0
    cells: int = 0


def runs_of(text: Letters) -> dict[int, list[int]]:
    """Fingerprint → its places. A short text is asked for with all its runs, since the index is thinned already."""
    places: dict[int, list[int]] = defaultdict(list)
    if len(text) <= ASKED_WHOLE:
        for place, number in enumerate(every_run(text.folded)):
            places[number].append(place)
    else:
        for number, place in fingerprints(text.folded):
            places[number].append(place)
    return places


def find(text: Letters) -> FoundCandidates:
    """The shown versions that share most of the text, by rare runs of letters: two queries.

    Which runs of a text are kept depends on the letters around them. So of texts that are nearly the same each
    has some runs alone, and only the letters that all its runs cover tell which of them is nearest.
    """
    places = runs_of(text)
    rows = postings.find(postings.shelf().current, places)
    owners: dict[int, list[int]] = defaultdict(list)
    for number, shown, _place in rows:
        owners[number].append(shown)
    ranked = sorted(scored(owners, places), key=lambda one: (-one.score, -one.cells.bit_count(), one.shown))
    best = ranked[: BEST_OF_LONG if len(text) > LONG else BEST]
    return FoundCandidates(
        best,
        stretches(owners, places, *_FORMULA, postings.FULL),
        stretches(owners, places, *_COMMON, _COMMON_ANYWHERE),
    )


def scored(owners: dict[int, list[int]], places: dict[int, list[int]]) -> list[Candidate]:
    """All that share a run with the text. Letters count once, by the rarest run that has them."""
    scores: defaultdict[int, float] = defaultdict(float)
    held: defaultdict[int, int] = defaultdict(int)
    for number, having in sorted(owners.items(), key=lambda one: len(one[1])):
        cells, weight = cells_of((place, place + RUN) for place in places[number]), len(having) ** -_RARITY
        for shown in having:
            if more := cells & ~held[shown]:
                held[shown] |= more
                scores[shown] += weight * more.bit_count()
    return [Candidate(shown, score, held[shown]) for shown, score in scores.items()]


def cells_of(stretches: Iterable[tuple[int, int]]) -> int:
    """The letters of these stretches as bits, one for eight letters."""
    cells = 0
    for start, end in stretches:
        first, last = start >> 3, (end - 1) >> 3
        cells |= ((1 << (last - first + 1)) - 1) << first
    return cells


def stretches(
    owners: dict[int, list[int]], places: dict[int, list[int]], least: int, share: float, most: int
) -> list[tuple[int, int]]:
    """Stretches of letters of the text that this share of all shown versions has: at least so many, or the most asked for."""
    if max((len(having) for having in owners.values()), default=0) < least:
        return []
    many = min(most, max(least, int(share * PublishedVersion.objects.count())))
    common = (place for number, having in owners.items() if len(having) >= many for place in places[number])
    return union((place, place + RUN) for place in common)
