"""Every address of the API × role: 401 for strangers, 404 for what one may not see, 403 for what one may not do."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import resolve
from tests.world import World

from hamafza.interchange.tests.permission_rows import EVERYBODY, PDF, READING, WRITING
from hamafza.interchange.tests.test_items import Caller
from hamafza.interchange.urls import api

# What is not there, and what the state does not allow, for those who may: method, path, status by role.
STATES = [
    ("GET", "/units/nowhere", {"outsider": 404, "officer": 404, "admin": 404}),
    ("GET", "/no/such/address", {"outsider": 404, "admin": 404}),
    ("POST", "/calls/{call}/answers/trusted/confirm", {"officer": 404, "head": 404}),
    ("POST", "/incidents/{incident}/evidence/999999/check", {"outsider": 404, "officer": 404}),
    ("POST", "/items/{draft}/check", {"outsider": 404, "observer": 403, "officer": 403, "admin": 409}),
    ("POST", "/items/{shown}/submit", {"outsider": 403, "officer": 403, "trusted": 409}),
    ("POST", "/relays/{relay}/clear", {"outsider": 403, "officer": 403, "head": 409}),
]
ALLOWED = [*READING, *WRITING]
ROWS = [*((method, path, {}) for method, path, *_rest in ALLOWED), *STATES]


@pytest.mark.slow
@pytest.mark.parametrize(("method", "path", "roles"), STATES, ids=[f"{row[0]} {row[1]}" for row in STATES])
def test_what_the_state_does_not_allow(
    world: World, things: dict[str, int], method: str, path: str, roles: dict[str, int]
) -> None:
    path = path.format(**things)
    found = {}
    for role in roles:
        caller = Caller(world, role)
        found[role] = (caller.get(path) if method == "GET" else caller.post(path)).status_code
    assert found == roles


@pytest.mark.slow
def test_a_right_request_is_refused_to_everybody_who_may_not_send_it(
    world: World, things: dict[str, int]
) -> None:
    """All roles send each row, and nothing of it stays: only who sends makes the difference."""
    found, expected = {}, {}
    for method, path, body, status, may, hidden in ALLOWED:
        for role in EVERYBODY.split():
            sent = f"{method} {path} as {role}"
            expected[sent] = status if role in may.split() else 404 if role in hidden.split() else 403
            with transaction.atomic():
                found[sent] = send(Caller(world, role), method, path.format(**things), body, things)
                transaction.set_rollback(True)
    assert found == expected
    may_not = sum(len(EVERYBODY.split()) - len(may.split()) for *_row, may, _hidden in ALLOWED)
    assert sum(status in (403, 404) for status in found.values()) == may_not


def test_every_operation_has_a_row_that_somebody_may_send() -> None:
    """Then what the table refuses is refused for the role, and not for the body."""
    assert [
        f"{method} {path}"
        for method, path, _body, status, may, _hidden in ALLOWED
        if not may or status >= 300
    ] == []
    sent = {(method, route(path)) for method, path, *_rest in ALLOWED}
    known = {
        (method.upper(), route(path.removeprefix("/api/v1")))
        for path, methods in api.document["paths"].items()
        for method in methods
    }
    assert known - sent == set()


def route(path: str) -> str:
    """The view behind an address, whatever stands in its blanks."""
    return resolve("/api/v1" + re.sub(r"{\w+}", "1", path.partition("?")[0])).route


def send(caller: Caller, method: str, path: str, body: Any, things: dict[str, int]) -> int:
    said = {name: filled(value, things) for name, value in (body or {}).items()}
    if isinstance(said.get("file"), SimpleUploadedFile):
        return caller.client.post(f"/api/v1{path}", said).status_code
    data = b"" if body is None else json.dumps(said)
    answer = caller.client.generic(method, f"/api/v1{path}", data, content_type="application/json")
    return answer.status_code


def filled(value: Any, things: dict[str, int]) -> Any:
    """`{answered}` is that thing's number; bytes are a file."""
    if isinstance(value, bytes):
        return SimpleUploadedFile("a.pdf" if value == PDF else "a.png", value)
    return things[value[1:-1]] if isinstance(value, str) and value.startswith("{") else value


def test_strangers_are_asked_who_they_are(things: dict[str, int]) -> None:
    """In one test: nothing of what is refused can change what is asked next."""
    found, expected = {}, {}
    for method, path, _roles in ROWS:
        address = f"/api/v1{path.format(**things)}"
        answer = Client().generic(method, address, "{}", content_type="application/json")
        found[f"{method} {path}"] = answer.status_code
        expected[f"{method} {path}"] = {"/no/such/address": 404, "/verify": 422}.get(path, 401)
    assert found == expected
