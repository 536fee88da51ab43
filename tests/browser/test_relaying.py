"""Relaying on a phone: one tap, its credit, the origin's desk, and what happens when the origin changes."""

from __future__ import annotations

import time
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

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


def follow_live(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.locator("[data-live-sign][data-state=live]")).to_be_attached(timeout=15000)
    page.evaluate("window.stays = true")


def test_one_tap_on_a_phone_relays_and_the_origins_desk_sees_it_within_a_second(
    log_in: Any, api: Any
) -> None:
    item = publish(api, "خبری که بازنشر می‌شود")
    origin: Page = log_in("trusted")
    follow_live(origin, "/desk/relays/")
    phone: Page = log_in("officer", width=360)
    phone.goto(f"/desk/items/{item['id']}/")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    tap = phone.get_by_role("button", name="بازنشر", exact=True).first
    assert tap.bounding_box()["height"] >= 44
    assert tap.bounding_box()["y"] < 640  # in sight without scrolling
    tap.click()
    since = time.monotonic()
    received = origin.locator("#relay-received")
    expect(received.get_by_text("روابط‌عمومی البرز").first).to_be_visible(timeout=3000)
    assert time.monotonic() - since < 1.0
    assert origin.evaluate("window.stays")
    expect(phone.get_by_text("به نام روابط‌عمومی البرز بازنشر شد.")).to_be_visible()
    expect(phone.get_by_role("link", name="بازنشر شد")).to_be_visible()


def test_a_double_tap_makes_one_relay_and_undo_takes_it_back(log_in: Any, api: Any) -> None:
    item = publish(api, "خبری با دو ضربه")
    phone: Page = log_in("officer", width=360)
    phone.goto("/desk/items/?scope=network")
    row = phone.locator(f"#row-{item['id']}")
    row.get_by_role("button", name="بازنشر").dblclick()
    expect(row.get_by_role("link", name="بازنشر شد")).to_have_count(1)
    expect(row.get_by_text("بازنشر در ۱ واحد")).to_be_visible()
    row.get_by_role("button", name="لغو بازنشر").click()
    expect(row.get_by_role("button", name="بازنشر")).to_be_visible()


def test_a_reader_who_has_the_relay_open_sees_the_correction_and_the_withdrawal(
    visitor: Page, api: Any
) -> None:
    item = publish(api, "خبری که اصلاح می‌شود")
    relay = api(f"/items/{item['id']}/relay", unit="province")
    with visitor.expect_response("**/live?*", timeout=15000):
        visitor.goto(f"/relays/{relay['id']}/")
    visitor.evaluate("window.stays = true")
    expect(visitor.get_by_text("به نقل از").first).to_be_visible()
    api(f"/items/{item['id']}/correct", abstract="لید درست", note="رقم نادرست بود")
    expect(visitor.get_by_text("رقم نادرست بود")).to_be_visible(timeout=5000)
    api(f"/items/{item['id']}/withdraw", reason="خبر نادرست بود")
    expect(visitor.get_by_text("خبر نادرست بود")).to_be_visible(timeout=5000)
    expect(visitor.get_by_text("متن خبر")).to_have_count(0)
    assert visitor.evaluate("window.stays")
