// The desk's service worker: shows what is pushed, and opens the screen where it is answered. It caches nothing.
"use strict";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  // Whatever comes, something is shown: a browser takes the subscription from a worker that is silent.
  let said = {};
  try { said = event.data.json(); } catch { /* the list says the rest */ }
  const url = typeof said.url === "string" && said.url.startsWith("/desk/") ? said.url : "/desk/notices/";
  event.waitUntil(self.registration.showNotification(said.title || "●", {
    tag: `notice-${said.id}`,
    data: {url},
    dir: "auto",
    icon: "/static/notices/icon-192.png",
    timestamp: Date.now(),
  }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.url));
});

// In a tab of the desk that is open, else in a new one. A page where somebody is writing stays.
async function open(url) {
  const tabs = await self.clients.matchAll({type: "window", includeUncontrolled: true});
  const writing = /\/(new|edit|correct)\/?$/;
  const free = ({pathname}) => pathname.startsWith("/desk/") && !writing.test(pathname);
  const desk = tabs.find((tab) => free(new URL(tab.url)));
  const there = desk && await desk.navigate(url).catch(() => null);
  return there ? there.focus() : self.clients.openWindow(url);
}

// The browser renewed the subscription by itself: pages tell the server the next time one is open.
self.addEventListener("pushsubscriptionchange", (event) => {
  const key = event.oldSubscription?.options.applicationServerKey;
  if (key) event.waitUntil(self.registration.pushManager.subscribe({userVisibleOnly: true, applicationServerKey: key}));
});
