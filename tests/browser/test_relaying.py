"""Relaying on a phone: one tap, its credit, the origin's desk, and what happens when the origin changes."""

from __future__ import annotations

import time
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.hands import Hands
from tests.server import Server


@pytest.fixture(scope="module")
def api(site: Server) -> Any:
    """Act over the API as the administrator; gives the answer's content."""
    token = site.hamafza("token", "admin").split()[-1]

    def act(path: str, **body: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"}
        answer = httpx.post(f"{site.url}/api/v1{path}", json=body, headers=headers)
        assert answer.status_code < 300, answer.text
        found: dict[str, Any] = answer.json()
        return found

    return act


def publish(api: Any, headline: str) -> dict[str, Any]:
    item: dict[str, Any] = api(
        "/items", unit="trusted", headline=headline, abstract="لید نخست", body="<p>متن خبر</p>", publish=True
    )
    return item


def follow_live(hands: Hands, path: str) -> Hands:
    hands.opens(path)
    expect(hands.page.locator("[data-live-sign][data-state=live]")).to_be_attached(timeout=15000)
    hands.page.evaluate("() => { window.stays = true; }")
    return hands


def test_one_tap_on_a_phone_relays_and_the_origins_desk_sees_it_within_a_second(
    log_in: Any, api: Any
) -> None:
    item = publish(api, "خبری که بازنشر می‌شود")
    origin = follow_live(log_in("trusted"), "/desk/relays/")
    phone: Hands = log_in("officer", width=360).opens(f"/desk/items/{item['id']}/")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 360
    tap = phone.page.get_by_role("button", name=phone.say("Relay"), exact=True).first
    assert tap.bounding_box()["y"] < 640  # in sight without scrolling
    phone.tap(tap)
    since = time.monotonic()
    received = origin.page.locator("#relay-received").get_by_text("روابط‌عمومی البرز").first
    expect(received).to_be_visible(timeout=3000)
    assert time.monotonic() - since < 1.0
    assert origin.page.evaluate("window.stays")
    phone.sees("به نام روابط‌عمومی البرز بازنشر شد.")
    expect(phone.page.get_by_role("link", name=phone.say("relayed"))).to_be_visible()


def test_a_double_tap_makes_one_relay_and_undo_takes_it_back(log_in: Any, api: Any) -> None:
    item = publish(api, "خبری با دو ضربه")
    phone: Hands = log_in("officer", width=360).opens("/desk/items/?scope=network")
    row = phone.at(f"#row-{item['id']}")
    row.tap("Relay", times=2)
    expect(row.place.get_by_role("link", name=row.say("relayed"))).to_have_count(1)
    row.sees("بازنشر در ۱ واحد")
    row.tap("Undo")
    row.sees("Relay")


def test_a_reader_who_has_the_relay_open_sees_the_correction_and_the_withdrawal(
    visitor: Hands, api: Any
) -> None:
    item = publish(api, "خبری که اصلاح می‌شود")
    relay = api(f"/items/{item['id']}/relay", unit="province")
    with visitor.page.expect_response("**/live?*", timeout=15000):
        visitor.opens(f"/relays/{relay['id']}/")
    visitor.page.evaluate("() => { window.stays = true; }")
    visitor.sees("به نقل از")
    api(f"/items/{item['id']}/correct", base_version=1, abstract="لید درست", note="رقم نادرست بود")
    visitor.sees("رقم نادرست بود")
    api(f"/items/{item['id']}/withdraw", reason="خبر نادرست بود")
    visitor.sees("خبر نادرست بود")
    visitor.sees_no("متن خبر")
    assert visitor.page.evaluate("window.stays")


def test_the_map_of_relays_is_whole_on_a_small_desktop(log_in: Any) -> None:
    head: Hands = log_in("head", width=1280).opens("/desk/relays/ledger/")
    drawn, room = (head.page.locator(f".relay-ring{part}").bounding_box() for part in (" svg", ""))
    assert drawn
    assert room
    assert drawn["width"] <= room["width"]
