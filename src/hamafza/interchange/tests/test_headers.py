"""What every answer says besides its body."""

from __future__ import annotations

import gzip
import json

import pytest
from django.core.cache import caches
from django.test import Client
from tests.world import World

from hamafza.interchange import headers
from hamafza.interchange.tests.test_items import NEWS, Caller

RATE = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
BODY = "<p>" + "کارگران فصلی از امروز بیمه می‌شوند. " * 40 + "</p>"


@pytest.fixture
def trusted(world: World) -> Caller:
    caches["memory"].clear()
    return Caller(world, "trusted")


def test_every_answer_says_how_much_may_still_be_asked(trusted: Caller) -> None:
    answers = [
        trusted.get("/me"),
        trusted.get("/items/999"),
        trusted.post("/items", {}),
        trusted.get("/nowhere"),
        trusted.client.delete("/api/v1/items"),
        Client().get("/api/v1/me"),
        Client().get("/api/v1/openapi.json"),
        Client().post("/api/v1/verify", {"text": "x"}, content_type="application/json"),
    ]
    for answer in answers:
        assert all(answer.headers[name].isdigit() for name in RATE), answer
    assert answers[-1].headers["RateLimit-Limit"] == "30"
    first, second = (int(trusted.get("/me").headers["RateLimit-Remaining"]) for _ in range(2))
    assert first - second == 1


@pytest.mark.parametrize("known", [True, False])
def test_who_asks_too_often_waits(trusted: Caller, monkeypatch: pytest.MonkeyPatch, known: bool) -> None:
    monkeypatch.setattr(headers, "PER_MINUTE", 3)
    client = trusted.client if known else Client()
    answers = [client.get("/api/v1/me") for _ in range(5)]
    assert [answer.status_code for answer in answers[3:]] == [429, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert answers[-1].headers["RateLimit-Remaining"] == "0"


def test_what_was_made_has_an_address_also_when_it_is_sent_again(trusted: Caller) -> None:
    first, again = (trusted.post("/items", NEWS, Idempotency_Key="one") for _ in range(2))
    assert first.headers["Location"] == again.headers["Location"] == f"/api/v1/items/{first.json()['id']}"
    assert first.headers["ETag"] == again.headers["ETag"]
    assert again.headers["Idempotent-Replayed"] == "true"
    assert trusted.client.get(first.headers["Location"]).json()["headline"] == first.json()["headline"]


def test_what_is_known_is_not_sent_again(trusted: Caller) -> None:
    made = trusted.post("/items", NEWS).json()
    for path in (f"/items/{made['id']}", "/items", "/units", "/me"):
        tag = trusted.get(path).headers["ETag"]
        known = trusted.get(path, If_None_Match=tag)
        assert (known.status_code, known.content) == (304, b"")
        assert trusted.get(path, If_None_Match='"other"').status_code == 200


def test_answers_are_utf_8_and_compressed(trusted: Caller) -> None:
    made = trusted.post("/items", {**NEWS, "body": BODY}).json()
    path = f"/items/{made['id']}"
    plain, packed = trusted.get(path), trusted.get(path, Accept_Encoding="gzip")
    assert plain.headers["Content-Type"] == "application/json; charset=utf-8"
    assert "کارگران" in plain.content.decode()
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 4
    changed = trusted.post(
        f"{path}/correct", {"headline": "تازه", "note": "شمار افتاده بود"}, If_Match=packed.headers["ETag"]
    )
    assert changed.json()["version"] == 2  # the tag of a compressed answer names the version too


def test_lists_leave_bodies_out_unless_they_are_asked_for(trusted: Caller) -> None:
    for number in range(3):
        trusted.post("/items", {**NEWS, "headline": f"خبر {number}", "body": BODY})
    short, whole = trusted.get("/items"), trusted.get("/items?include_body=true")
    assert {item["body_html"] for item in short.json()["items"]} == {None}
    assert all(item["body_text"] for item in whole.json()["items"])
    assert len(short.content) < len(whole.content) / 3


def test_units_come_page_by_page(world: World, trusted: Caller) -> None:
    found, address = [], "/api/v1/units?limit=2"
    while address:
        page = trusted.client.get(address).json()
        assert len(page["units"]) <= 2
        found += [unit["code"] for unit in page["units"]]
        address = (page["next"] or "").partition("/api/v1")[2] and "/api/v1" + page["next"].partition(
            "/api/v1"
        )[2]
    assert found == sorted(world.units)
    narrowed = trusted.get("/units?parent=centre&kind=office").json()["units"]
    assert [unit["code"] for unit in narrowed] == ["body", "trusted"]


def test_problems_keep_their_form_when_compressed(trusted: Caller) -> None:
    answer = trusted.post("/items", {"x" * 300: 1}, Accept_Encoding="gzip")
    said = gzip.decompress(answer.content) if "Content-Encoding" in answer.headers else answer.content
    assert json.loads(said)["status"] == 422
