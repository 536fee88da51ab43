"""A browser that takes pushes.

Chromium's own push service is on the internet, so `PushManager` is stubbed with a subscription of a push
service on loopback; what that has decrypted is handed to the real service worker through the developer tools.
"""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import BrowserContext, Page, Worker

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
        "KEYS": more.get("keys", Browser("").keys),
        "PERMISSION": permission,
        "ANSWER": answer,
    }
    script = STUB
    for name, value in values.items():
        script = script.replace(name, json.dumps(value))
    context.add_init_script(script)


class Phone:
    """A page with the desk's service worker in charge, and the tools that push to it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.context.grant_permissions(["notifications"])
        page.goto("/desk/")
        page.evaluate(
            "navigator.serviceWorker.register('/desk/notices/worker.js', {scope: '/desk/'})"
            ".then(() => navigator.serviceWorker.ready).then(() => true)"
        )
        self.tools = page.context.new_cdp_session(page)
        self.found: list[str] = []
        self.tools.on("ServiceWorker.workerRegistrationUpdated", self.registered)
        self.tools.send("ServiceWorker.enable")
        while not self.found:
            page.wait_for_timeout(50)

    def registered(self, said: dict[str, Any]) -> None:
        self.found += [
            one["registrationId"] for one in said["registrations"] if one["scopeURL"].endswith("/desk/")
        ]

    def push(self, data: str) -> None:
        """Deliver it until it is shown: the browser drops what comes before the worker's registration is stored."""
        said = {
            "origin": self.page.evaluate("location.origin"),
            "registrationId": self.found[-1],
            "data": data,
        }
        tag = f"notice-{json.loads(data)['id']}" if data.startswith("{") else "notice-undefined"
        for _try in range(15):
            self.tools.send("ServiceWorker.deliverPushMessage", said)
            for _look in range(20):
                if tag in {one["tag"] for one in self.page.evaluate(SHOWN)}:
                    return
                self.page.wait_for_timeout(50)
        raise AssertionError(f"{tag} was never shown")

    @property
    def worker(self) -> Worker:
        [installed] = self.page.context.service_workers
        return installed

    def tap(self, action: str = "") -> None:
        """Tap on the one notification that is shown, or on its button.

        The worker's own handler runs; only `waitUntil` is not for events that no finger made.
        """
        self.worker.evaluate(TAP, action)


TAP = """async (action) => {
  const [notification] = await self.registration.getNotifications();
  const event = new NotificationEvent("notificationclick", {notification, action});
  event.waitUntil = (done) => done;
  self.dispatchEvent(event);
}"""
SHOWN = """async () => {
  const registration = await navigator.serviceWorker.getRegistration("/desk/");
  const found = await registration.getNotifications();
  return found.map((one) => ({title: one.title, tag: one.tag, url: one.data.url, buttons: one.actions.map((a) => a.title)}));
}"""


def shown(page: Page, count: int) -> list[dict[str, Any]]:
    for _try in range(300):
        found: list[dict[str, Any]] = page.evaluate(SHOWN)
        if len(found) == count:
            return found
        page.wait_for_timeout(50)
    raise AssertionError(found)
