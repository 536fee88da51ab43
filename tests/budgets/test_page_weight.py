"""What a page costs a phone and the database: kilobytes of HTML, styles and scripts as they are sent, and queries.

Fonts, pictures and what a tap loads later (the editor of formatted text) are not counted. A limit stands a tenth above what the page weighed when it was set; whoever needs
more says why in the commit that raises it.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import NamedTuple

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hamafza.calls import actions as calls
from hamafza.calls.addressing import Address
from hamafza.calls.tests.cast import NOON, question
from hamafza.flow.models import Rules
from hamafza.newsroom import actions as newsroom
from hamafza.pages.assets import OTHERS, bare
from hamafza.response.tests import cast
from tests.attacks.officials import Official, officials
from tests.world import World

pytestmark = pytest.mark.slow

ITEMS, SEED = 30, 4
SHEET = re.compile(r'<link rel="stylesheet" href="/static/([^"]+)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
SCRIPT = re.compile(r'<script[^>]*\ssrc="/static/([^"]+)"')


class Budget(NamedTuple):
    """Of one page: who looks at it, and what it may cost at most."""

    who: str
    address: str
    bytes: int
    queries: int


BUDGETS = {
    "home": Budget("", "/", 16_900, 12),
    "item": Budget("", "/news/{item}/", 11_400, 8),
    "unit": Budget("", "/units/trusted/", 16_500, 9),
    "verify": Budget("", "/verify/", 9_500, 2),
    "now": Budget("officer", "/desk/", 26_900, 25),
    "writing": Budget("officer", "/desk/items/new/", 39_000, 12),
    "board": Budget("head", "/desk/calls/{call}/", 26_500, 19),
    "incident": Budget("officer", "/desk/incidents/{incident}/", 24_900, 31),
    "items": Budget("head", "/desk/items/", 27_500, 12),
    "units": Budget("head", "/desk/units/", 23_700, 11),
}


@dataclass
class Site:
    """A network with something on each page."""

    world: World
    names: dict[str, int | None]

    def open(self, budget: Budget) -> tuple[str, int]:
        """The page, and how many queries it took on its second opening, as most openings are."""
        client = Client()
        if budget.who:
            client.force_login(self.world.people[budget.who])
        address = budget.address.format(**self.names)
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address).content.decode()
        return page, len(asked)


@pytest.fixture
def site(world: World) -> Iterator[Site]:
    caches["memory"].clear()
    Rules.objects.update_or_create(id=1, defaults={"quiet_from": time(0), "quiet_until": time(0)})
    item = None
    for one in officials(ITEMS, SEED):
        item = published(world, one)
    call = calls.ask(
        actor=world.as_("head"),
        unit=world.units["centre"],
        question=question(),
        address=Address(everyone=True),
        now=NOON,
    )
    incident = cast.published(world)
    yield Site(world, {"item": item, "call": call.pk, "incident": incident.pk})
    caches["memory"].clear()


def published(world: World, one: Official) -> int | None:
    who = world.as_("trusted")
    item = newsroom.create(actor=who, unit=world.units["trusted"], content=one.content)
    return newsroom.publish(actor=who, item=item).code


def weight(page: str) -> int:
    """Bytes of the page and of each style sheet and script it names, each compressed as it is sent."""
    names = dict.fromkeys([*SHEET.findall(page), *SCRIPT.findall(page)])
    return packed(page.encode()) + sum(packed(file_of(name)) for name in names)


def file_of(name: str) -> bytes:
    """As it is sent: without the comments of our own sources."""
    found = finders.find(name)
    assert isinstance(found, str), name
    text = Path(found).read_text()
    return (text if any(one in name for one in OTHERS) else bare(text)).encode()


def packed(data: bytes) -> int:
    return len(gzip.compress(data, 6))


@pytest.mark.parametrize("name", BUDGETS)
def test_a_page_stays_within_its_budget(site: Site, name: str) -> None:
    page, queries = site.open(BUDGETS[name])
    assert SHEET.search(page)
    assert (weight(page) <= BUDGETS[name].bytes, queries <= BUDGETS[name].queries) == (True, True), (
        f"{name}: {weight(page)} bytes, {queries} queries"
    )


def test_all_forms_of_a_page_have_one_token(site: Site) -> None:
    """Each of thirty rows had its own, and none of them could be compressed."""
    page, _queries = site.open(BUDGETS["items"])
    tokens = TOKEN.findall(page)
    assert len(tokens) > ITEMS
    assert len(set(tokens)) == 1
