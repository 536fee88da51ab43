// The page follows the wire: one connection for all tabs of a browser, replay on return, fragments morphed in place.
//
// <html data-live="EPOCH-POS" data-live-url="/live" data-live-ticket="…" data-live-ticket-url="/live/ticket">
// <div id="x" data-live-on="newsroom.item.* presence" data-live-subject="item:5" data-live-src="/…" data-live-spread="300">
// <span data-live-sign data-live-text="…" data-catching-up-text="…" data-offline-text="…">
"use strict";
(() => {
  const root = document.documentElement, { live, liveUrl, liveTicketUrl } = root.dataset;
  if (live === undefined || !liveUrl || !window.EventSource) return;
  const SILENCE = 45000, HIDDEN = 300000, SHORTEST = 1000, LONGEST = 30000;
  const scope = "hamafza-wire:" + (liveTicketUrl || "public");
  let cursor = live, ticket = root.dataset.liveTicket || "", source = null, pause = SHORTEST, failures = 0;
  let heard = 0, timer = 0, hiddenSince = 0, leading = false, polling = null;
  const channel = window.BroadcastChannel ? new BroadcastChannel(scope) : null;
  const position = (id) => Number(id.split("-")[1]), epoch = (id) => id.split("-")[0];

  // What a person sees of it

  const sign = (state) => {
    for (const element of document.querySelectorAll("[data-live-sign]")) {
      element.dataset.state = state;
      const text = element.getAttribute(`data-${state}-text`);
      if (text !== null) element.textContent = text;
    }
  };

  // Fragments

  const busy = new Map();
  const refresh = async (element) => {
    const key = element.id;
    if (busy.get(key)) { busy.set(key, "again"); return; }
    busy.set(key, "once");
    try {
      const answer = await fetch(element.dataset.liveSrc, { headers: { "X-Requested-With": "live" }, credentials: "same-origin" });
      if (answer.ok && !answer.redirected) morph(document.getElementById(key), await answer.text());
    } catch { later(document.getElementById(key), 3000); }
    const again = busy.get(key) === "again";
    busy.delete(key);
    if (again) later(document.getElementById(key), 200);
  };
  const later = (element, milliseconds) => element && setTimeout(() => refresh(element), milliseconds);
  const spread = (element) => Math.random() * Number(element.dataset.liveSpread || 0);

  const morph = (element, html) => {
    if (!element) return;
    const template = document.createElement("template");
    template.innerHTML = html.trim();
    const fresh = template.content.firstElementChild;
    if (!fresh) return;
    const known = new Set([...element.querySelectorAll("[id]")].map((one) => one.id));
    const top = anchor(element);
    if (window.Idiomorph) {
      window.Idiomorph.morph(element, fresh, { ignoreActiveValue: true, callbacks: { beforeNodeMorphed: keepTyped } });
    } else element.replaceWith(fresh);
    const now = document.getElementById(fresh.id);
    for (const one of now ? now.querySelectorAll("[id]") : []) if (!known.has(one.id)) one.classList.add("is-new");
    if (top) window.scrollBy(0, top.element.getBoundingClientRect().top - top.at);
  };
  const keepTyped = (old, fresh) => {
    if (old.nodeType !== 1) return true;
    if (old.matches("input, textarea, select") && (old.value !== old.defaultValue || old === document.activeElement)) return false;
    if (old.tagName === "DETAILS") fresh.open = old.open;
    return true;
  };
  // The reader's place: the first thing on the screen that stays is kept where it is.
  const anchor = (element) => {
    if (element.getBoundingClientRect().top >= 0 || document.activeElement?.closest?.("form")) return null;
    for (const one of element.querySelectorAll("[id]")) {
      const at = one.getBoundingClientRect().top;
      if (at >= 0) return { element: one, at };
    }
    return null;
  };
  const matches = (pattern, kind) => (pattern.endsWith("*") ? kind.startsWith(pattern.slice(0, -1)) : pattern === kind);
  const concern = (kind, subject) => [...document.querySelectorAll("[data-live-src]")].filter((element) =>
    (element.dataset.liveOn || "").split(/\s+/).some((pattern) => matches(pattern, kind)) &&
    (!element.dataset.liveSubject || element.dataset.liveSubject === subject));

  // Every tab does this with what its leader heard

  const take = (message) => {
    if (message.id) {
      if (epoch(message.id) === epoch(cursor) && position(message.id) <= position(cursor)) return;
      cursor = message.id;
    }
    if (message.kind === "reset") {
      if (message.id) cursor = message.id;
      if (root.dataset.liveReset === "reload") { location.reload(); return; }
      for (const element of document.querySelectorAll("[data-live-src]")) later(element, spread(element));
      return;
    }
    if (!message.kind) return;
    document.dispatchEvent(new CustomEvent("hamafza:wire", { detail: message }));
    for (const element of concern(message.kind, message.subject)) later(element, spread(element));
  };
  const tell = (message) => { take(message); channel?.postMessage({ message, state: undefined }); };
  const state = (now) => { sign(now); channel?.postMessage({ state: now }); };
  channel?.addEventListener("message", ({ data }) => {
    if (data.ask && leading) { channel.postMessage({ state: source?.readyState === 1 || polling ? "live" : "catching-up" }); replayFrom(data.ask); }
    if (leading) return;
    if (data.state) sign(data.state);
    if (data.message) take(data.message);
  });
  // A tab that opens later may be behind the leader: then it fetches its fragments once.
  const replayFrom = (place) => { if (position(place) < position(cursor)) channel.postMessage({ message: { kind: "reset", id: cursor } }); };

  // The connection

  const address = (more = "") => {
    const query = new URLSearchParams({ since: cursor });
    if (ticket) query.set("ticket", ticket);
    return `${liveUrl}?${query}${more}`;
  };
  const hear = (event, kind) => {
    heard = Date.now();
    const data = event.data ? JSON.parse(event.data) : {};
    tell({ id: event.lastEventId || "", kind, subject: data.subject, version: data.version, payload: data.payload || data });
  };
  const connect = () => {
    clearTimeout(timer);
    if (!leading || source || polling) return;
    if (failures >= 2) { poll(); return; }
    heard = Date.now();
    const mine = source = new EventSource(address());
    mine.onopen = () => { heard = Date.now(); pause = SHORTEST; failures = 0; state("live"); };
    mine.onerror = () => { if (mine === source) lost(); };
    mine.onmessage = (event) => { heard = Date.now(); if (event.lastEventId) tell({ id: event.lastEventId }); };
    for (const kind of kinds()) mine.addEventListener(kind, (event) => hear(event, kind));
    mine.addEventListener("renew", () => { close(); renew().then(connect); });
  };
  // EventSource hands out named events only to those who name them.
  const kinds = () => new Set([
    "reset", "presence", "wire.probe",
    ...["edited", "submitted", "returned", "scheduled", "published", "checked", "check-overdue", "corrected", "withdrawn", "featured"].map((verb) => `newsroom.item.${verb}`),
    "newsroom.draft.touched", "network.unit.changed", "network.membership.changed", "network.person.changed",
    ...[...document.querySelectorAll("[data-live-on]")].flatMap((element) => element.dataset.liveOn.split(/\s+/)).filter((kind) => kind && !kind.endsWith("*")),
  ]);
  const close = () => { source?.close(); source = null; polling?.abort(); polling = null; };
  const lost = () => {
    close();
    failures += 1;
    state(navigator.onLine ? "catching-up" : "offline");
    timer = setTimeout(() => renew().then(connect), pause * (0.5 + Math.random()));
    pause = Math.min(pause * 2, LONGEST);
  };
  const renew = async () => {
    if (!liveTicketUrl || !failures) return;
    try {
      const answer = await fetch(liveTicketUrl, { credentials: "same-origin" });
      if (answer.ok) ticket = (await answer.json()).ticket;
    } catch { /* offline: the next try will tell */ }
  };
  // Where streams are blocked or buffered: one question at a time, answered when there is something.
  const poll = async () => {
    polling = new AbortController();
    try {
      const answer = await fetch(address("&poll=1"), { signal: polling.signal, credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      for (const block of (await answer.text()).split("\n\n")) {
        const fields = Object.fromEntries(block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]));
        if (fields.id || fields.event) hear({ data: fields.data, lastEventId: fields.id }, fields.event);
      }
      pause = SHORTEST; state("live"); polling = null;
      timer = setTimeout(connect, 50);
    } catch { if (polling) lost(); }
  };

  setInterval(() => { if (leading && source && Date.now() - heard > SILENCE) { failures += 1; lost(); } }, 5000);
  addEventListener("online", () => { pause = SHORTEST; if (leading) { close(); connect(); } });
  addEventListener("offline", () => { if (leading) { close(); state("offline"); } else sign("offline"); });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) { hiddenSince = Date.now(); return; }
    hiddenSince = 0;
    if (!leading) campaign();
    else if (!source && !polling) { pause = SHORTEST; failures = 0; connect(); }
  });
  // Nobody has looked for long: leave the lead to a tab that is seen, or to nobody.
  setInterval(() => {
    if (!leading || !hiddenSince || Date.now() - hiddenSince < HIDDEN) return;
    close();
    leading = false;
    resign?.();
    resign = null;
  }, 30000);
  // The heartbeat is a comment, which EventSource keeps to itself; an open stream counts as heard.
  setInterval(() => { if (source?.readyState === 1) heard = Date.now(); }, 20000);

  sign("catching-up");
  let resign = null, waiting = false;
  const lead = () => { leading = true; pause = SHORTEST; failures = 0; connect(); };
  const campaign = () => {
    if (!navigator.locks || !channel) { lead(); return; }
    if (waiting) return;
    waiting = true;
    navigator.locks.request(scope, () => { waiting = false; lead(); return new Promise((done) => { resign = done; }); });
    channel.postMessage({ ask: cursor });
  };
  campaign();
})();
