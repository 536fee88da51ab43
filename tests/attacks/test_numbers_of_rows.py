"""A number of a row that no database can hold is an unknown row in every door, and no error of ours."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from hamafza.network import tokens
from hamafza.newsroom.models import Draft
from tests.attacks.callers import browser
from tests.world import World

pytestmark = pytest.mark.django_db
HUGE = ["9" * 30, "9" * 19, "9" * 5000, "²", "１", "-1", "1e400"]  # noqa: RUF001 - other digits on purpose


def item_form(number: str) -> dict[str, str]:
    rows = {
        f"{prefix}-{name}": count
        for prefix in ("pictures", "evidence")
        for name, count in (("TOTAL_FORMS", "1"), ("INITIAL_FORMS", "0"))
    }
    rows |= {"pictures-0-picture": number, "pictures-0-ORDER": number, "evidence-0-attachment": number}
    rows |= {"evidence-0-kind": "file", "evidence-0-label": "گزارش", "evidence-0-ORDER": number}
    return {
        "unit": "province",
        "headline": "تیتر",
        "do": "save",
        "base_number": number,
        "item": number,
        **rows,
    }


@pytest.mark.parametrize("number", HUGE)
def test_no_form_that_names_rows_fails(world: World, number: str) -> None:
    client = browser(world, "officer")
    client.raise_request_exception = False
    sent: list[tuple[str, dict[str, Any]]] = [
        ("/desk/items/new/", item_form(number)),
        ("/desk/items/preview/", item_form(number)),
        ("/desk/similar/", {"item": number, "headline": "تیتر"}),
        ("/desk/items/", {"do": "submit", "pick": [number]}),
        ("/desk/items/", {"do": "csv", "pick": [number]}),
        ("/desk/calls/", {"do": "accept", "pick": [number]}),
        ("/desk/calls/hand-over/", {"unit": number, "away": number, "deputy": number}),
        ("/desk/files/", {"unit": number}),
    ]
    failed = [path for path, body in sent if client.post(path, body).status_code >= 500]
    assert failed == []
    assert client.get(f"/desk/items/new/?item={number}&draft={number}").status_code < 500


ODD = ["[" * 100_000, '{"content": 1e999}', '{"a":' * 100_000, "NaN", '"\\ud800"', "9" * 5000]


@pytest.mark.parametrize("body", ODD)
def test_no_door_for_json_fails(world: World, body: str) -> None:
    client = browser(world, "officer")
    client.raise_request_exception = False
    key = tokens.create_token(world.people["officer"])
    program = Client(headers={"Authorization": f"Bearer {key}"}, raise_request_exception=False)
    paths = ("/desk/drafts/k/", "/desk/items/suggest/", "/desk/notices/seen", "/desk/notices/devices")
    answers = [client.post(path, body, content_type="application/json").status_code for path in paths]
    answers += [
        program.post(f"/api/v1{path}", body, content_type="application/json").status_code
        for path in ("/items", "/verify", "/calls", "/incidents")
    ]
    assert all(400 <= status < 500 for status in answers), answers


@pytest.mark.parametrize("number", [*HUGE, 10**30, -1, float("inf"), True, [], None])
def test_a_text_that_is_kept_while_one_types_can_be_opened_again(world: World, number: Any) -> None:
    client = browser(world, "officer")
    client.raise_request_exception = False
    content = {"headline": "تیتر", "pictures-0-picture": number, "pictures-0-ORDER": number}
    content |= {"evidence-0-attachment": number, "evidence-0-kind": "file", "base_number": number}
    for key, names in (("k1", {}), ("k2", {"base_number": number}), ("k3", {"item": number})):
        body = json.dumps({"unit": "province", "content": content, **names})
        answer = client.post(f"/desk/drafts/{key}/", body, content_type="application/json")
        assert answer.status_code == 400 if number == float("inf") else answer.status_code < 500
    opened = Client(raise_request_exception=False)
    opened.force_login(world.people["officer"])
    for draft in Draft.objects.all():
        assert opened.get(f"/desk/items/new/?draft={draft.key}").status_code == 200
    assert opened.post("/desk/items/new/", item_form(str(number))).status_code < 500


LISTS = {
    "relays": ("item", "before"),
    "calls": ("before", "after"),
    "items": ("before",),
    "decisions": ("series", "before"),
    "sessions": ("council", "before"),
    "points": ("council", "before"),
    "councils": ("before",),
    "works": ("before",),
    "reports": ("before",),
    "incidents": ("before",),
    "problems": ("before",),
    "events": ("since",),
}


@pytest.mark.parametrize("number", [*HUGE, "0", str(2**63), "۱۲"])
def test_no_list_of_the_api_fails_for_the_number_of_a_row(world: World, number: str) -> None:
    key = tokens.create_token(world.people["officer"])
    program = Client(headers={"Authorization": f"Bearer {key}"}, raise_request_exception=False)
    failed = [
        (path, name)
        for path, names in LISTS.items()
        for name in names
        if program.get(f"/api/v1/{path}", {name: number}).status_code >= 500
    ]
    assert failed == []
