"""What is half understood is refused: fields, filters, versions, kinds of content, odd values."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.world import World

from hamafza.interchange.tests.test_items import NEWS, PROBLEM, Caller
from hamafza.newsroom.models import Item

DRAFT = {"unit": "province", "headline": "خبر", "abstract": "لید"}


@pytest.fixture
def officer(world: World) -> Caller:
    return Caller(world, "officer")


def refused(answer: Any, *fields: str) -> None:
    assert answer.status_code == 422, answer.content
    assert answer.headers["Content-Type"] == PROBLEM
    assert {one["field"] for one in answer.json()["errors"]} == set(fields)


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/items", {**DRAFT, "embargo": "2030-01-01T00:00:00Z"}, "embargo"),
        ("/items", {**DRAFT, "evidence": [{"kind": "link", "href": "https://a.org"}]}, "evidence.0.href"),
        ("/items", {**DRAFT, "pictures": [{"picture": 1, "text": "x"}]}, "pictures.0.text"),
        ("/calls/hand-over", {"unit": "province", "away": "a", "deputy": "b", "c": 1}, "c"),
        ("/incidents", {"unit": "province", "claim": "ادعا", "severity": 5}, "severity"),
        ("/verify", {"text": "x", "lang": "fa"}, "lang"),
    ],
)
def test_a_field_that_is_not_known_is_named_and_refused(
    officer: Caller, path: str, body: dict[str, Any], field: str
) -> None:
    refused(officer.post(path, body), field)
    assert not Item.objects.exists()


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/items?state=publishd", "state"),
        ("/items?profile=x", "profile"),
        ("/items?unit=nowhere", "unit"),
        ("/items?topic=nothing", "topic"),
        ("/items?stat=published", "stat"),
        ("/items?limit=0", "limit"),
        ("/items?include_body=perhaps", "include_body"),
        ("/calls?state=opened", "state"),
        ("/relays?state=x", "state"),
        ("/relays?origin_unit=nowhere", "origin_unit"),
        ("/incidents?state=x", "state"),
        ("/units?kind=x", "kind"),
        ("/units?parent=nowhere", "parent"),
        ("/me?x=1", "x"),
        ("/topics?lang=fa", "lang"),
    ],
)
def test_a_filter_that_is_not_known_is_named_and_refused(officer: Caller, address: str, field: str) -> None:
    refused(officer.get(address), field)


@pytest.fixture
def draft(officer: Caller) -> str:
    return f"/items/{officer.post('/items', DRAFT).json()['id']}"


def test_a_change_says_which_version_it_starts_from(officer: Caller, draft: str) -> None:
    unsaid = officer.patch(draft, {"headline": "تازه"}, Accept_Language="en")
    assert (unsaid.status_code, unsaid.headers["Content-Type"]) == (428, PROBLEM)
    assert "base_version" in unsaid.json()["detail"]
    assert officer.get(draft).json()["version"] == 1
    assert officer.patch(draft, {"headline": "تازه", "base_version": 1}).json()["version"] == 2


def test_an_etag_stands_for_the_version(officer: Caller, draft: str) -> None:
    tag = officer.get(draft).headers["ETag"]
    changed = officer.patch(draft, {"headline": "تازه"}, If_Match=tag)
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    stale = officer.patch(draft, {"headline": "کهنه"}, If_Match=tag)
    assert (stale.status_code, stale.json()["current_version"]) == (412, 2)
    again = officer.patch(draft, {"headline": "تازه‌تر"}, If_Match=changed.headers["ETag"])
    assert again.json()["version"] == 3


@pytest.mark.parametrize("tag", ["*", '"x"', "1", '"1", "2"', '"-1"'])
def test_a_tag_that_names_no_version_is_no_tag(officer: Caller, draft: str, tag: str) -> None:
    assert officer.patch(draft, {"headline": "تازه"}, If_Match=tag).status_code == 428


def test_two_different_versions_are_refused(officer: Caller, draft: str) -> None:
    answer = officer.patch(draft, {"headline": "تازه", "base_version": 2}, If_Match='"1-abc"')
    assert answer.status_code == 422


def test_a_correction_says_which_version_it_starts_from(world: World) -> None:
    trusted = Caller(world, "trusted")
    item = trusted.post("/items", NEWS)
    path, words = f"/items/{item.json()['id']}/correct", {"headline": "تازه", "note": "شمار افتاده بود"}
    assert trusted.post(path, words).status_code == 428
    assert trusted.post(path, words, If_Match=item.headers["ETag"]).json()["version"] == 2
    assert trusted.post(path, {**words, "base_version": 1}).status_code == 409


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"unit=province", "application/x-www-form-urlencoded", 415),
        (b"{}", "text/plain", 415),
        (b"<a/>", "application/xml", 415),
        (b"{", "application/json", 400),
        (b"\xff\xfe\xfd", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"unit": NaN}', "application/json", 400),
        (b'{"urgency": ' + b"9" * 10_000 + b"}", "application/json", 400),
        (b"[]", "application/json", 422),
        (b'"x"', "application/json", 422),
        (b"null", "application/json", 422),
        (b'{"unit": "a\\u0000b"}', "application/json", 422),
        (b'{"unit": "province", "headline": "\\ud800"}', "application/json", 422),
        (b'{"unit": "province", "\\udc00": 1}', "application/json", 422),
        (b'{"unit": {"a": {"b": ["\\u0000"]}}}', "application/json", 422),
        (b'{"unit": "province", "urgency": 1e400}', "application/json", 422),
        (b'{"unit": "province", "urgency": 5.5}', "application/json", 422),
        (b'{"unit": "province", "topics": {"a": 1}}', "application/json", 422),
        (b'{"unit": "province", "evidence": [{"kind": "file", "file": -1}]}', "application/json", 422),
        (b'{"unit": "province", "evidence": [{"kind": "file", "file": 1e30}]}', "application/json", 422),
    ],
)
def test_odd_bodies_are_refused_with_a_problem(officer: Caller, body: bytes, kind: str, status: int) -> None:
    answer = officer.client.post("/api/v1/items", body, content_type=kind)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, PROBLEM), answer.content
    assert json.loads(answer.content)["detail"]
    assert not Item.objects.exists()


@pytest.mark.parametrize(
    "path", ["/items/{}", "/calls/{}", "/relays/{}", "/incidents/{}", "/pictures/{}", "/files/{}"]
)
@pytest.mark.parametrize("number", ["99999999999999999999999", "-1", "0"])
def test_odd_numbers_in_an_address_are_not_found(officer: Caller, path: str, number: str) -> None:
    assert officer.get(path.format(number)).status_code == 404


@pytest.mark.parametrize("path", ["/units/a%00b", "/items/1%00", "/items?unit=a%00b"])
def test_a_nul_in_an_address_is_refused(officer: Caller, path: str) -> None:
    answer = officer.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, PROBLEM)


def test_a_huge_body_is_refused_with_its_own_status(officer: Caller, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = officer.post("/items", {**DRAFT, "body": "ب" * 2000})
    assert (answer.status_code, answer.headers["Content-Type"]) == (413, PROBLEM)


def test_a_draft_is_published_without_a_body_or_with_an_empty_one(world: World) -> None:
    trusted = Caller(world, "trusted")
    for body in (b"", b"{}"):
        made = trusted.post("/items", {**NEWS, "publish": False}).json()
        address = f"/api/v1/items/{made['id']}/publish"
        answer = trusted.client.post(address, body, content_type="application/json")
        assert answer.json()["state"] == "published"
