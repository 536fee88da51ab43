"""Every address of the API × role: 401 for strangers, 404 for what one may not see, 403 for what one may not do."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.world import World

from hamafza.calls.tests.cast import asked
from hamafza.interchange.tests.call_rows import ROWS as CALLS
from hamafza.interchange.tests.incident_rows import ROWS as INCIDENTS
from hamafza.interchange.tests.test_items import Caller
from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.relay.actions import relay
from hamafza.relay.models import Kind
from hamafza.response.tests.cast import verifying

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
    ("POST", "/wire/ticket", {"outsider": 200, "officer": 200, "admin": 200}),
    ("POST", "/wire/probe", {"outsider": 422, "head": 422, "admin": 422}),
    ("POST", "/verify", {"outsider": 422, "officer": 422, "admin": 422}),
    ("POST", "/items", {"outsider": 422, "officer": 422, "admin": 422}),
    ("POST", "/items/{draft}/publish", {"outsider": 404, "observer": 403, "officer": 403}),
    ("POST", "/items/{draft}/check", {"outsider": 404, "observer": 403, "officer": 403, "admin": 409}),
    ("POST", "/items/{draft}/return", {"outsider": 422, "officer": 422}),
    ("POST", "/items/{shown}/correct", {"outsider": 422, "officer": 422}),
    ("POST", "/items/{shown}/withdraw", {"outsider": 422, "officer": 422}),
    ("POST", "/items/{shown}/submit", {"outsider": 403, "officer": 403, "trusted": 409}),
    ("POST", "/items/{shown}/relay", {"outsider": 422, "officer": 422}),
    ("GET", "/relays", {"outsider": 200, "officer": 200, "admin": 200}),
    ("GET", "/relays/{relay}", {"outsider": 200, "officer": 200, "admin": 200}),
    ("GET", "/relays/{waiting}", {"outsider": 404, "trusted": 404, "officer": 200, "editor": 200}),
    ("POST", "/relays/{relay}/withdraw", {"outsider": 403, "officer": 403, "observer": 403}),
    ("POST", "/relays/{relay}/take-over", {"outsider": 403, "officer": 403, "head": 200}),
    ("POST", "/relays/{relay}/follow", {"outsider": 422, "officer": 422}),
    ("POST", "/relays/{relay}/clear", {"outsider": 403, "officer": 403, "head": 409}),
    ("POST", "/relays/{waiting}/clear", {"outsider": 404, "officer": 403, "colleague": 200}),
    ("POST", "/relays/{relay}/return", {"outsider": 422, "officer": 422}),
    ("GET", "/relays/suggestions", {"outsider": 404, "observer": 200, "officer": 200, "admin": 200}),
    ("GET", "/relays/ledger", {"outsider": 404, "observer": 200, "officer": 200, "admin": 200}),
    *CALLS,
    *INCIDENTS,
    ("GET", "/no/such/address", {"outsider": 404, "admin": 404}),
]


@pytest.fixture
def items(world: World) -> dict[str, int]:
    text = Content(headline="تیتر", abstract="لید")
    draft = actions.create(actor=world.as_("officer"), unit=world.units["province"], content=text)
    shown = actions.create(actor=world.as_("trusted"), unit=world.units["trusted"], content=text)
    shown = actions.publish(actor=world.as_("trusted"), item=shown)
    made = relay(actor=world.as_("head"), unit=world.units["centre"], item=shown)
    officer, province = world.as_("officer"), world.units["province"]
    waiting = relay(actor=officer, unit=province, item=shown, kind=Kind.INTRODUCTION, text="مقدمه")
    names = {"draft": draft, "shown": shown, "relay": made, "waiting": waiting}
    other = {"call": asked(world, units=("province",)).pk, "incident": verifying(world).pk}
    return {name: one.pk for name, one in names.items()} | other


@pytest.mark.slow
@pytest.mark.parametrize(("method", "path", "roles"), ROWS, ids=[f"{row[0]} {row[1]}" for row in ROWS])
def test_every_role_gets_what_the_table_says(
    world: World, items: dict[str, int], method: str, path: str, roles: dict[str, int]
) -> None:
    path = path.format(**items)
    found = {}
    for role in roles:
        caller = Caller(world, role)
        found[role] = (caller.get(path) if method == "GET" else caller.post(path)).status_code
    assert found == roles


def test_strangers_are_asked_who_they_are(items: dict[str, int]) -> None:
    """In one test: nothing of what is refused can change what is asked next."""
    found, expected = {}, {}
    for method, path, _roles in ROWS:
        address = f"/api/v1{path.format(**items)}"
        answer = Client().generic(method, address, "{}", content_type="application/json")
        found[f"{method} {path}"] = answer.status_code
        expected[f"{method} {path}"] = {"/no/such/address": 404, "/verify": 422}.get(path, 401)
    assert found == expected
