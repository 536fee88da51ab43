"""Both databases answer every query alike: each run must give the answers that are written down.

Run with HAMAFZA_WRITE_ANSWERS=1 to write them anew after a change of ranking or analysis.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hamafza.archive import queries as doors
from hamafza.archive import ranking
from hamafza.archive.queries import search
from tests.search.archives import queries, store, texts
from tests.world import World

ANSWERS = Path(__file__).parents[1] / "samples/search/answers.json"
Answer = dict[str, object]
CHANGED = (
    "Other answers than written down. If texts get other keys now, raise ANALYSIS_VERSION; "
    "then write the answers anew and look at the difference."
)


def answer(query: str, first: int) -> Answer:
    """How many items are found, and the places in the archive and scores of the first ten."""
    results = search(query, size=10, suggestions=False)
    top = [[one.item.pk - first, round(one.score, 4)] for one in results.items]
    return {"total": results.total, "more": results.more, "top": top}


def answers(world: World, monkeypatch: pytest.MonkeyPatch) -> dict[str, Answer]:
    monkeypatch.setattr(doors.timezone, "now", lambda: datetime(2022, 6, 1, tzinfo=UTC))
    items = store(world, texts(400))
    return {query: answer(query, min(items)) for query in queries(360)}


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_same_items_in_the_same_order(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    found = answers(world, monkeypatch)
    if os.environ.get("HAMAFZA_WRITE_ANSWERS"):
        ANSWERS.parent.mkdir(parents=True, exist_ok=True)
        ANSWERS.write_text(json.dumps(found, ensure_ascii=False, indent=0), "utf-8")
    wanted = json.loads(ANSWERS.read_text("utf-8"))
    assert len(wanted) >= 300
    assert {query: one["total"] for query, one in found.items()} == {
        q: one["total"] for q, one in wanted.items()
    }
    assert found == wanted, CHANGED


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_cut_pool_is_the_same_pool(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is ranked when more matches than can be ranked: all words first, rare words next, the newest of each."""
    monkeypatch.setattr(ranking, "POOL", 40)
    monkeypatch.setattr(ranking.pool, "__kwdefaults__", {"most": 40})
    items = store(world, texts(200))
    first = min(items)
    found = {query: answer(query, first) for query in queries(60)}
    path = ANSWERS.with_name("answers-cut.json")
    if os.environ.get("HAMAFZA_WRITE_ANSWERS"):
        path.write_text(json.dumps(totals(found), ensure_ascii=False, indent=0), "utf-8")
    assert totals(found) == json.loads(path.read_text("utf-8"))
    assert any(one["more"] for one in found.values())


def totals(found: dict[str, Answer]) -> dict[str, list[object]]:
    return {
        query: [one["total"], one["more"], [place for place, _score in one["top"]]]  # type: ignore[attr-defined]
        for query, one in found.items()
        if not query.isdecimal()
    }
