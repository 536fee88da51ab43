"""Search over the API: the portal's language, the caller's eyes."""

from __future__ import annotations

import pytest
from tests.world import World

from hamafza.archive.indexing import step
from hamafza.interchange.tests.test_items import Caller
from hamafza.newsroom import actions
from hamafza.newsroom.content import Content


@pytest.fixture
def filled(world: World) -> World:
    for number in range(3):
        text = Content(headline=f"بیمهٔ كارگران {number}", abstract="لید", topics=["work"])
        item = actions.create(actor=world.as_("trusted"), unit=world.units["trusted"], content=text)
        actions.publish(actor=world.as_("trusted"), item=item)
    text = Content(headline="بیمهٔ پیش‌نویس", abstract="لید")
    actions.create(actor=world.as_("officer"), unit=world.units["province"], content=text)
    while step():
        pass
    return world


def found(world: World, name: str, query: str) -> list[str]:
    return [item["headline"] for item in Caller(world, name).get(f"/search?q={query}").json()["items"]]


def test_callers_find_what_they_may_see(filled: World) -> None:
    assert len(found(filled, "outsider", "بیمه")) == 3
    assert len(found(filled, "officer", "بیمه")) == 4
    assert found(filled, "officer", "%2Bبیمه %2Bپیش‌نویس") == ["بیمهٔ پیش‌نویس"]


def test_an_answer_says_where_the_matches_are_and_how_to_go_on(filled: World) -> None:
    caller = Caller(filled, "outsider")
    first = caller.get("/search?q=کارگران&size=2&facets=true").json()
    (start, end), *_ = first["items"][0]["headline_marks"]
    assert first["items"][0]["headline"][start:end] == "كارگران"
    assert (first["total"], first["total_is_least"]) == (3, False)
    assert {facet["field"] for facet in first["facets"]} >= {"unit", "topic", "profile", "date"}
    assert first["items"][0]["url"].endswith(f"/news/{first['items'][0]['code']}/")
    second = caller.get(f"/search?q=کارگران&size=2&after={first['next']}").json()
    assert second["next"] is None
    assert len({item["id"] for page in (first, second) for item in page["items"]}) == 3


def test_a_size_out_of_bounds_is_a_problem_document(filled: World) -> None:
    answer = Caller(filled, "outsider").get("/search?q=x&size=1001")
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
