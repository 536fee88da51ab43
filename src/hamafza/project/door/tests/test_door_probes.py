"""A probe goes the short way as long as the application's word is good, and is answered as by the application."""

from __future__ import annotations

from typing import Any

import pytest

from hamafza.project.door.tests.site import Installation
from hamafza.wire.tests.ledger import Ledger
from hamafza.wire.tests.processes import eventually

PROBE = "/api/v1/wire/probe?unit=a"
GOOD = {"Authorization": "Bearer good"}


def asked(house: Installation) -> int:
    return house.renders("api_v1_wire_probe")


def test_the_application_is_asked_once_and_the_answers_are_alike(site: Installation) -> None:
    first = site.post(PROBE, json={"text": "one"}, headers=GOOD)
    second = site.post(PROBE, json={"t": "دو", "id": 2}, headers=GOOD)
    assert first.json()["it was told"] == {"text": "one"}
    assert second.json() == {"id": "a: دو"}
    assert (first.status_code, second.status_code) == (201, 201)
    for headers in (first.headers, second.headers):
        del headers["content-length"], headers["x-request-id"], headers["date"]
    assert dict(first.headers) == dict(second.headers)
    assert asked(site) == 1


def test_another_key_is_asked_about(site: Installation) -> None:
    site.post(PROBE, json={"text": "x"}, headers=GOOD)
    assert site.post(PROBE, json={"text": "x"}, headers={"Authorization": "Bearer bad"}).status_code == 401
    assert site.post(PROBE, json={"text": "x"}).status_code == 401
    assert asked(site) == 3
    assert site.post("/api/v1/wire/probe", json={"text": "x"}, headers=GOOD).json() == {"id": ": x"}
    assert asked(site) == 3


@pytest.mark.parametrize(
    "request_of",
    [
        {"content": b"{"},
        {"content": b""},
        {"json": {"text": "x" * 101}},
        {"json": {"text": 5}},
        {"json": {"text": "x", "unit": "b"}},
        {"json": ["x"]},
        {"json": {"text": "x"}, "headers": {"Idempotency-Key": "k"}},
        {"json": {"text": "x"}, "headers": {"Cookie": "a=b"}},
        {"content": iter([b'{"text": "x"}'])},
        {"json": {"text": "x"}, "params": {"unit": "nowhere"}},
        {"json": {"text": "x"}, "params": {"unit": "a", "other": "b"}},
    ],
)
def test_what_is_less_plain_goes_to_the_application_as_it_is(
    site: Installation, request_of: dict[str, Any]
) -> None:
    site.post(PROBE, json={"text": "x"}, headers=GOOD)
    headers = GOOD | request_of.pop("headers", {})
    assert b"by the application" in site.post(PROBE, headers=headers, **request_of).content
    assert asked(site) == 2


def test_a_revocation_ends_the_short_way(house: Installation, ledger: Ledger) -> None:
    house.post(PROBE, json={"text": "x"}, headers=GOOD)
    ledger.append("control", kind="wire.revoke", payload={"person": 7})

    def asked_again() -> bool:
        house.post(PROBE, json={"text": "x"}, headers=GOOD)
        return asked(house) == 2

    eventually(asked_again)
