"""Many units at once: what a pasted list of codes and names means, line by line, before anything is done with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hamafza.council import access
from hamafza.council.models import Series
from hamafza.lib.text.fold import fold_tight
from hamafza.network.models import Unit

LINES = 1000
LEAST = 3  # letters of a part of a name
BETWEEN = re.compile(r"[\n\t,،;؛]+")


@dataclass(frozen=True)
class SeatsRead:
    """Units that get a seat, those that have one, words that fit no unit, and words that fit several."""

    found: Sequence[Unit]
    seated: Sequence[Unit]
    unknown: Sequence[str]
    doubtful: Sequence[str]

    @property
    def unread(self) -> list[str]:
        return [*self.unknown, *self.doubtful]


def read(series: Series, chosen: Iterable[Unit], pasted: str) -> SeatsRead:
    """Two queries, however long the list is."""
    named = [(unit, tuple(called(unit))) for unit in Unit.objects.filter(active=True)]
    meant = {words: meaning(words, named) for words in pieces(pasted)}
    single = [units[0] for units in meant.values() if len(units) == 1]
    units = list(dict.fromkeys([*chosen, *single]))
    taken = set(access.sitting(series).filter(person=None).values_list("unit", flat=True))
    return SeatsRead(
        [unit for unit in units if unit.pk not in taken],
        [unit for unit in units if unit.pk in taken],
        [words for words, units in meant.items() if not units],
        [words for words, units in meant.items() if len(units) > 1],
    )


def pieces(pasted: str) -> list[str]:
    """What stands on a line or between commas, each once."""
    found = (piece.strip(" .-•") for piece in BETWEEN.split(pasted))
    return list(dict.fromkeys(piece for piece in found if piece))[:LINES]


def called(unit: Unit) -> Iterable[str]:
    return (fold_tight(name) for name in (unit.code, unit.name, unit.name_en) if name)


def meaning(words: str, named: Sequence[tuple[Unit, tuple[str, ...]]]) -> list[Unit]:
    """Units that are called just so; if none is, those that have it in their name."""
    tight = fold_tight(words)
    same = [unit for unit, names in named if tight in names]
    if same or len(tight) < LEAST:
        return same
    return [unit for unit, names in named if any(tight in name for name in names[1:])]
