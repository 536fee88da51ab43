"""Whatever stands behind the question mark of an address, nobody gets an error of ours."""

from __future__ import annotations

import importlib
import random
import re
from functools import lru_cache
from urllib.parse import quote_from_bytes

import pytest
from django.test import Client

from hamafza.interchange.urls import api
from hamafza.network import tokens
from tests.house import places
from tests.world import World

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.timeout(900)]
TRIES = 3
NONSENSE = [
    "\x00",
    "a\x00b",
    "-1",
    "0",
    "1e400",
    "NaN",
    "9" * 25,
    "۱۲",
    "２",
    "²",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31T23:59:59",
    "9999-12-31T23:59:59.999999+23:59",
    "0001-01-01T00:00:00-23:59",
    "2026-11-30T10:00",
    "۱۴۰۵/۱۳/۴۰",
    "date:9999-12-31 from:0001-01-01 to:0000",
    "date:9378/12/30 from:1/1/1 to:99999/1/1",
    'unit:"" topic:\x00 code:² code:99999999999999999999 by:',
    "-".join("0" * 30),
    "eyJhIjoxfQ==",
    "[]",
    "{}",
    "true",
    "<a href='x'>\"",
    "\u202e\u200f\u200b",
    "\ufffe",
    "x" * 4000,
]
BROKEN = [quote_from_bytes(b"\xed\xa0\x80"), quote_from_bytes(b"\xff\xfe"), "%", "%zz", "%u0041"]


@lru_cache(maxsize=1)
def parameters() -> list[str]:
    """Every name that some view reads from an address, by the text of the program and the API's description."""
    named = set()
    for file in places.found("**/*.py"):
        named |= set(re.findall(r"GET\.get(?:list)?\(\s*\"(\w+)\"", file.read_text()))
    for path in api.get_openapi_schema()["paths"].values():
        for operation in path.values():
            named |= {one["name"] for one in operation.get("parameters", []) if one["in"] == "query"}
    return sorted(named | {"q", "page", "after", "state", "profile", "unit", "next", "since"})


def addresses() -> list[str]:
    """Every address one can GET, with something in its placeholders."""
    found = set()
    for table in places.tables():
        rows = importlib.import_module(table).ROWS
        found |= {path for method, path, _said in rows if method == "GET"}
    rows = importlib.import_module("hamafza.interchange.tests.test_permissions").ROWS
    found |= {f"/api/v1{path}" for method, path, _said in rows if method == "GET"}
    return sorted({re.sub(r"{\w+}", "1", path.partition("?")[0]) for path in found} - {"/accounts/logout/"})


def queries(path: str) -> list[str]:
    """A few for each address, so that over all of them every name has every value, and the short names have each."""
    names = parameters()
    values = [quote_from_bytes(text.encode()) for text in NONSENSE] + BROKEN
    drawn = random.Random(path)  # noqa: S311 - the same in every run
    mixed = ["&".join(f"{name}={drawn.choice(values)}" for name in names) for _ in range(TRIES)]
    return [*mixed, *("&".join(f"{name}={value}" for name in names) for value in drawn.sample(values, TRIES))]


@pytest.mark.parametrize("role", ["anonymous", "admin"])
def test_no_query_makes_an_error_of_ours(world: World, role: str) -> None:
    client = Client(raise_request_exception=False)
    if role == "admin":
        client.force_login(world.people[role])
        client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {tokens.create_token(world.people[role])}"
    asked = [path for path in addresses() if role == "admin" or not path.startswith(("/desk/", "/api/"))]
    failed = [
        f"{path}?{query}"
        for path in asked
        for query in queries(path)
        if client.get(f"{path}?{query}").status_code >= 500
    ]
    assert failed == []


DAYS = [
    "0000/00/00",
    "0001/01/01",
    "9999/12/31",
    "1404/12/30",
    "9377/01/01",
    "9378/12/29",
    "3000/01/01",
    "0622/03/21",
]


@pytest.mark.parametrize("day", DAYS)
def test_no_day_of_the_archive_makes_an_error_of_ours(world: World, day: str) -> None:
    client = Client(raise_request_exception=False)
    for path in (day, day[:7], day[:4]):
        for prefix in ("", "/en"):
            assert client.get(f"{prefix}/archive/{path}/").status_code in (200, 404)
