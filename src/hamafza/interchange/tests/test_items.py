"""Items over the API."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from tests.world import World

from hamafza.network import tokens
from hamafza.newsroom.models import Item
from hamafza.wire.models import Event

PROBLEM = "application/problem+json"


class Caller:
    """A program with one person's token."""

    def __init__(self, world: World, username: str) -> None:
        self.client = Client(
            headers={"Authorization": f"Bearer {tokens.create_token(world.people[username])}"}
        )

    def post(self, path: str, body: dict[str, Any] | None = None, **headers: str):  # type: ignore[no-untyped-def]
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(f"/api/v1{path}", body or {}, content_type="application/json", headers=named)

    def patch(self, path: str, body: dict[str, Any], **headers: str):  # type: ignore[no-untyped-def]
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.patch(f"/api/v1{path}", body, content_type="application/json", headers=named)

    def get(self, path: str, **headers: str):  # type: ignore[no-untyped-def]
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(f"/api/v1{path}", headers=named)


@pytest.fixture
def trusted(world: World) -> Caller:
    return Caller(world, "trusted")


NEWS = {"unit": "trusted", "headline": "بيمه كارگران", "abstract": "لید", "topics": ["work"], "publish": True}


def test_an_item_is_written_and_published_in_one_request(trusted: Caller) -> None:
    made = trusted.post("/items", NEWS)
    assert made.status_code == 201, made.content
    item = made.json()
    assert item["state"] == "published"
    assert item["headline"] == "بیمه کارگران"
    assert item["code"] > 0
    assert trusted.get(f"/items/{item['id']}").json()["topics"] == ["work"]


def test_the_same_key_makes_no_second_item_and_gets_the_same_answer(trusted: Caller) -> None:
    first = trusted.post("/items", NEWS, Idempotency_Key="one")
    second = trusted.post("/items", NEWS, Idempotency_Key="one")
    assert second.headers["Idempotent-Replayed"] == "true"
    assert first.json() == second.json()
    assert Item.objects.count() == 1
    other = trusted.post("/items", {**NEWS, "headline": "دیگر"}, Idempotency_Key="one")
    assert other.status_code == 422


def test_refusals_are_problems_in_the_callers_language(world: World) -> None:
    officer = Caller(world, "officer")
    body = {"unit": "province", "headline": "خبر", "abstract": "لید", "publish": True}
    refused = officer.post("/items", body, Accept_Language="en")
    assert refused.status_code == 403
    assert refused.headers["Content-Type"] == PROBLEM
    assert "second person" in refused.json()["detail"]
    assert "نفر دوم" in officer.post("/items", body, Accept_Language="fa").json()["detail"]
    assert Item.objects.count() == 0


@pytest.mark.parametrize(
    ("path", "status"), [("/items", 401), ("/nothing", 404), ("/wire", 401), ("/items/999", 401)]
)
def test_strangers_get_problem_documents(db: None, path: str, status: int) -> None:
    answer = Client().get(f"/api/v1{path}")
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == PROBLEM
    assert json.loads(answer.content)["status"] == status


def test_a_stale_base_is_a_conflict(world: World) -> None:
    officer = Caller(world, "officer")
    item = officer.post("/items", {"unit": "province", "headline": "خبر", "abstract": "لید"}).json()
    url = f"/api/v1/items/{item['id']}"
    change = {"base_version": 1, "headline": "تازه"}
    assert officer.client.patch(url, change, content_type="application/json").status_code == 200
    stale = officer.client.patch(url, {**change, "headline": "کهنه"}, content_type="application/json")
    assert stale.status_code == 409
    assert stale.json()["current_version"] == 2


def test_correcting_and_withdrawing_leave_their_traces(trusted: Caller) -> None:
    item = trusted.post("/items", NEWS).json()
    path = f"/items/{item['id']}"
    corrected = trusted.post(
        f"{path}/correct", {"base_version": 1, "headline": "بیمهٔ ۱۲۰ کارگر", "note": "شمار افتاده بود"}
    ).json()
    assert corrected["corrected"]
    assert corrected["version"] == 2
    stone = trusted.post(f"{path}/withdraw", {"reason": "اشتباه بود"}).json()
    assert (stone["state"], stone["pubstatus"], stone["withdrawal"]) == ("retired", "canceled", "اشتباه بود")


def test_an_outsider_sees_published_items_only(world: World, trusted: Caller) -> None:
    draft = trusted.post("/items", {**NEWS, "publish": False}).json()
    shown = trusted.post("/items", NEWS).json()
    outsider = Caller(world, "outsider")
    assert outsider.get(f"/items/{draft['id']}").status_code == 404
    assert [item["id"] for item in outsider.get("/items").json()["items"]] == [shown["id"]]


def test_a_probe_is_for_administrators_and_keeps_its_text(world: World, trusted: Caller) -> None:
    assert trusted.post("/wire/probe", {"text": "x"}).status_code == 403
    admin = Caller(world, "admin")
    made = admin.post("/wire/probe?unit=province", {"text": "~S00000001.00000000000000000001~"})
    assert made.status_code == 201
    assert "-" in made.json()["id"]
    assert admin.post("/wire/probe", {"text": "x" * 101}).status_code == 422
    for nowhere, status in (("nowhere", 404), ("no\0where", 422)):
        assert admin.post("/wire/probe", {"text": "x", "unit": nowhere}).status_code == status


def test_a_probe_is_an_event_for_one_unit_or_for_everybody(world: World) -> None:
    admin, unit = Caller(world, "admin"), world.units["province"]
    places = [
        admin.post("/wire/probe", {"text": "سلام", **to}).json()["id"] for to in ({"unit": "province"}, {})
    ]
    rows = [Event.objects.get(pos=int(place.partition("-")[2])) for place in places]
    told = [(row.kind, row.audiences, row.payload) for row in rows]
    assert told == [("wire.probe", who, '{"text":"سلام"}') for who in (f"unit:{unit.pk}", "all")]


def test_the_stream_is_granted_by_an_internal_header(world: World) -> None:
    answer = Caller(world, "officer").get("/wire")
    assert answer.status_code == 200
    assert answer.headers["X-Hamafza-Stream"]
    assert Caller(world, "officer").get("/wire?unit=trusted").status_code == 404


def test_the_description_is_openapi_3_1(db: None) -> None:
    document = Client().get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert "/api/v1/items/{pk}/withdraw" in document["paths"]


def test_a_page_of_items_costs_a_fixed_number_of_queries(
    trusted: Caller, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    for number in range(12):
        trusted.post("/items", {**NEWS, "headline": f"خبر {number}"})
    with django_assert_max_num_queries(6):
        assert len(trusted.get("/items?limit=10").json()["items"]) == 10


@pytest.mark.parametrize(
    ("language", "said"), [("fa", "این بخش را پر کنید."), ("en", "This field is required.")]
)
def test_what_is_wrong_with_a_field_is_said_in_the_callers_language(
    trusted: Caller, language: str, said: str
) -> None:
    answer = trusted.post("/items", {"headline": "بیمه"}, Accept_Language=language)
    assert answer.status_code == 422
    assert {"field": "unit", "message": said} in answer.json()["errors"]
