"""Which shown versions share rare runs of letters with a text: the few worth comparing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from hamafza.lib.reuse.fingerprints import RUN, every_run, fingerprints
from hamafza.lib.reuse.letters import Letters
from hamafza.verify import postings
from hamafza.verify.models import Shown

ASKED_WHOLE = 1200  # letters: a text up to that length is asked for with every run of letters
BEST = 20
_RARE = 12  # in a small archive, a run that so many versions have may be a formula already
_FORMULA_SHARE = 0.02


@dataclass
class Found:
    """Candidates, the best first, and where in the text formulas stand."""

    ranked: list[Candidate] = field(default_factory=list)
    formulas: list[tuple[int, int]] = field(default_factory=list)

    @property
    def best(self) -> float:
        return self.ranked[0].score if self.ranked else 0.0


@dataclass
class Candidate:
    shown: int
    score: float = 0.0
    places: set[int] = field(default_factory=set)


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


def find(text: Letters) -> Found:
    """The shown versions that share the rarest runs with the text: two queries."""
    places = runs_of(text)
    rows = postings.find(postings.shelf().current, places)
    owners: dict[int, list[int]] = defaultdict(list)
    for number, shown, _place in rows:
        owners[number].append(shown)
    found: dict[int, Candidate] = {}
    for number, having in owners.items():
        for shown in having:
            one = found.setdefault(shown, Candidate(shown))
            one.score += 1 / len(having)
            one.places.update(places[number])
    ranked = sorted(found.values(), key=lambda one: (-one.score, -len(one.places), one.shown))
    return Found(ranked[:BEST], formulas(owners, places))


def formulas(owners: dict[int, list[int]], places: dict[int, list[int]]) -> list[tuple[int, int]]:
    """Stretches of letters of the text that very many items have."""
    most = max((len(having) for having in owners.values()), default=0)
    if most < _RARE:
        return []
    many = min(postings.FULL, max(_RARE, int(_FORMULA_SHARE * Shown.objects.count())))
    common = sorted(
        place for number, having in owners.items() if len(having) >= many for place in places[number]
    )
    spans: list[tuple[int, int]] = []
    for place in common:
        if spans and place <= spans[-1][1]:
            spans[-1] = (spans[-1][0], place + RUN)
        else:
            spans.append((place, place + RUN))
    return spans
