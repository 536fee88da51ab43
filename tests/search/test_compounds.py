"""Three hundred compounds, each asked in three spellings, find it in all three spellings."""

from __future__ import annotations

import random

import pytest

from hamafza.archive.queries import search
from hamafza.lib.text.fold import fold
from hamafza.lib.text.letters import ZWNJ
from tests.search.archives import compounds, nouns, store, strangers
from tests.world import World

SPELLINGS = {"spaced": " ", "half-space": ZWNJ, "glued": ""}
Pair = tuple[str, str]


def archive_of(pairs: list[Pair]) -> tuple[list[tuple[str, str]], list[set[Pair]]]:
    """Texts with three compounds each, every compound in each spelling twice; and which ones a text has."""
    chance = random.Random(17)
    places = [(pair, sign) for pair in pairs for sign in SPELLINGS.values() for _ in range(2)]
    chance.shuffle(places)
    words = nouns(600)
    rows, having = [], []
    for start in range(0, len(places), 3):
        inside = places[start : start + 3]
        row = [word for pair, sign in inside for word in (*chance.sample(words, 12), sign.join(pair))]
        rows.append(("خبر", f"<p>{' '.join(row)}</p>"))
        having.append({pair for pair, _sign in inside})
    return rows, having


def measure(world: World, pairs: list[Pair], *, apart: bool) -> dict[str, tuple[float, float]]:
    """Recall and precision of each spelling of the query; a spaced query is asked as a phrase."""
    rows, having = archive_of(pairs)
    items = sorted(store(world, rows))
    result = {}
    for name, sign in SPELLINGS.items():
        hits = wanted = found_all = 0
        for pair in pairs:
            query = f"«{' '.join(pair)}»" if sign == " " and apart else sign.join(pair)
            found = {one.item.pk for one in search(query, size=1000, suggestions=False).items}
            relevant = {items[n] for n, inside in enumerate(having) if same(pair, inside)}
            hits += len(found & relevant)
            wanted += len(relevant)
            found_all += len(found)
        result[name] = (hits / wanted, hits / found_all)
    return result


def same(pair: Pair, inside: set[Pair]) -> bool:
    return any(fold("".join(pair)) == fold("".join(other)) for other in inside)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_three_spellings_of_three_hundred_compounds(world: World) -> None:
    for name, (recall, precision) in measure(world, compounds(300), apart=True).items():
        assert recall >= 0.99, (name, recall)
        assert precision >= 0.80, (name, precision)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_compounds_that_no_list_knows(world: World) -> None:
    """Found by their halves once the halves are common enough in the archive by themselves."""
    for name, (recall, precision) in measure(world, strangers(60), apart=True).items():
        assert recall >= 0.99, (name, recall)
        assert precision >= 0.80, (name, precision)
