"""Which of the matching items are looked at, and in which order they are shown.

The same arithmetic runs on both databases, over numbers of our own, so both give the same order:
BM25 with the title counted twice, a little more for words side by side as in the query, and up to a
tenth more for what is new.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from hamafza.archive.analysis import TF_BITS, TF_MOST
from hamafza.archive.engines import IndexHit, SearchScope, engine, newest
from hamafza.archive.expressions import Expression, Without, every, some
from hamafza.archive.plan import QueryPlan, SideBySide, WordForms

POOL = 1000
"""Most items that are ranked for one query; beyond it the newest of them are."""
K1, B = 1.2, 0.85
SIDE_BY_SIDE = 0.15
"""How much of their own weight two neighbours of the query add where a text has them so."""
CLOSELY = 100
"""Most items, the best ones, of which it is asked: PostgreSQL reads the whole text of each."""
FRESH, HALF_LIFE = 0.1, 90 * 86_400
CODE_SCORE = 1000.0


@dataclass(frozen=True)
class Numbers:
    """What ranking needs to know of the whole archive; kept in the address of a following page."""

    items: int
    words: int
    dfs: tuple[int, ...]


@dataclass(frozen=True)
class Pool:
    """The items that match, as many as are ranked."""

    hits: dict[int, IndexHit]
    cut: bool
    """Whether more items match."""
    having: dict[int, frozenset[int]]
    """Of words that stand for several terms: place of the word → items that have it."""


def base_of(plan: QueryPlan) -> tuple[bool, Expression | None]:
    """What every item must fulfil; False if nothing can."""
    if any(one is None for one in plan.needed):
        return False, None
    return True, every(plan.needed) if plan.needed else None


def wanted(plan: QueryPlan, *parts: Expression | None) -> Expression | None:
    """The parts and what the plan demands, without what it excludes."""
    needed = every([part for part in (*plan.needed, *parts) if part is not None])
    unwanted = some(plan.unwanted)
    return Without(needed, unwanted) if needed is not None and unwanted is not None else needed


def pool(plan: QueryPlan, scope: SearchScope, *, most: int = POOL) -> Pool:
    """At most `most` items: those with all words first, then those with the rarest ones, the newest of each."""
    with engine().reading():
        return gathered(plan, scope, most)


def gathered(plan: QueryPlan, scope: SearchScope, most: int) -> Pool:
    possible, base = base_of(plan)
    groups = sorted((g for g in plan.groups if g.expression is not None), key=lambda g: (g.df, g.word.text))
    if not possible or (plan.groups and not groups):
        return Pool({}, False, {})
    door = engine()
    if not groups:
        if base is None and plan.unwanted:
            return excluded_only(plan, scope, most)
        together = wanted(plan)
        found = door.find(together, scope, most + 1) if together else newest(scope, most + 1)
        alone = {hit.item: hit for hit in found[:most]}
        return Pool(alone, len(found) > most, having(plan, alone))
    hits: dict[int, IndexHit] = {}
    known: dict[int, frozenset[int]] = {}
    cut = False
    if len(groups) > 1 and groups[0].df > most // 2:
        together = wanted(plan, *(group.expression for group in groups))
        found = door.find(together, scope, most // 2) if together else []
        hits |= {hit.item: hit for hit in found}
    for group in groups:
        left = most - len(hits)
        if left <= 0:
            cut = True
            break
        one = wanted(plan, group.expression)
        found = door.find(one, scope, left + 1) if one else []
        if len(found) > left:
            cut = True
        else:
            known[id(group)] = frozenset(hit.item for hit in found)
        hits |= {hit.item: hit for hit in found[:left]}
    return Pool(hits, cut, having(plan, hits, known))


def excluded_only(plan: QueryPlan, scope: SearchScope, most: int) -> Pool:
    """A query that only excludes: the newest items without those."""
    unwanted = some(plan.unwanted)
    found = newest(scope, most + 1)
    without = {hit.item for hit in engine().find(unwanted, scope, most + 1)} if unwanted else set()
    return Pool({h.item: h for h in found[:most] if h.item not in without}, len(found) > most, {})


def having(
    plan: QueryPlan, hits: dict[int, IndexHit], known: dict[int, frozenset[int]] | None = None
) -> dict[int, frozenset[int]]:
    """Which hits have the words whose terms must stand side by side; `known`: those found already."""
    found: dict[int, frozenset[int]] = {}
    for place, group in enumerate(plan.counted):
        if group.single or group.expression is None or len(plan.counted) == 1:
            continue
        found[place] = known[id(group)] if known and id(group) in known else holding(group, hits)
    return found


def holding(group: WordForms, hits: dict[int, IndexHit]) -> frozenset[int]:
    """Which hits have the word. The index is asked only about those that have all terms of a way of several."""
    sure, asked = set[int](), list[int]()
    ways = [[number << TF_BITS for number in way] for way in group.ways]
    for item, hit in hits.items():
        terms = memoryview(hit.terms).cast("I")
        there = [way for way in ways if times(terms, way)]
        if any(len(way) == 1 for way in there) or (group.code and group.code in hit.facets.split()):
            sure.add(item)
        elif there:
            asked.append(item)
    if asked and group.expression is not None:
        sure |= engine().holding(group.expression, asked)
    return frozenset(sure)


@dataclass(frozen=True)
class Ranked:
    """A hit with its score; sorted best first."""

    hit: IndexHit
    score: float

    @property
    def order(self) -> tuple[float, int, int]:
        return (-self.score, -self.hit.at, -self.hit.item)


def ranked(plan: QueryPlan, found: Pool, numbers: Numbers, now: datetime) -> list[Ranked]:
    """The pool, best first."""
    score = scorer(plan.counted, found, numbers, now)
    order = sorted((Ranked(hit, score(hit)) for hit in found.hits.values()), key=lambda one: one.order)
    if not plan.side_by_side or len(order) < 2:
        return order
    best = nearer(plan.side_by_side, order[:CLOSELY], numbers.items)
    return sorted([*best, *order[CLOSELY:]], key=lambda one: one.order)


def nearer(pairs: list[SideBySide], order: list[Ranked], items: int) -> list[Ranked]:
    """The same hits; those that have words of the query side by side score more."""
    more: dict[int, float] = defaultdict(float)
    asked = [one.hit.item for one in order]
    for pair in pairs:
        weight = SIDE_BY_SIDE * sum(idf(df, items) for df in pair.dfs)
        for item in engine().holding(pair.expression, asked):
            more[item] += weight
    return [Ranked(one.hit, round(one.score + more[one.hit.item], 6)) for one in order]


def scorer(
    groups: list[WordForms], found: Pool, numbers: Numbers, now: datetime
) -> Callable[[IndexHit], float]:
    average = max(numbers.words / max(numbers.items, 1), 1.0)
    idfs = [idf(df, numbers.items) for df in numbers.dfs]
    moment = now.timestamp()
    words = [
        Counted(
            idfs[place] * (K1 + 1),
            [[number << TF_BITS for number in way] for way in group.ways],
            found.having.get(place),
            group.code,
        )
        for place, group in enumerate(groups)
    ]

    def score(hit: IndexHit) -> float:
        terms = memoryview(hit.terms).cast("I")
        norm = K1 * (1 - B + B * hit.words / average)
        total = 0.0
        for word in words:
            if word.code and word.code in hit.facets.split():
                total += CODE_SCORE
            if word.items is not None and hit.item not in word.items:
                continue
            count = 0
            for way in word.ways:
                count = max(count, times(terms, way))
            if count:
                total += word.weight * count / (count + norm)
        fresh: float = FRESH * 0.5 ** (max(moment - hit.at, 0.0) / HALF_LIFE)
        return round(total * (1 + fresh), 6)

    return score


class Counted(NamedTuple):
    """One word as `score` needs it: the least packed number of each term of each way."""

    weight: float
    ways: list[list[int]]
    items: frozenset[int] | None
    code: str


def met(plan: QueryPlan, hit: IndexHit) -> int:
    """How many words of the query the item has, as far as single terms tell."""
    terms = memoryview(hit.terms).cast("I")
    return sum(
        any(len(way) == 1 and times(terms, [way[0] << TF_BITS]) for way in group.ways)
        for group in plan.counted
    )


def idf(df: int, items: int) -> float:
    return math.log(1 + max(items - df + 0.5, 0.5) / (df + 0.5))


def times(terms: memoryview[int], way: list[int]) -> int:
    """How often the rarest of the terms occurs."""
    least = TF_MOST
    for first in way:
        place = bisect_left(terms, first)
        if place >= len(terms) or terms[place] > first | TF_MOST:
            return 0
        least = min(least, terms[place] & TF_MOST)
    return least
