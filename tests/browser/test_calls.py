"""Calls on a phone and on a board that is open while answers come in."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from playwright.sync_api import Page, expect

from hamafza.notices.tests.push_service import Browser as Subscription
from hamafza.notices.tests.push_service import PushService
from tests.browser.phone import Phone, shown, stub
from tests.server import Server


def token(site: Server, name: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {site.hamafza('token', name).split()[-1]}"}


def ask(site: Server, title: str, units: list[str], **said: Any) -> int:
    body = {
        "unit": "centre",
        "kind": "cover",
        "title": title,
        "urgent": True,
        "override": "آزمون",
        "deadline": (datetime.now(UTC) + timedelta(days=2)).isoformat(),
        "to": {"units": units},
        **said,
    }
    answer = httpx.post(f"{site.url}/api/v1/calls", json=body, headers=token(site, "head"), timeout=10)
    assert answer.status_code == 201, answer.text
    number: int = answer.json()["id"]
    return number


def test_a_phone_answers_in_two_taps_from_a_link_and_the_asker_sees_it_live(
    log_in: Any, site: Server
) -> None:
    call = ask(site, "پوشش افتتاح کارگاه", ["province", "body", "trusted"])
    board: Page = log_in("head")
    board.goto(f"/desk/calls/{call}/")
    expect(board.locator("[data-live-sign][data-state=live]")).to_be_visible(timeout=10000)
    phone: Page = log_in("officer", width=360)
    phone.goto(f"/desk/calls/{call}/")  # the first tap: the notification's link
    button = phone.get_by_role("button", name="انجام می‌دهیم")
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 48
    assert box["y"] + box["height"] < 740  # in sight without scrolling
    button.click()  # the second
    expect(phone.locator("#call-mine")).to_contain_text("در حال انجام")
    row = board.locator(".board-row", has_text="البرز")
    expect(row).to_contain_text("در حال انجام", timeout=5000)
    expect(board.locator("#call-board .tally")).to_contain_text("۱ در حال انجام")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def ring(page: Page, pushes: PushService) -> tuple[Phone, Subscription]:
    """Turn notifications on, on the settings page; from then on what is pushed is shown by the service worker."""
    subscription = pushes.browser()
    stub(page.context, endpoint=pushes.origin + subscription.path, keys=subscription.keys)
    page.goto("/desk/notices/settings/")
    page.click("[data-push-turn=on]")
    expect(page.locator("#push")).to_have_attribute("data-state", "on")
    return Phone(page), subscription


def ring_for(phone: Phone, subscription: Subscription, site: Server, title: str) -> int:
    """Ask while nobody looks at the desk, and hand what the push service has decrypted to the service worker."""
    phone.page.goto("/")
    call = ask(site, title, ["province"])
    for _try in range(200):
        if found := [one for one in subscription.shown if title in one["title"]]:
            phone.page.goto("/desk/")
            phone.push(json.dumps(found[0], ensure_ascii=False))
            return call
        phone.page.wait_for_timeout(100)
    raise AssertionError(subscription.shown)


def test_a_phone_answers_from_the_pushed_notification_with_one_tap_on_its_button(
    log_in: Any, site: Server, pushes: PushService
) -> None:
    phone, subscription = ring(log_in("officer", width=360), pushes)
    call = ring_for(phone, subscription, site, "عکس از افتتاح پل")
    assert shown(phone.page, 1)[0]["buttons"] == ["انجام می‌دهیم"]
    before = phone.page.url
    phone.tap("tap")
    for _try in range(100):
        if shown(phone.page, 1)[0]["title"] == "انجام آن را پذیرفتید.":
            break
        phone.page.wait_for_timeout(50)
    assert shown(phone.page, 1)[0]["title"] == "انجام آن را پذیرفتید."
    assert phone.page.url == before
    phone.page.goto(f"/desk/calls/{call}/")
    expect(phone.page.locator("#call-mine")).to_contain_text("در حال انجام")


def test_a_phone_answers_with_two_taps_from_the_pushed_notification(
    log_in: Any, site: Server, pushes: PushService
) -> None:
    phone, subscription = ring(log_in("officer", width=360), pushes)
    call = ring_for(phone, subscription, site, "گفت‌وگو با شهردار")
    phone.tap()
    phone.page.wait_for_url(f"**/desk/calls/{call}/")
    phone.page.get_by_role("button", name="انجام می‌دهیم").click()
    expect(phone.page.locator("#call-mine")).to_contain_text("در حال انجام")


def test_one_tap_on_the_open_screen_is_right_at_once_on_every_device_of_the_unit(
    log_in: Any, site: Server
) -> None:
    ask(site, "عکس از نمایشگاه", ["province"])
    phone, desktop = log_in("officer", width=360), log_in("colleague")
    for page in (phone, desktop):
        page.goto("/desk/")
        expect(page.locator("[data-live-sign][data-state=live]")).to_be_visible(timeout=10000)
    waiting = desktop.locator("#now-asked li", has_text="عکس از نمایشگاه")
    expect(waiting.get_by_role("button")).to_be_visible()
    phone.locator("#now-asked li", has_text="عکس از نمایشگاه").get_by_role("button").click()
    expect(phone).to_have_url(re.compile("/desk/$"))
    expect(waiting).to_contain_text("در حال انجام", timeout=5000)
    expect(waiting.get_by_role("button")).to_have_count(0)


def test_an_asked_unit_sees_that_another_is_on_it(log_in: Any, site: Server) -> None:
    call = ask(site, "با هم", ["province", "trusted"])
    page: Page = log_in("trusted", width=360)
    page.goto(f"/desk/calls/{call}/")
    expect(page.locator("[data-live-sign][data-state=live]")).to_be_visible(timeout=10000)
    answer = {"do": "accept"}
    address = f"{site.url}/api/v1/calls/{call}/answer"
    assert httpx.post(address, json=answer, headers=token(site, "officer"), timeout=10).status_code == 200
    expect(page.locator("#call-who")).to_contain_text("البرز", timeout=15000)


def test_a_new_call_appears_on_the_open_screen_by_itself(log_in: Any, site: Server) -> None:
    page: Page = log_in("trusted", width=360)
    page.goto("/desk/")
    expect(page.locator("[data-live-sign][data-state=live]")).to_be_visible(timeout=10000)
    call = ask(site, "خبر تازه‌رسیده", ["trusted"])
    expect(page.locator("#now-asked")).to_contain_text("خبر تازه‌رسیده", timeout=5000)
    page.click(f"#now-asked a[href='/desk/calls/{call}/']")
    expect(page.get_by_role("heading", name="خبر تازه‌رسیده")).to_be_visible()


def test_asking_shows_who_will_be_asked_before_it_is_sent(log_in: Any) -> None:
    page: Page = log_in("head", width=360)
    page.goto("/desk/calls/new/")
    page.fill("[name=title]", "گزارش یک‌خطی")
    page.check("[name=urgent]")
    page.locator("summary", has_text="بر پایهٔ استان، موضوع یا نوع").click()
    page.check("[name=regions]")
    expect(page.locator("#preview")).to_contain_text("از ۱ واحد درخواست می‌شود")
    page.locator("[name=find]").press_sequentially("صندوق")
    page.locator("#preview [name=units]").first.check()
    expect(page.locator("#preview")).to_contain_text("از ۲ واحد درخواست می‌شود")
    if page.locator("[name=override]").count():
        page.fill("[name=override]", "آزمون")
    page.click("button[value=ask]")
    page.wait_for_url(re.compile(r"/desk/calls/\d+/$"))
    expect(page.locator(".board-row")).to_have_count(2)


def test_keys_answer_on_a_desktop_and_can_be_switched_off(log_in: Any, site: Server) -> None:
    call = ask(site, "با صفحه‌کلید", ["body"])
    page: Page = log_in("editor")
    page.goto(f"/desk/calls/{call}/")
    page.check("[data-keys-off]")
    page.locator("h1").click()
    page.keyboard.press("a")
    expect(page.locator("#call-mine")).to_contain_text("دیده شده")
    page.uncheck("[data-keys-off]")
    page.locator("h1").click()
    page.keyboard.press("a")
    expect(page.locator("#call-mine")).to_contain_text("در حال انجام")


def test_keys_on_the_now_screen_act_on_the_row_that_has_the_focus(log_in: Any, site: Server) -> None:
    call = ask(site, "نخست با صفحه‌کلید", ["trusted"])
    page: Page = log_in("trusted")
    page.goto("/desk/")
    expect(page.locator("[data-keys]")).to_contain_text("بازنشر")
    row = page.locator("#now-asked li", has_text="نخست با صفحه‌کلید")
    page.locator("h1").click()
    page.keyboard.press("a")  # no row has the focus: nothing is answered
    expect(row.get_by_role("button")).to_be_visible()
    assert page.url.endswith("/desk/")
    for _press in range(60):
        page.keyboard.press("j")
        if row.locator("a:focus").count():
            break
    page.keyboard.press("a")
    expect(row).to_contain_text("در حال انجام")
    row.locator("a").first.focus()
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(row.locator("a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/desk/calls/{call}/$"))


def test_a_key_relays_what_is_worth_relaying(log_in: Any, site: Server) -> None:
    page: Page = log_in("editor")
    page.goto("/desk/")
    row = page.locator("#now-relay li").first
    headline = row.locator(".title").inner_text()
    row.locator("a").first.focus()
    page.keyboard.press("r")
    expect(page.locator("#now-relay li", has_text=headline)).to_have_count(0)


def test_everything_works_without_scripts(site: Server, browser: Any) -> None:
    from tests.world import PASSWORD

    call = ask(site, "بی اسکریپت", ["trusted"])
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.fill("[name=login]", "trusted")
    page.fill("[name=password]", PASSWORD)
    page.click("button[type=submit], form button >> nth=-1")
    page.goto(f"/desk/calls/{call}/")
    page.locator("form[action$='/accept/'] button").click()
    assert page.locator("form[action$='/accept/']").count() == 0
    page.locator("form[action$='/done/'] button").first.click()
    assert page.locator("form[action$='/reopen/']").count() == 1
    page.goto("/desk/calls/new/")
    page.check("[name=everyone]")
    page.click("button[value=preview]")
    assert page.locator("#preview .asked-units li").count() == 3
    context.close()
