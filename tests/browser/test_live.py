"""What one publishes, the others see: within a second, without a reload, without losing their place."""

from __future__ import annotations

import time
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.hands import Hands
from tests.server import Server

MARKED = "() => { window.stays = true; }"  # a reload would forget it


@pytest.fixture(scope="module")
def publish(site: Server) -> Any:
    """Publish over the API as the trusted unit; gives the moment of the answer."""
    token = site.hamafza("token", "admin").split()[-1]

    def act(headline: str) -> float:
        body = {"unit": "trusted", "headline": headline, "abstract": "لید", "publish": True}
        answer = httpx.post(
            f"{site.url}/api/v1/items", json=body, headers={"Authorization": f"Bearer {token}"}
        )
        assert answer.status_code == 201, answer.text
        return time.monotonic()

    return act


def test_a_publication_appears_in_the_portal_within_a_second(visitor: Hands, publish: Any) -> None:
    with visitor.page.expect_response("**/live?*", timeout=15000):
        visitor.opens("/")
    visitor.page.evaluate(MARKED)
    since = publish("خبر زندهٔ درگاه")
    expect(visitor.page.get_by_text("خبر زندهٔ درگاه").first).to_be_visible(timeout=3000)
    assert time.monotonic() - since < 1.0
    assert visitor.page.evaluate("window.stays")


def test_a_publication_appears_in_another_desk_within_a_second(log_in: Any, publish: Any) -> None:
    desk = log_in("editor").opens("/desk/").page
    expect(desk.locator("[data-live-sign][data-state=live]")).to_be_attached(timeout=15000)
    desk.evaluate(MARKED)
    since = publish("خبر زندهٔ میز")
    expect(desk.get_by_text("خبر زندهٔ میز").first).to_be_visible(timeout=3000)
    assert time.monotonic() - since < 1.0
    assert desk.evaluate("window.stays")


def test_a_message_leaves_when_what_it_speaks_of_changed(log_in: Any) -> None:
    officer: Hands = log_in("officer").opens("/desk/items/new/")
    officer.write("headline", "پیامی که کهنه می‌شود")
    officer.write("text", "متن")
    said = officer.send("Send for a check")
    assert said == officer.say("Sent for a check.")
    expect(officer.page.locator("[data-live-sign][data-state=live]")).to_be_attached(timeout=15000)
    assert officer.read(said)
    colleague: Hands = log_in("colleague").opens(officer.page.url)
    colleague.send("Approve and publish")
    officer.sees("Public page")
    officer.sees_no(said)


def test_a_screen_that_was_cut_off_catches_up_without_a_reload(log_in: Any, publish: Any) -> None:
    desk = log_in("editor").opens("/desk/").page
    expect(desk.locator("[data-live-sign][data-state=live]")).to_be_attached(timeout=15000)
    desk.evaluate(MARKED)
    desk.context.set_offline(True)
    publish("خبر هنگام قطعی")
    desk.wait_for_timeout(500)
    assert desk.get_by_text("خبر هنگام قطعی").count() == 0
    desk.context.set_offline(False)
    expect(desk.get_by_text("خبر هنگام قطعی").first).to_be_visible(timeout=10000)
    assert desk.evaluate("window.stays")


def test_a_laptop_opened_after_ten_minutes_is_right_within_two_seconds(log_in: Any, site: Server) -> None:
    """The line is cut and the clock jumps; the reader's place and the half-typed reason stay."""
    token = site.hamafza("token", "admin").split()[-1]
    headers = {"Authorization": f"Bearer {token}"}
    lines = "".join(f"<p>سطر {number} از متن بلند خبر</p>" for number in range(80))
    body = {"unit": "trusted", "headline": "پیش از قطعی", "abstract": "لید", "body": lines, "publish": True}
    item = httpx.post(f"{site.url}/api/v1/items", json=body, headers=headers).raise_for_status().json()
    hands: Hands = log_in("admin")
    desk = hands.page
    desk.clock.install()
    hands.opens(f"/desk/items/{item['id']}/")
    expect(desk.locator("[data-live-sign][data-state=live]")).to_be_attached(timeout=15000)
    hands.tap(desk.locator("summary", has_text=hands.say("Withdraw")))
    hands.write("Reason (readers will see it)", "نیمهٔ یک دلیل")
    hands.bring(desk.get_by_text("سطر 60 از"))
    place = desk.get_by_text("سطر 60 از").bounding_box()
    desk.evaluate(MARKED)
    desk.context.set_offline(True)
    expect(desk.locator("[data-live-sign][data-state=offline]")).to_be_attached()
    change = {"headline": "پس از قطعی", "note": "تیتر درست شد"}
    correct(site, item["id"], change, headers)
    desk.clock.fast_forward("10:00")
    desk.context.set_offline(False)
    opened = time.monotonic()
    expect(desk.get_by_role("heading", name="پس از قطعی").first).to_be_attached(timeout=5000)
    assert time.monotonic() - opened < 2.0
    assert desk.evaluate("window.stays")
    expect(hands.field("Reason (readers will see it)")).to_have_value("نیمهٔ یک دلیل")
    now = desk.get_by_text("سطر 60 از").bounding_box()
    assert place is not None
    assert now is not None
    assert abs(now["y"] - place["y"]) < 3
    expect(desk.locator("[data-live-sign][data-state=live]")).to_be_attached()


def correct(site: Server, pk: int, change: dict[str, str], headers: dict[str, str]) -> None:
    said = {"base_version": 1, **change}
    answer = httpx.post(f"{site.url}/api/v1/items/{pk}/correct", json=said, headers=headers)
    assert answer.status_code == 200, answer.text
