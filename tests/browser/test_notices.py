"""Notifications in real Chromium: the settings' switch, the bell, and the service worker.

Chromium's own push service is on the internet, so `PushManager` is stubbed; what is pushed is handed to
the real service worker through the browser's developer tools.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from hamafza.notices.tests.push_service import Browser

STUB = """
(() => {
  const store = "stubbed-subscription";
  const made = (data) => data && {
    endpoint: data.endpoint,
    options: {applicationServerKey: Uint8Array.from(data.key).buffer},
    toJSON: () => ({endpoint: data.endpoint, expirationTime: null, keys: data.keys}),
    unsubscribe: async () => { localStorage.removeItem(store); return true; },
  };
  PushManager.prototype.getSubscription = async () => made(JSON.parse(localStorage.getItem(store)));
  PushManager.prototype.subscribe = async (options) => {
    window.asked = {userVisibleOnly: options.userVisibleOnly, key: [...options.applicationServerKey]};
    const data = {endpoint: ENDPOINT, keys: KEYS, key: window.asked.key};
    localStorage.setItem(store, JSON.stringify(data));
    return made(data);
  };
  let permission = PERMISSION;
  Object.defineProperty(Notification, "permission", {get: () => permission});
  Notification.requestPermission = async () => (permission = ANSWER);
})();
"""


def stub(
    context: BrowserContext, *, permission: str = "default", answer: str = "granted", **more: Any
) -> None:
    values = {
        "ENDPOINT": more.get("endpoint", "https://push.example.org/browser"),
        "KEYS": Browser("").keys,
        "PERMISSION": permission,
        "ANSWER": answer,
    }
    script = STUB
    for name, value in values.items():
        script = script.replace(name, json.dumps(value))
    context.add_init_script(script)


def state(page: Page, wanted: str) -> None:
    expect(page.locator("#push")).to_have_attribute("data-state", wanted)
    for name in ("insecure", "unsupported", "denied", "off", "on"):
        part = page.locator(f"[data-push-state={name}]")
        expect(part).to_be_visible() if name == wanted else expect(part).to_be_hidden()


def test_notifications_are_turned_on_and_off_on_the_settings_page(log_in: Any) -> None:
    page = log_in("secretary", width=360)
    stub(page.context)
    page.goto("/desk/notices/settings/")
    state(page, "off")
    page.click("[data-push-turn=on]")
    state(page, "on")
    asked = page.evaluate("window.asked")
    assert (asked["userVisibleOnly"], len(asked["key"]), asked["key"][0]) == (True, 65, 4)
    page.reload()
    state(page, "on")
    expect(page.locator("form[action*=remove]")).to_have_count(1)
    page.click("[data-push-turn=off]")
    state(page, "off")
    page.reload()
    expect(page.locator("form[action*=remove]")).to_have_count(0)


def test_a_refused_permission_is_said(log_in: Any) -> None:
    page = log_in("secretary")
    stub(page.context, answer="denied")
    page.goto("/desk/notices/settings/")
    page.click("[data-push-turn=on]")
    state(page, "denied")


def test_a_push_service_that_is_refused_leaves_it_off_and_says_why(log_in: Any) -> None:
    page = log_in("secretary", language="en")
    stub(page.context, endpoint="https://127.0.0.1/x")
    page.goto("/desk/notices/settings/")
    page.click("[data-push-turn=on]")
    expect(page.locator("[data-push-error]")).not_to_be_empty()
    state(page, "off")


def test_a_browser_without_push_says_so(log_in: Any) -> None:
    page = log_in("secretary")
    page.context.add_init_script("delete window.PushManager")
    page.goto("/desk/notices/settings/")
    state(page, "unsupported")


@pytest.fixture
def worker(log_in: Any) -> tuple[Page, Any]:
    """A page with the service worker in charge, and the tools that push to it."""
    page = log_in("secretary")
    page.context.grant_permissions(["notifications"])
    page.goto("/desk/")
    page.evaluate(
        "navigator.serviceWorker.register('/desk/notices/worker.js', {scope: '/desk/'})"
        ".then(() => navigator.serviceWorker.ready).then(() => true)"
    )
    tools = page.context.new_cdp_session(page)
    found: list[str] = []
    tools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda said: found.extend(
            one["registrationId"] for one in said["registrations"] if one["scopeURL"].endswith("/desk/")
        ),
    )
    tools.send("ServiceWorker.enable")
    while not found:
        page.wait_for_timeout(50)

    def push(data: str) -> None:
        origin = page.evaluate("location.origin")
        tools.send(
            "ServiceWorker.deliverPushMessage", {"origin": origin, "registrationId": found[-1], "data": data}
        )

    return page, push


SHOWN = """async () => {
  const registration = await navigator.serviceWorker.getRegistration("/desk/");
  const found = await registration.getNotifications();
  return found.map((one) => ({title: one.title, tag: one.tag, url: one.data.url}));
}"""


def shown(page: Page, count: int) -> list[dict[str, str]]:
    for _try in range(100):
        found: list[dict[str, str]] = page.evaluate(SHOWN)
        if len(found) == count:
            return found
        page.wait_for_timeout(50)
    raise AssertionError(found)


def test_what_is_pushed_is_shown_once_and_taken_off_where_it_was_seen_elsewhere(
    worker: tuple[Page, Any],
) -> None:
    page, push = worker
    said = {"id": 7, "title": "بازبینی لازم است", "url": "/desk/notices/7/"}
    for _double in range(2):
        push(json.dumps(said, ensure_ascii=False))
    wanted = {"title": said["title"], "tag": "notice-7", "url": said["url"]}
    assert shown(page, 1) == [wanted]
    push(json.dumps({"id": 8, "title": "x", "url": "https://elsewhere.example.org/"}))
    assert {one["url"] for one in shown(page, 2)} == {said["url"], "/desk/notices/"}
    page.evaluate(
        "document.dispatchEvent(new CustomEvent('hamafza:wire',"
        " {detail: {kind: 'notices.notice.seen', payload: {notices: [7]}}}))"
    )
    assert [one["tag"] for one in shown(page, 1)] == ["notice-8"]


def test_even_a_push_nobody_understands_shows_something(worker: tuple[Page, Any]) -> None:
    page, push = worker
    push("no JSON")
    assert shown(page, 1)[0]["url"] == "/desk/notices/"


def test_a_tap_opens_the_link_in_the_tab_that_is_there_but_never_where_somebody_writes(
    log_in: Any, worker: tuple[Page, Any]
) -> None:
    page, _push = worker
    [installed] = page.context.service_workers
    installed.evaluate("open('/desk/notices/').catch(() => {})")  # focus needs a real tap
    page.wait_for_url("**/desk/notices/")
    page.goto("/desk/notices/edit")  # any address of a form
    installed.evaluate("open('/desk/notices/settings/').catch(() => {})")
    assert page.url.endswith("/edit")


def test_the_bell_counts_live_and_the_list_empties_it_on_every_screen(log_in: Any) -> None:
    officer = log_in("officer")
    first, second = log_in("colleague"), log_in("colleague", width=360)
    for page in (first, second):
        page.goto("/desk/notices/")  # what the seed told is seen
        page.goto("/desk/")
        expect(page.locator("#notice-count")).not_to_have_attribute("data-unseen", "1")
        expect(page.locator("[data-live-sign]")).to_have_attribute("data-state", "live")
    officer.goto("/desk/items/new/")
    officer.fill("[name=headline]", "خبری برای زنگ")
    officer.fill("[name=abstract]", "لید")
    officer.click("button[value=submit]")
    officer.wait_for_url("**/desk/items/*/")
    for page in (first, second):
        expect(page.locator("#notice-count")).to_have_attribute("data-unseen", "1", timeout=10_000)
    first.click("#notice-count")
    expect(first.locator(".unseen")).to_have_count(1)
    expect(second.locator("#notice-count")).not_to_have_attribute("data-unseen", "1", timeout=10_000)
    first.click(".unseen a")
    expect(first.locator("h1")).to_have_text("خبری برای زنگ")
