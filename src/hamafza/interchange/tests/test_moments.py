"""Moments over the API: one rule for every field that takes one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.samples.given import given_json
from tests.world import World

from hamafza.interchange.tests.test_items import NEWS, Caller
from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item
from hamafza.pages.refusals import Refused


def refused_fields(answer: Any) -> set[str]:
    assert answer.status_code == 422, answer.content
    return {one["field"] for one in answer.json()["errors"]}


@pytest.mark.parametrize("name", ["07-api-embargo-naive.json", "08-api-embargo-past.json"])
def test_an_embargo_without_a_zone_or_of_a_jalali_year_is_refused_and_publishes_nothing(
    world: World, name: str
) -> None:
    body = {**given_json(name), "unit": "trusted"}
    assert refused_fields(Caller(world, "trusted").post("/items", body)) == {"embargoed"}
    assert not Item.objects.exists()


def test_an_embargo_that_has_passed_is_refused_when_publishing_a_draft(world: World) -> None:
    trusted = Caller(world, "trusted")
    draft = trusted.post("/items", {**NEWS, "publish": False}).json()["id"]
    for moment in (
        "2020-01-01T10:00:00Z",
        "2027-03-01T14:30:00",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
    ):
        answer = trusted.post(f"/items/{draft}/publish", {"embargoed": moment})
        assert refused_fields(answer) == {"embargoed"}, moment
    assert trusted.get(f"/items/{draft}").json()["state"] == "draft"


def test_no_door_publishes_with_an_embargo_that_is_over(world: World) -> None:
    item = actions.create(actor=world.as_("trusted"), unit=world.units["trusted"], content=content())
    for moment in (
        timezone.now() - timedelta(seconds=1),
        timezone.now().replace(tzinfo=None) + timedelta(days=1),
    ):
        with pytest.raises(Refused) as refusal:
            actions.publish(actor=world.as_("trusted"), item=item, embargoed=moment)
        assert refusal.value.field == "embargoed"


def content() -> Content:
    return Content(headline="خبر", abstract="لید")


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        (
            "/calls",
            {"unit": "centre", "kind": "cover", "title": "پوشش", "to": {"units": ["body"]}},
            "deadline",
        ),
        ("/incidents", {"unit": "centre", "claim": "ادعا"}, "since"),
    ],
)
@pytest.mark.parametrize(
    "moment", ["2027-03-01T14:30:00", "1405-12-10T14:30:00+03:30", "9999-12-31T23:59:59+14:00"]
)
def test_calls_and_incidents_have_the_same_rule(
    world: World, path: str, body: dict[str, Any], field: str, moment: str
) -> None:
    assert field in refused_fields(Caller(world, "head").post(path, {**body, field: moment}))


@pytest.mark.parametrize("path", ["/items", "/relays"])
@pytest.mark.parametrize(
    "moment", ["2026-03-01T14:30:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00"]
)
def test_a_list_since_an_odd_moment_is_refused(world: World, path: str, moment: str) -> None:
    answer = Caller(world, "trusted").get(f"{path}?since={moment}")
    assert any("since" in field for field in refused_fields(answer))
