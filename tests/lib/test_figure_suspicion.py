"""What is asked about a new value: faults that people make in series as hard as real ones."""

import math
import random
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamafza.lib.figures.suspicion import doubts

KINDS = ("counts", "small", "money", "seasonal", "percent", "shifted")
MONTHS = 48
FAULTS = {
    "factor_10": (Decimal(10), Decimal("0.1")),
    "factor_1000": (Decimal(1000), Decimal("0.001")),
    "sign": (Decimal(-1),),
}


def series(chance: random.Random, kind: str) -> list[Decimal]:
    """Four years of months: growing, seasonal, noisy, of few, with a lasting shift, or bounded by a hundred."""
    noise = chance.choice([0.03, 0.08, 0.15, 0.3])
    level = math.log(chance.uniform(3, 80)) if kind == "percent" else chance.uniform(2.5, 12)
    growth = {"percent": 0.0, "money": chance.uniform(0.01, 0.06)}.get(kind, chance.uniform(-0.02, 0.05))
    season = chance.uniform(0.3, 1.0) if kind == "seasonal" else 0.0
    begins, shift, at = chance.uniform(0, 6.3), chance.uniform(-0.6, 0.6), chance.randrange(MONTHS)
    if kind == "small":
        mean = chance.uniform(2, 12)
        return [Decimal(few(chance, mean)) for _month in range(MONTHS)]
    values = []
    for month in range(MONTHS):
        size = (
            level + growth * month + season * math.sin(month * math.pi / 6 + begins) + chance.gauss(0, noise)
        )
        value = math.exp(size + (shift if kind == "shifted" and month >= at else 0))
        values.append(Decimal(str(round(min(value, 100), 1))) if kind == "percent" else Decimal(round(value)))
    return values


def few(chance: random.Random, mean: float) -> int:
    """How many of rare things happen (Poisson)."""
    count, left = 0, chance.random()
    while left > math.exp(-mean):
        count, left = count + 1, left * chance.random()
    return count


@pytest.fixture(scope="module")
def shares() -> dict[str, float]:
    """Share of honest values that are asked about, and of each planted fault that is, after 3 to 24 months."""
    chance, asked, tried = random.Random(7), Counter[str](), Counter[str]()
    for number in range(2400):
        kind = KINDS[number % len(KINDS)]
        values = series(chance, kind)
        known = chance.choice([3, 6, 12, 24])
        at = chance.randrange(known, MONTHS)
        before, new = values[at - known : at][::-1], values[at]
        most = Decimal(100) if kind == "percent" else None
        tried["honest"] += 1
        asked["honest"] += bool(doubts(new, before, unit_max=most))
        if not new or kind == "small":
            continue
        for fault, factors in FAULTS.items():
            said = doubts(new * chance.choice(factors), before, unit_max=most)
            tried[fault] += 1
            asked[fault] += bool(said)
            asked[f"{fault} by name"] += fault in said
            tried[f"{fault} by name"] += 1
    return {name: asked[name] / tried[name] for name in tried}


def test_honest_values_are_seldom_asked_about(shares: dict[str, float]) -> None:
    assert shares["honest"] <= 0.01


def test_planted_faults_are_asked_about(shares: dict[str, float]) -> None:
    assert shares["factor_10"] >= 0.92
    assert shares["factor_1000"] >= 0.995
    assert shares["sign"] == 1.0


def test_planted_faults_are_called_by_their_name(shares: dict[str, float]) -> None:
    assert shares["factor_10 by name"] >= 0.85
    assert shares["factor_1000 by name"] >= 0.95
    assert shares["sign by name"] == 1.0


def of(*numbers: int) -> list[Decimal]:
    return [Decimal(one) for one in numbers]


SEASON = [round(1000 * math.exp(math.sin(month * math.pi / 6))) for month in range(36)]


@pytest.mark.parametrize(
    ("new", "before", "said"),
    [
        (1200, of(118, 121, 115, 120), ["factor_10"]),
        (12, of(118, 121, 115, 120), ["factor_10"]),
        (120_000, of(118, 121, 115, 120), ["factor_1000"]),
        (-119, of(118, 121, 115, 120), ["sign"]),
        (119, of(-118, -121, -115), ["sign"]),
        (500, of(118, 121, 115, 120), ["jump"]),
        (0, of(118, 121, 115, 120, 117), ["jump"]),
        (0, of(3, 1, 2, 4, 2), []),
        (-5, of(4, -3, 6, -2), []),
        (125, of(118, 121, 115, 120), []),
        (9, of(3, 2, 4, 1), []),
        (55, of(5, 6, 4, 5, 7, 5), ["factor_10"]),
        (5, of(0, 0, 0, 0), []),
        (5, of(), []),
        (1180, of(118), ["factor_10"]),
        (SEASON[33], of(*SEASON[:33][::-1]), []),
    ],
)
def test_what_is_asked_about(new: int, before: list[Decimal], said: list[str]) -> None:
    assert doubts(Decimal(new), before) == said


def test_a_share_over_the_whole_is_asked_about() -> None:
    assert doubts(Decimal(101), of(99, 98), unit_max=Decimal(100)) == ["over_most"]
    assert doubts(Decimal(980), of(99, 98), unit_max=Decimal(100)) == ["over_most", "factor_10"]


VALUES = st.decimals(-(10**15), 10**15, places=3)


@settings(max_examples=500, deadline=None)
@given(VALUES, st.lists(VALUES, max_size=30))
def test_no_values_break_the_question(new: Decimal, before: list[Decimal]) -> None:
    assert set(doubts(new, before, unit_max=Decimal(100))) <= {
        "over_most",
        "sign",
        "factor_10",
        "factor_1000",
        "jump",
    }
