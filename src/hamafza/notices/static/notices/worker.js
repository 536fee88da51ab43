// The desk's service worker: shows what is pushed, and opens the screen where it is answered. It caches nothing.
"use strict";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  // Whatever comes, something is shown: a browser takes the subscription from a worker that is silent.
  let said = {};
  try { said = event.data.json(); } catch { /* the list says the rest */ }
  const tap = typeof said.tap === "string" ? [{action: "tap", title: said.tap}] : [];
  const url = typeof said.url === "string" && said.url.startsWith("/desk/") ? said.url : "/desk/notices/";
  event.waitUntil(self.registration.showNotification(said.title || "●", {
    tag: `notice-${said.id}`,
    data: {url},
    actions: tap,
    dir: "auto",
    icon: "/static/notices/icon-192.png",
    timestamp: Date.now(),
  }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const {url} = event.notification.data;
  event.waitUntil(event.action === "tap" ? tap(url, event.notification.tag).catch(() => open(url)) : open(url));
});

// Answer without opening anything, and say what came of it. Logged out, offline or over: the screen says why.
async function tap(url, tag) {
  const post = {method: "POST", credentials: "same-origin", cache: "no-store"};
  const {token} = await (await fetch(`${url}tap/`, {...post, method: "GET"})).json();
  const {said} = await (await fetch(`${url}tap/`, {...post, headers: {"X-CSRFToken": token}})).json();
  if (!said) throw new Error("nothing said");
  await self.registration.showNotification(said, {tag, data: {url}, dir: "auto", icon: "/static/notices/icon-192.png", silent: true});
}

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
