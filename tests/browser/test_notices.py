"""Notifications in real Chromium: the settings' switch, the bell, and the service worker."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.hands import Hands
from tests.browser.phone import Phone, shown, stub
from tests.browser.test_calls import ask, token
from tests.server import Server


def state(page: Page, wanted: str) -> None:
    expect(page.locator("#push")).to_have_attribute("data-state", wanted)
    for name in ("insecure", "unsupported", "denied", "off", "on"):
        part = page.locator(f"[data-push-state={name}]")
        expect(part).to_be_visible() if name == wanted else expect(part).to_be_hidden()


SETTINGS = "/desk/notices/settings/"


def test_notifications_are_turned_on_and_off_on_the_settings_page(log_in: Any) -> None:
    hands: Hands = log_in("secretary", width=360)
    page = hands.page
    stub(page.context)
    hands.opens(SETTINGS)
    state(page, "off")
    hands.tap("Turn on for this device")
    state(page, "on")
    asked = page.evaluate("window.asked")
    assert (asked["userVisibleOnly"], len(asked["key"]), asked["key"][0]) == (True, 65, 4)
    page.reload()
    state(page, "on")
    expect(page.locator("form[action*=remove]")).to_have_count(1)
    hands.tap("Turn off for this device")
    state(page, "off")
    page.reload()
    expect(page.locator("form[action*=remove]")).to_have_count(0)


def test_a_refused_permission_is_said(log_in: Any) -> None:
    hands: Hands = log_in("secretary")
    stub(hands.page.context, answer="denied")
    hands.opens(SETTINGS)
    hands.tap("Turn on for this device")
    state(hands.page, "denied")


def test_a_push_service_that_is_refused_leaves_it_off_and_says_why(log_in: Any) -> None:
    hands: Hands = log_in("secretary", language="en")
    stub(hands.page.context, endpoint="ftp://push.example.org/x")
    hands.opens(SETTINGS)
    hands.tap("Turn on for this device")
    expect(hands.page.locator("[data-push-error]")).not_to_be_empty()
    state(hands.page, "off")


def test_a_browser_without_push_says_so(log_in: Any) -> None:
    hands: Hands = log_in("secretary")
    hands.page.context.add_init_script("delete window.PushManager")
    hands.opens(SETTINGS)
    state(hands.page, "unsupported")


@pytest.fixture
def phone(whole_chromium: Browser, log_in: Any) -> Phone:
    return Phone(log_in("secretary").page)


def test_what_is_pushed_is_shown_once_and_taken_off_where_it_was_seen_elsewhere(
    phone: Phone,
) -> None:
    page = phone.page
    said = {"id": 7, "title": "بازبینی لازم است", "url": "/desk/notices/7/"}
    for _double in range(2):
        phone.push(json.dumps(said, ensure_ascii=False))
    wanted = {"title": said["title"], "tag": "notice-7", "url": said["url"], "buttons": []}
    assert shown(page, 1) == [wanted]
    phone.push(json.dumps({"id": 8, "title": "x", "url": "https://elsewhere.example.org/"}))
    assert {one["url"] for one in shown(page, 2)} == {said["url"], "/desk/notices/"}
    page.evaluate(
        "document.dispatchEvent(new CustomEvent('hamafza:wire',"
        " {detail: {kind: 'notices.notice.seen', payload: {notices: [7]}}}))"
    )
    assert [one["tag"] for one in shown(page, 1)] == ["notice-8"]


def test_even_a_push_nobody_understands_shows_something(phone: Phone) -> None:
    phone.push("no JSON")
    assert shown(phone.page, 1)[0]["url"] == "/desk/notices/"


def test_a_tap_opens_the_link_in_the_tab_that_is_there_but_never_where_somebody_writes(
    phone: Phone,
) -> None:
    page, installed = phone.page, phone.worker
    installed.evaluate("open('/desk/notices/').catch(() => {})")  # focus needs a real tap
    page.wait_for_url("**/desk/notices/")
    page.goto("/desk/notices/edit")  # any address of a form
    installed.evaluate("open('/desk/notices/settings/').catch(() => {})")
    assert page.url.endswith("/edit")


def test_only_what_came_onto_the_screen_is_seen(log_in: Any, site: Server) -> None:
    phone: Hands = log_in("trusted", width=360)
    phone.opens("/desk/notices/").send("Mark all as seen")
    phone.opens("/")  # away from the list, where each would be on the screen as it comes
    key = token(site, "head")
    for number in range(12):
        ask(site, f"درخواست {number}", ["trusted"], key=key)
    phone.opens("/desk/")
    count = phone.page.locator("#notice-count")
    expect(count).to_have_attribute("data-unseen", "12", timeout=15_000)
    phone.opens("/desk/notices/")
    expect(phone.page.locator(".unseen")).to_have_count(12)
    expect(count).not_to_have_attribute("data-unseen", "12")
    left = count.get_attribute("data-unseen")
    assert left is not None
    phone.bring(phone.page.locator(".unseen").last)
    expect(count).not_to_have_attribute("data-unseen", left)
    phone.send("Mark all as seen")
    expect(count).not_to_have_attribute("data-unseen", re.compile("."))


def test_the_bell_counts_live_and_the_list_empties_it_on_every_screen(log_in: Any) -> None:
    officer: Hands = log_in("officer")
    first, second = log_in("colleague"), log_in("colleague", width=360)
    for hands in (first, second):
        hands.opens("/desk/notices/").send("Mark all as seen")  # what the seed told
        hands.opens("/desk/")
        expect(hands.page.locator("#notice-count")).not_to_have_attribute("data-unseen", "1")
        expect(hands.page.locator("[data-live-sign]")).to_have_attribute("data-state", "live")
    officer.opens("/desk/items/new/")
    officer.write("headline", "خبری برای زنگ")
    officer.write("text", "متن")
    officer.send("Send for a check")
    officer.sees("خبری برای زنگ")
    for hands in (first, second):
        expect(hands.page.locator("#notice-count")).to_have_attribute("data-unseen", "1", timeout=10_000)
    first.send(first.page.locator("#notice-count"))
    expect(first.page.locator(".unseen")).to_have_count(1)
    expect(second.page.locator("#notice-count")).not_to_have_attribute("data-unseen", "1", timeout=10_000)
    first.send(first.page.locator(".unseen a"), in_text=True)
    expect(first.page.locator("h1")).to_have_text("خبری برای زنگ")
