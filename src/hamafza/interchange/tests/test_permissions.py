"""Every address of the API × role: 401 for strangers, 404 for what one may not see, 403 for what one may not do."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from tests.world import World

from hamafza.interchange.tests.permission_rows import EVERYBODY, PDF, WRITING
from hamafza.interchange.tests.test_items import Caller

# method, path, status by role; {draft} is the province's, {shown} the fund's, published.
ROWS = [
    ("GET", "/me", {"outsider": 200, "officer": 200, "admin": 200}),
    ("GET", "/units", {"outsider": 200, "officer": 200, "admin": 200}),
    ("GET", "/units/nowhere", {"outsider": 404, "officer": 404, "admin": 404}),
    ("GET", "/topics", {"outsider": 200, "officer": 200, "admin": 200}),
    ("GET", "/items", {"outsider": 200, "officer": 200, "admin": 200}),
    ("GET", "/items/{draft}", {"outsider": 404, "trusted": 404, "officer": 200, "editor": 200, "admin": 200}),
    ("GET", "/items/{shown}", {"outsider": 200, "officer": 200, "admin": 200}),
    ("GET", "/items/{shown}/versions", {"outsider": 404, "officer": 404, "trusted": 200, "admin": 200}),
    ("GET", "/search?q=x", {"outsider": 200, "officer": 200, "admin": 200}),
    ("GET", "/wire", {"outsider": 200, "officer": 200, "admin": 200}),
    ("GET", "/wire?unit=province", {"outsider": 404, "trusted": 404, "officer": 200, "admin": 200}),
    ("GET", "/wire/events", {"outsider": 200, "officer": 200, "admin": 200}),
    ("GET", "/relays", {"outsider": 200, "officer": 200, "admin": 200}),
    ("GET", "/relays/{relay}", {"outsider": 200, "officer": 200, "admin": 200}),
    ("GET", "/relays/{waiting}", {"outsider": 404, "trusted": 404, "officer": 200, "editor": 200}),
    ("GET", "/relays/suggestions", {"outsider": 404, "observer": 200, "officer": 200, "admin": 200}),
    ("GET", "/relays/ledger", {"outsider": 404, "observer": 200, "officer": 200, "admin": 200}),
    ("GET", "/no/such/address", {"outsider": 404, "admin": 404}),
    ("GET", "/calls", {"outsider": 200, "officer": 200, "admin": 200}),
    ("GET", "/calls/rules", {"outsider": 404, "observer": 200, "officer": 200, "admin": 200}),
    ("GET", "/calls/{call}", {"outsider": 404, "trusted": 404, "observer": 200, "editor": 200, "admin": 200}),
    ("GET", "/calls/{call}/answers", {"outsider": 404, "trusted": 404, "officer": 200, "secretary": 200}),
    ("GET", "/incidents", {"outsider": 200, "officer": 200, "admin": 200}),
    ("GET", "/incidents/limits", {"outsider": 404, "observer": 200, "officer": 200, "admin": 200}),
    ("GET", "/incidents/{incident}", {"outsider": 404, "secretary": 404, "observer": 200, "trusted": 200}),
    ("GET", "/incidents/{incident}/transitions", {"outsider": 404, "observer": 200, "admin": 200}),
    ("GET", "/incidents/{incident}/room", {"outsider": 404, "observer": 200, "editor": 200}),
    ("GET", "/pictures/{picture}", {"outsider": 404, "trusted": 404, "observer": 200, "admin": 200}),
    ("GET", "/files/{file}", {"outsider": 404, "trusted": 404, "observer": 200, "admin": 200}),
    # What is not there, and what the state does not allow, for those who may.
    ("POST", "/calls/{call}/answers/trusted/confirm", {"officer": 404, "head": 404}),
    ("POST", "/incidents/{incident}/evidence/999999/check", {"outsider": 404, "officer": 404}),
    ("POST", "/items/{draft}/check", {"outsider": 404, "observer": 403, "officer": 403, "admin": 409}),
    ("POST", "/items/{shown}/submit", {"outsider": 403, "officer": 403, "trusted": 409}),
    ("POST", "/relays/{relay}/clear", {"outsider": 403, "officer": 403, "head": 409}),
    *((method, path, {}) for method, path, *_rest in WRITING),
]


READING = [row for row in ROWS if row[2]]


@pytest.mark.slow
@pytest.mark.parametrize(("method", "path", "roles"), READING, ids=[f"{row[0]} {row[1]}" for row in READING])
def test_every_role_gets_what_the_table_says(
    world: World, things: dict[str, int], method: str, path: str, roles: dict[str, int]
) -> None:
    path = path.format(**things)
    found = {}
    for role in roles:
        caller = Caller(world, role)
        found[role] = (caller.get(path) if method == "GET" else caller.post(path)).status_code
    assert found == roles


@pytest.mark.slow
def test_a_right_body_is_refused_to_everybody_who_may_not_send_it(
    world: World, things: dict[str, int]
) -> None:
    """All roles send each row, and nothing of it stays: only who sends makes the difference."""
    found, expected = {}, {}
    for method, path, body, status, may, hidden in WRITING:
        for role in EVERYBODY.split():
            sent = f"{method} {path} as {role}"
            expected[sent] = status if role in may.split() else 404 if role in hidden.split() else 403
            with transaction.atomic():
                found[sent] = send(Caller(world, role), method, path.format(**things), body, things)
                transaction.set_rollback(True)
    assert found == expected
    may_not = sum(len(EVERYBODY.split()) - len(may.split()) for *_row, may, _hidden in WRITING)
    assert sum(status in (403, 404) for status in found.values()) == may_not


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
