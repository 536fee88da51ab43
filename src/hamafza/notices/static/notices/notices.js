// Notices on every page of the desk: this screen says that it shows them, takes off notifications of what
// was seen elsewhere, and, on the settings page, turns notifications of this device on and off.
(() => {
  "use strict";
  const told = document.currentScript.dataset;
  const kept = "hamafza.push"; // whose notifications this browser shows, so that the next person gets none
  const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
  const visible = () => document.visibilityState === "visible" && document.hasFocus();

  const post = (url, body) => fetch(url, {
    method: "POST",
    headers: {"X-CSRFToken": token(), "Content-Type": "application/json"},
    body: body && JSON.stringify(body),
    redirect: "error",
  });

  // What the screen shows need not ring

  let pending = false;
  function shown() {
    if (!pending || !visible()) return;
    pending = false;
    // Everybody was told at the same moment: the answers are spread. A phone waits half a minute.
    setTimeout(() => post(told.delivered).catch(() => { pending = true; }), Math.random() * 3000);
  }

  async function takeOff(ids) {
    const registration = await navigator.serviceWorker.getRegistration(told.scope);
    for (const one of (await registration?.getNotifications()) || [])
      if (ids.includes(Number(one.tag.replace("notice-", "")))) one.close();
  }

  document.addEventListener("hamafza:wire", ({detail: {kind, payload}}) => {
    if (kind === "notices.notice.made") {
      pending = true;
      shown();
    }
    if (kind === "notices.notice.seen" && able) takeOff(payload?.notices || []);
  });
  document.addEventListener("visibilitychange", shown);
  window.addEventListener("focus", shown);

  // What of the list comes onto the screen is seen; what is further down still counts as new

  const list = document.getElementById("notices"), came = new Set(), said = new Set();
  let saying = 0;
  const say = () => {
    const notices = [...came].filter((one) => !said.has(one));
    if (!notices.length || document.visibilityState !== "visible") return;
    for (const one of notices) said.add(one);
    post(list.dataset.seen, {notices}).catch(() => { for (const one of notices) said.delete(one); });
  };
  const eye = list && new IntersectionObserver((entries) => {
    for (const {isIntersecting, target} of entries) if (isIntersecting) for (const one of target.dataset.unseenNotice.split(" ")) came.add(Number(one));
    clearTimeout(saying);
    saying = setTimeout(say, 300); // scrolling past is one saying
  }, {threshold: 0.5});
  const watch = () => { for (const row of document.querySelectorAll("[data-unseen-notice]")) eye.observe(row); };
  if (eye) {
    watch();
    document.addEventListener("hamafza:changed", watch);
    document.addEventListener("visibilitychange", say);
  }

  // The subscription

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const same = (one, other) => one && new Uint8Array(one).join() === other.join();

  async function subscription() {
    const registration = able && await navigator.serviceWorker.getRegistration(told.scope);
    return registration ? registration.pushManager.getSubscription() : null;
  }

  async function subscribe() {
    await navigator.serviceWorker.register(told.worker, {scope: told.scope});
    const {pushManager} = await navigator.serviceWorker.ready;
    const known = await pushManager.getSubscription(), key = bytes(told.key);
    if (known && !same(known.options.applicationServerKey, key)) await known.unsubscribe();
    const fresh = await pushManager.subscribe({userVisibleOnly: true, applicationServerKey: key});
    const answer = await post(told.devices, fresh);
    if (!answer.ok) {
      await fresh.unsubscribe();
      throw new Error(answer.status === 422 ? (await answer.json()).message : "");
    }
    localStorage.setItem(kept, told.person);
  }

  async function leave() {
    const known = await subscription();
    localStorage.removeItem(kept);
    if (!known) return;
    await post(told.off, known);
    await known.unsubscribe();
  }

  // Once a session: the address or the key may have changed since.
  async function renew() {
    if (!able || Notification.permission !== "granted" || localStorage.getItem(kept) !== told.person) return;
    if (sessionStorage.getItem(kept) === told.person) return;
    sessionStorage.setItem(kept, told.person);
    await subscribe();
  }

  // The settings page

  const box = document.getElementById("push");

  async function state() {
    if (!window.isSecureContext) return "insecure";
    if (!able) return "unsupported";
    if (Notification.permission === "denied") return "denied";
    return localStorage.getItem(kept) === told.person && await subscription() ? "on" : "off";
  }

  async function show(error) {
    const now = await state();
    for (const part of box.querySelectorAll("[data-push-state]")) part.hidden = part.dataset.pushState !== now;
    box.dataset.state = now;
    const failed = box.querySelector("[data-push-failed]").textContent;
    box.querySelector("[data-push-error]").textContent = error ? error.message || failed : "";
  }

  async function turn(button) {
    button.disabled = true;
    try {
      if (button.dataset.pushTurn === "off") await leave();
      else if (await Notification.requestPermission() === "granted") await subscribe();
      await show();
    } catch (error) {
      await show(error instanceof DOMException ? new Error("") : error);
    } finally {
      button.disabled = false;
    }
  }

  if (box) {
    for (const button of box.querySelectorAll("[data-push-turn]"))
      button.addEventListener("click", () => turn(button));
    show();
  }
  renew().catch(() => {});
})();
