"""The published weights: what raises an item in the list, and that nothing else does."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamafza.relay.scoring import (
    BINDING,
    FRESH_HOURS,
    REASONS,
    WEIGHTS,
    Readership,
    RelayCandidate,
    ranked,
    suggestion,
)

READER = Readership(unit=1, parent=10, region=5, topics=frozenset({"work", "welfare", "health"}))
PLAIN = RelayCandidate(
    item=7, unit=2, parent=20, region=6, topics=frozenset(), profile="news", hours=0.0, relays=3
)
CANDIDATES = st.builds(
    RelayCandidate,
    item=st.integers(1, 50),
    unit=st.integers(1, 30),
    parent=st.one_of(st.none(), st.integers(1, 30)),
    region=st.one_of(st.none(), st.integers(1, 6)),
    topics=st.frozensets(st.sampled_from(["work", "welfare", "health", "roads"])),
    profile=st.sampled_from(["news", "achievement", "statement", "explainer", "report"]),
    hours=st.floats(-1, 100),
    relays=st.integers(0, 5),
)


def points(**changes: object) -> float:
    found = suggestion(dataclasses.replace(PLAIN, **changes), READER)
    return found.points if found else 0.0


def test_freshness_alone_binds_nobody() -> None:
    assert suggestion(PLAIN, READER) is None
    assert suggestion(dataclasses.replace(PLAIN, relays=0, profile="achievement"), READER) is None


def test_each_reason_is_worth_its_published_weight() -> None:
    base = WEIGHTS["fresh"]
    assert points(topics=frozenset({"work"})) == base + WEIGHTS["topic"]
    assert points(topics=frozenset({"work", "welfare", "health"})) == base + 2 * WEIGHTS["topic"]
    assert points(region=5) == base + WEIGHTS["region"]
    assert points(profile="statement") == base + WEIGHTS["statement"]
    assert points(region=5, relays=0) == base + WEIGHTS["region"] + WEIGHTS["uncarried"]
    assert points(region=5, hours=FRESH_HOURS / 2) == base / 2 + WEIGHTS["region"]


def test_kin_are_the_unit_above_those_below_and_sisters() -> None:
    for place in ({"unit": 10}, {"parent": 1}, {"parent": 10}):
        assert points(**place) == WEIGHTS["fresh"] + WEIGHTS["kin"]
    assert points(parent=None) == 0.0


def test_own_old_and_carried_items_are_not_suggested() -> None:
    assert points(unit=1, region=5) == 0.0
    assert points(hours=FRESH_HOURS + 1, region=5) == 0.0
    carrying = dataclasses.replace(READER, carries=frozenset({7}))
    assert suggestion(dataclasses.replace(PLAIN, region=5), carrying) is None


@pytest.mark.slow
@given(st.lists(CANDIDATES, max_size=30))
def test_the_list_is_ordered_and_every_point_has_its_reason(candidates: list[RelayCandidate]) -> None:
    found = ranked(candidates, READER, 10)
    assert [one.points for one in found] == sorted((one.points for one in found), reverse=True)
    for one in found:
        assert abs(sum(share for _key, share in one.reasons) - one.points) < 0.05
        assert {key for key, _share in one.reasons} & BINDING
        assert {key for key, _share in one.reasons} <= REASONS.keys() == WEIGHTS.keys()


def test_nothing_about_persons_goes_into_a_suggestion() -> None:
    said = {field.name for kind in (RelayCandidate, Readership) for field in dataclasses.fields(kind)}
    assert said == {
        *("item", "unit", "parent", "region", "topics", "profile", "hours", "relays", "carries"),
    }
