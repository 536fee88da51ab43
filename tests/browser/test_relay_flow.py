"""An officer finds another unit's item and relays it under the own name."""

from __future__ import annotations

from typing import Any

import httpx

from tests.browser.conftest import Screen
from tests.browser.hands import Hands
from tests.server import Server


def test_an_item_of_another_unit_is_relayed_and_readers_see_its_credit(
    log_in: Any, visitor: Hands, site: Server, screen: Screen
) -> None:
    headline = f"گزارش تازهٔ صندوق {screen}"
    item = published(site, headline)
    officer: Hands = log_in("officer", screen).opens(f"/desk/items/{item}/")
    officer.send(officer.page.get_by_role("button", name=officer.say("Relay"), exact=True).first)
    officer.send(officer.page.get_by_role("link", name=officer.say("relayed")).first)
    officer.sees(headline)
    visitor.opens("/units/province/relays/")
    visitor.sees(headline)


def published(site: Server, headline: str) -> int:
    body = {"unit": "trusted", "headline": headline, "abstract": "لید", "body": "<p>متن</p>", "publish": True}
    key = {"Authorization": f"Bearer {site.hamafza('token', 'admin').split()[-1]}"}
    number: int = (
        httpx.post(f"{site.url}/api/v1/items", json=body, headers=key).raise_for_status().json()["id"]
    )
    return number
