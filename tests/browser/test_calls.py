"""Calls on a phone and on a board that is open while answers come in."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from playwright.sync_api import Locator, expect

from hamafza.notices.tests.push_service import Browser as Subscription
from hamafza.notices.tests.push_service import PushService
from tests.browser.conftest import enter
from tests.browser.hands import Hands
from tests.browser.phone import Phone, shown, stub
from tests.server import Server


def token(site: Server, name: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {site.hamafza('token', name).split()[-1]}"}


def ask(site: Server, title: str, units: list[str], *, key: dict[str, str] | None = None, **said: Any) -> int:
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
    answer = httpx.post(f"{site.url}/api/v1/calls", json=body, headers=key or token(site, "head"), timeout=10)
    assert answer.status_code == 201, answer.text
    number: int = answer.json()["id"]
    return number


def soon() -> str:
    """A deadline that puts a call among the few which the screen "now" shows, whatever else waits."""
    return (datetime.now(UTC) + timedelta(minutes=20)).isoformat()


LIVE = "[data-live-sign][data-state=live]"


def watches(hands: Hands, address: str) -> Hands:
    """Open a page and wait until it follows what happens."""
    hands.opens(address)
    expect(hands.page.locator(LIVE)).to_be_visible(timeout=10000)
    return hands


def test_a_phone_answers_in_two_taps_from_a_link_and_the_asker_sees_it_live(
    log_in: Any, site: Server
) -> None:
    call = ask(site, "پوشش افتتاح کارگاه", ["province", "body", "trusted"])
    board = watches(log_in("head"), f"/desk/calls/{call}/")
    phone: Hands = log_in("officer", width=360)
    phone.opens(f"/desk/calls/{call}/")  # the first tap: the notification's link
    assert phone.page.evaluate("scrollY") == 0
    phone.tap("We are on it")  # the second
    phone.at("#call-mine").sees("on it")
    row = board.at(board.page.locator(".board-row", has_text="البرز"))
    row.sees("on it")
    board.at("#call-board .tally").sees(f"۱ {board.say('on it', 'tally')}")
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def ring(hands: Hands, pushes: PushService) -> tuple[Phone, Subscription]:
    """Turn notifications on, on the settings page; from then on what is pushed is shown by the service worker."""
    subscription = pushes.browser()
    stub(hands.page.context, endpoint=pushes.origin + subscription.path, keys=subscription.keys)
    hands.opens("/desk/notices/settings/")
    hands.tap("Turn on for this device")
    hands.sees("Notifications are on.")
    return Phone(hands.page), subscription


def ring_for(phone: Phone, subscription: Subscription, site: Server, title: str) -> int:
    """Ask while nobody looks at the desk, and hand what the push service has decrypted to the service worker."""
    phone.page.goto("/")
    call = ask(site, title, ["province"])
    for _try in range(600):  # the machine may be busy with other tests
        if found := [one for one in subscription.shown if title in one["title"]]:
            phone.page.goto("/desk/")
            phone.push(json.dumps(found[0], ensure_ascii=False))
            return call
        phone.page.wait_for_timeout(100)
    raise AssertionError(subscription.shown)


@pytest.mark.usefixtures("whole_chromium")
def test_a_phone_answers_from_the_pushed_notification_with_one_tap_on_its_button(
    log_in: Any, site: Server, pushes: PushService
) -> None:
    hands: Hands = log_in("officer", width=360)
    phone, subscription = ring(hands, pushes)
    call = ring_for(phone, subscription, site, "عکس از افتتاح پل")
    assert shown(phone.page, 1)[0]["buttons"] == [hands.say("We are on it")]
    before = phone.page.url
    phone.tap("tap")
    for _try in range(100):
        if shown(phone.page, 1)[0]["title"] == hands.say("Your unit is on it."):
            break
        phone.page.wait_for_timeout(50)
    assert shown(phone.page, 1)[0]["title"] == hands.say("Your unit is on it.")
    assert phone.page.url == before
    hands.opens(f"/desk/calls/{call}/")
    hands.at("#call-mine").sees("on it")


@pytest.mark.usefixtures("whole_chromium")
def test_a_phone_answers_with_two_taps_from_the_pushed_notification(
    log_in: Any, site: Server, pushes: PushService
) -> None:
    hands: Hands = log_in("officer", width=360)
    phone, subscription = ring(hands, pushes)
    call = ring_for(phone, subscription, site, "گفت‌وگو با شهردار")
    phone.tap()
    phone.page.wait_for_url(f"**/desk/calls/{call}/")
    hands.tap("We are on it")
    hands.at("#call-mine").sees("on it")


def test_one_tap_on_the_open_screen_is_right_at_once_on_every_device_of_the_unit(
    log_in: Any, site: Server
) -> None:
    ask(site, "عکس از نمایشگاه", ["province"], deadline=soon())
    phone = watches(log_in("officer", width=360), "/desk/")
    desktop = watches(log_in("colleague"), "/desk/")
    asked, waiting = (
        hands.at(hands.page.locator("#now-asked li", has_text="عکس از نمایشگاه"))
        for hands in (phone, desktop)
    )
    waiting.sees("We are on it")
    asked.tap("We are on it")
    waiting.sees("on it")
    waiting.sees_no("We are on it")
    expect(phone.page).to_have_url(re.compile(r"/desk/(#[\w-]*)?$"))


def test_an_asked_unit_sees_that_another_is_on_it(log_in: Any, site: Server) -> None:
    call = ask(site, "با هم", ["province", "trusted"])
    hands = watches(log_in("trusted", width=360), f"/desk/calls/{call}/")
    answer = {"do": "accept"}
    address = f"{site.url}/api/v1/calls/{call}/answer"
    assert httpx.post(address, json=answer, headers=token(site, "officer"), timeout=10).status_code == 200
    hands.at("#call-who").sees("البرز", seconds=15)


def test_a_new_call_appears_on_the_open_screen_by_itself(log_in: Any, site: Server) -> None:
    hands = watches(log_in("trusted", width=360), "/desk/")
    ask(site, "خبر تازه‌رسیده", ["trusted"], deadline=soon())
    hands.at("#now-asked").sees("خبر تازه‌رسیده")
    hands.at("#now-asked").send("خبر تازه‌رسیده", in_text=True)
    expect(hands.page.get_by_role("heading", name="خبر تازه‌رسیده")).to_be_visible()


def test_asking_shows_who_will_be_asked_before_it_is_sent(log_in: Any) -> None:
    hands: Hands = log_in("head", width=360)
    hands.opens("/desk/calls/new/")
    hands.tap("پوشش خبری")
    hands.write("what you ask, in one line", "گزارش یک‌خطی")
    hands.tap("urgent: send even in quiet hours")
    hands.tap("By region, topic or kind")
    hands.tap("البرز")
    hands.sees("از ۱ واحد درخواست می‌شود")
    hands.tap("روابط‌عمومی صندوق")
    hands.sees("از ۲ واحد درخواست می‌شود")
    if hands.read("why it cannot wait until tomorrow"):
        hands.write("why it cannot wait until tomorrow", "آزمون")
    hands.send("Send the request")
    expect(hands.page).to_have_url(re.compile(r"/desk/calls/\d+/$"))
    expect(hands.page.locator(".board-row")).to_have_count(2)


def test_keys_answer_on_a_desktop_and_can_be_switched_off(log_in: Any, site: Server) -> None:
    call = ask(site, "با صفحه‌کلید", ["body"])
    hands: Hands = log_in("editor")
    hands.opens(f"/desk/calls/{call}/")
    hands.tap("turn shortcuts off")
    hands.tap(hands.page.locator("h1"), in_text=True)
    hands.press("a")
    hands.at("#call-mine").sees(hands.say("seen", "answer"))
    hands.tap("turn shortcuts off")
    hands.tap(hands.page.locator("h1"), in_text=True)
    hands.press("a")
    hands.at("#call-mine").sees("on it")


def test_keys_on_the_now_screen_act_on_the_row_that_has_the_focus(log_in: Any, site: Server) -> None:
    call = ask(site, "نخست با صفحه‌کلید", ["trusted"], deadline=soon())
    hands: Hands = log_in("trusted")
    hands.at("[data-keys]").sees(hands.say("relay", "key"))
    row = hands.page.locator("#now-asked li", has_text="نخست با صفحه‌کلید")
    hands.tap(hands.page.locator("h1"), in_text=True)
    hands.press("a")  # no row has the focus: nothing is answered
    hands.at(row).sees("We are on it")
    assert hands.page.url.endswith("/desk/")
    go_to(hands, row.locator("a"), "j")
    hands.press("a")
    hands.at(row).sees("on it")
    go_to(hands, row.locator("a").first, "j")
    hands.press("j")
    hands.press("k")
    expect(row.locator("a").first).to_be_focused()
    hands.press("Enter")
    expect(hands.page).to_have_url(re.compile(f"/desk/calls/{call}/$"))


def go_to(hands: Hands, wanted: Locator, key: str) -> None:
    """Press a key until what is wanted has the focus."""
    for _press in range(60):
        if wanted.and_(hands.page.locator(":focus")).count():
            return
        hands.press(key)
    raise AssertionError(f"{key} does not lead to {wanted}.")


def test_a_key_relays_what_is_worth_relaying(log_in: Any, site: Server) -> None:
    hands: Hands = log_in("editor")
    row = hands.page.locator("#now-relay li").first
    headline = row.locator(".title").inner_text()
    go_to(hands, row.locator("a").first, "Tab")
    hands.press("r")
    expect(hands.page.locator("#now-relay li", has_text=headline)).to_have_count(0)


def test_everything_works_without_scripts(site: Server, browser: Any) -> None:
    call = ask(site, "بی اسکریپت", ["trusted"])
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    hands = Hands(context.new_page(), "fa")
    enter(hands, "trusted")
    hands.opens(f"/desk/calls/{call}/")
    hands.send("We are on it")
    hands.sees_no("We are on it")
    hands.send(hands.page.locator(".thumbs").get_by_role("button", name=hands.say("Done")))
    hands.sees("Not done yet")
    hands.opens("/desk/calls/new/")
    hands.tap("all units of the network")
    hands.send("Who will get it?")
    assert hands.page.locator(".asked-units").first.locator("li").count() == 3
    context.close()
