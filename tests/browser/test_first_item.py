"""A new network: an administrator, a unit, a first item; nothing else is there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Screen, enter
from tests.browser.hands import Hands
from tests.server import Server, own_database


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An installation where nobody was before."""
    with own_database() as database_url:
        server = Server(tmp_path_factory.mktemp("empty"), database_url).prepare(cast=False).start()
        try:
            yield server
        finally:
            server.stop()


def administrator(server: Server, name: str) -> str:
    """Made on the command line; the password that it prints."""
    return server.hamafza("make-admin", name).split()[-1]


def test_an_administrator_makes_a_unit_and_publishes_the_first_item(
    browser: Browser, empty: Server, screen: Screen
) -> None:
    name, context = f"admin-{screen}", browser.new_context(base_url=empty.url, **screen.context)
    context.add_cookies([{"name": "language", "value": screen.language, "url": empty.url}])
    hands = Hands(context.new_page(), screen.language)
    enter(hands, name, administrator(empty, name))
    hands.opens("/desk/units/")
    hands.send("Add a unit")
    hands.write("name", f"دفتر {screen}")
    hands.write("code", str(screen))
    hands.tap("publishes without a check")
    hands.send("Save")
    hands.sees(f"دفتر {screen}")
    hands.opens("/desk/items/new/")
    if hands.page.locator("select[name=unit]").count():
        hands.choose("unit", f"دفتر {screen}")
    hands.write("headline", f"نخستین خبر {screen}")
    hands.write("text", "شبکه آغاز به کار کرد.")
    hands.send(hands.page.locator("[data-send]"))
    hands.sees("Published.", now=True)
    hands.opens("/")
    hands.sees(f"نخستین خبر {screen}")
    context.close()
