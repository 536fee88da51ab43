"""A probe goes the short way as long as the application's word is good, and is answered as by the application."""

from __future__ import annotations

import contextlib
import json
import socket
import time
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
    assert first.headers.pop("connection") == "close"  # the next line begins at the entrance
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


def a_probe(text: str, target: str = PROBE, key: str = "good") -> bytes:
    body = json.dumps({"text": text}).encode()
    head = f"POST {target} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {key}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class Talk:
    """One line on which one thing is said after the other."""

    def __init__(self, site: Installation) -> None:
        site.post(PROBE, json={"text": "x"}, headers=GOOD)
        self._line = site.connect()
        self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._heard = self._line.makefile("rb")

    def say(self, *pieces: bytes, pause: float = 0.05) -> None:
        for piece in pieces:
            self._line.sendall(piece)
            time.sleep(pause)

    def hear(self) -> tuple[int, bytes]:
        """The next answer: its status and its body."""
        status, length = int(self._heard.readline().split()[1]), 0
        while (line := self._heard.readline()) != b"\r\n":
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        return status, self._heard.read(length)


def test_a_line_stays_open_for_many(site: Installation) -> None:
    talk = Talk(site)
    for text in ("one", "دو", "three"):
        talk.say(a_probe(text), pause=0)
        status, body = talk.hear()
        assert (status, json.loads(body)) == (201, {"id": f"a: {text}"})
    assert asked(site) == 1


def test_pieces_are_put_together_and_what_comes_at_once_is_answered_in_order(site: Installation) -> None:
    talk = Talk(site)
    whole = a_probe("in pieces")
    talk.say(
        whole[:-20], whole[-20:-1], whole[-1:] + a_probe("next") + a_probe("last")[:-1], a_probe("last")[-1:]
    )
    assert [json.loads(talk.hear()[1])["id"] for _ in range(3)] == ["a: in pieces", "a: next", "a: last"]
    assert asked(site) == 1


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (a_probe("x", target="/api/v1/wire/probe?unit=nowhere"), 201),
        (a_probe("x", key="bad"), 401),
        (b"GET /private HTTP/1.1\r\nHost: a\r\n\r\n", 200),
        (b"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n", 200),
    ],
)
def test_after_a_probe_anything_may_be_asked_on_the_line(
    site: Installation, said: bytes, status: int
) -> None:
    talk = Talk(site)
    talk.say(a_probe("one"), said, a_probe("two"))
    assert talk.hear()[0] == 201
    assert talk.hear()[0] == status
    assert talk.hear()[0] == 201


def test_a_probe_that_cannot_be_written_is_an_error_and_the_line_goes_on(site: Installation) -> None:
    talk = Talk(site)
    talk.say(a_probe("x", target="/api/v1/wire/probe?unit=broken"))
    status, body = talk.hear()
    assert (status, json.loads(body)["status"]) == (500, 500)
    talk.say(a_probe("y"))
    assert talk.hear()[0] == 201


def test_half_a_probe_is_not_waited_for_longer_than_a_silent_line(ledger: Ledger) -> None:
    site = Installation(ledger, stream=False, keepalive=0.5)
    try:
        talk = Talk(site)
        talk.say(a_probe("x")[:-1])
        with contextlib.suppress(ConnectionResetError):
            assert talk._heard.readline() == b""
    finally:
        site.close()


def test_whoever_waits_for_an_answer_gets_it_before_the_door_closes(site: Installation) -> None:
    talk = Talk(site)
    talk.say(a_probe("x", target="/api/v1/wire/probe?unit=slow"))
    assert site.stop_door() == 0
    assert talk.hear()[0] == 201


def test_who_does_not_take_answers_is_not_read_any_further(site: Installation) -> None:
    talk = Talk(site)
    many = a_probe("x") * 50
    talk._line.settimeout(1)
    said = 0
    with contextlib.suppress(TimeoutError):
        while said < 64 << 20:
            said += talk._line.send(many[said % len(many) :])
    assert said < 32 << 20
    for _ in range(200):
        assert talk.hear()[0] == 201
