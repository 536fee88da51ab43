/* Keeps a page in step with the ledger: one stream per browser, shared by its tabs.

   <html data-live="EPOCH-POS" data-live-url="/live" data-live-ticket="…" data-live-ticket-url="/live/ticket"
         data-live-name="whose stream it is" data-live-reset="reload">
   <div id="…" data-live-src="/fragment/" data-live-on="kind kind*" data-live-subject="item:5" data-live-units="3 4" data-live-tags="topic:work unit:3" data-live-spread="3000">
   <span data-live-sign data-live-text="…" data-catching-up-text="…" data-offline-text="…">
   An element inside a fragment with data-live-keep is never touched. Events are dispatched as `hamafza:wire`,
   and a part that reads otherwise than before as `hamafza:changed`. */
(() => {
  "use strict";
  const root = document.documentElement, told = root.dataset, morphing = document.currentScript?.dataset.join;
  if (!told.live) return;
  const limits = { // milliseconds, but for `kept`
    first: 10e3, silence: 45e3, poll: 40e3, hidden: 300e3, longest: 30e3, kept: 300, each: 4, patience: 10e3, back: 1000,
    ...window.hamafzaLive,
  };
  const url = told.liveUrl || "/live";
  const name = `hamafza-live:${url}:${told.liveName || (told.liveTicket ? "member" : "public")}`;
  const shared = navigator.locks && window.BroadcastChannel;
  const channel = shared ? new BroadcastChannel(name) : {postMessage() {}};
  const me = Math.random().toString(36).slice(2);
  let place = told.live, ticket = told.liveTicket, state = "catching-up", renewing;
  let crowd = 0; // people with a stream
  let awake = false, turn = null, release = null, waiting = null, kept = [], since = place;
  let line = null, heard = Date.now(), ticked = Date.now(), spoken = false, mute = false, polling = false, retry = 2000;
  let sleeping, soon = false, back = 0; // when it last came to be live
  const resting = new Set(); // those that wait before another try

  // Places: events up to one's own place are known already, however they come.
  const parts = (id) => [id.slice(0, id.lastIndexOf("-")), Number(id.slice(id.lastIndexOf("-") + 1))];
  const covers = (one, other) => parts(one)[0] === parts(other)[0] && parts(one)[1] >= parts(other)[1];

  function say(now) {
    if (now === "live" && state !== "live") {
      back = Date.now();
      hurry();
    }
    state = now;
    for (const sign of document.querySelectorAll("[data-live-sign]")) {
      sign.dataset.state = now;
      const text = sign.getAttribute(`data-${now}-text`);
      if (text !== null && sign.textContent !== text) sign.textContent = text;
    }
    if (turn) channel.postMessage({state: now});
  }

  // What an event does to the page

  function take({id, event, data}) {
    if (id && event !== "reset" && covers(place, id)) return;
    if (id) place = id;
    if (!event) return;
    const said = data ? JSON.parse(data) : {};
    const detail = {payload: said, ...said, kind: event, id};
    if (event === "presence") crowd = said.count;
    document.dispatchEvent(new CustomEvent("hamafza:wire", {detail}));
    if (event === "reset" && told.liveReset === "reload") return location.reload();
    for (const part of document.querySelectorAll("[data-live-src]"))
      if (event === "reset" || concerns(part.dataset, detail)) refresh(part, spread(part.dataset, detail));
  }

  // Milliseconds in which all who fetch this now should do so: the more are there the longer, a quarter of it
  // if it is urgent, and only what is one's own at once. Who was away comes back alone: it need not wait for others.
  function spread({liveSpread, liveSubject, liveUnits}, {payload}) {
    const shared = liveSubject === undefined && liveUnits === undefined;
    const urgency = payload?.urgent ? 0.25 : 1;
    const asked = Math.min(Number(liveSpread || 0), Date.now() - back < limits.back ? limits.back : Infinity);
    return asked + (shared ? Math.min(crowd * limits.each * urgency, limits.patience) : 0);
  }

  // `data-live-units` narrows to events that name one of these units, `data-live-tags` to public ones with one of these tags.
  function concerns({liveOn, liveSubject, liveUnits, liveTags}, {kind, subject, payload}) {
    const named = (liveOn || "").split(" ");
    if (liveUnits !== undefined && payload?.unit && !liveUnits.split(" ").includes(String(payload.unit))) return false;
    if (liveTags !== undefined && payload?.tags && !payload.tags.some((tag) => liveTags.split(" ").includes(tag))) return false;
    return (!liveSubject || liveSubject.split(" ").includes(subject)) && named.some((one) => fits(one, kind));
  }

  const fits = (one, kind) => (one.endsWith("*") ? kind.startsWith(one.slice(0, -1)) : one === kind);
  const refreshing = new Map(); // address -> whether it must be fetched once more

  async function refresh(part, within) {
    const address = part.dataset.liveSrc;
    if (refreshing.has(address)) return refreshing.set(address, true);
    refreshing.set(address, false);
    for (let failed = 0, again = true; again; again = refreshing.get(address)) {
      await wait(Math.random() * within); // each time: many events, few fetches
      refreshing.set(address, false);
      try {
        const headers = {Accept: "text/html", "X-Requested-With": "live"}; // not the person, but their page asks
        const answer = await ask(address, "text/html", {cache: "no-cache", redirect: "error", headers});
        if (answer.status >= 500 || answer.status === 429) throw new Error(answer.status);
        const html = await answer.text();
        if (morphing && !window.Idiomorph) await joined();
        for (const target of document.querySelectorAll(`[data-live-src="${CSS.escape(address)}"]`)) {
          if (answer.ok) put(target, html);
          else if (answer.status === 404 || answer.status === 410) target.remove();
        }
      } catch {
        refreshing.set(address, true); // the event is past: this must succeed some time
        await rest(pause(++failed));
      }
    }
    refreshing.delete(address);
  }

  // What joins the old and the new part is fetched when the first part changes; most pages are left before.
  let library;
  const joined = () => library ||= new Promise((done) => {
    const script = document.createElement("script");
    script.src = morphing;
    script.onload = done;
    script.onerror = () => { library = undefined; done(); };
    document.head.append(script);
  });

  function put(part, html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").body;
    const next = (part.id && fresh.querySelector(`#${CSS.escape(part.id)}`)) || fresh.firstElementChild;
    if (!next) return;
    const rows = "li[id], tr[id], article[id]";
    const before = new Set([...part.querySelectorAll(rows)].map((row) => row.id)), text = part.textContent;
    const stay = hold(part);
    const now = morph(part, next);
    for (const row of now.querySelectorAll(rows)) if (!before.has(row.id)) row.classList.add("is-new");
    stay();
    if (now.textContent !== text) now.dispatchEvent(new CustomEvent("hamafza:changed", {bubbles: true}));
  }

  function morph(part, next) {
    if (!window.Idiomorph) {
      if (busy(part)) throw new Error("somebody is typing here: later");
      part.replaceWith(next);
      return next;
    }
    const callbacks = {
      beforeNodeMorphed: (node, fresh) => {
        if (node.tagName === "DETAILS") fresh.open = node.open;
        return !typed(node) && !remembers(node);
      },
      beforeNodeRemoved: (node) => !busy(node),
    };
    window.Idiomorph.morph(part, next, {morphStyle: "outerHTML", callbacks});
    return document.getElementById(part.id) || part;
  }

  // What a form remembers that it showed stays while somebody fills it, or an old text would pass as one over the new.
  const remembers = (node) => node.name?.startsWith("initial-") && node.form && busy(node.form);
  // Fields somebody is in or has begun to fill.
  const fields = "[data-live-keep], input, textarea, select";
  const busy = (node) => node.nodeType === 1 && [node, ...node.querySelectorAll(fields)].some(typed);
  function typed(node) {
    if (!node.matches?.(fields)) return false;
    if (node.matches("[data-live-keep]") || node === document.activeElement) return true;
    if (node.options) return [...node.options].some((each) => each.selected !== each.defaultSelected);
    const box = node.type === "checkbox" || node.type === "radio";
    return box ? node.checked !== node.defaultChecked : node.value !== node.defaultValue;
  }

  // The first thing in sight that is not before the part stays where it is; at the very top one sees what is new.
  function hold(part) {
    const box = scroller(part), edge = box === root ? 0 : box.getBoundingClientRect().top;
    const top = (node) => node.getBoundingClientRect().top - edge;
    const inSight = (node) => part.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING && top(node) >= 0;
    const first = (what) => [...box.querySelectorAll(what)].find(inSight);
    // What has an id is found again even if it was exchanged; text without one is usually nearer.
    const anchors = box.scrollTop > 0 ? [first("[id], p, li, tr, h2, h3, figure"), first("[id]")].filter(Boolean) : [];
    if (!anchors.length) return () => {};
    const were = anchors.map(top);
    box.style.overflowAnchor = "none"; // one of the two keeps the place, not both
    return () => {
      const now = anchors.map((node) => (node.isConnected ? node : node.id && document.getElementById(node.id)));
      const kept = now.findIndex(Boolean);
      if (kept >= 0) box.scrollBy({top: top(now[kept]) - were[kept], behavior: "instant"});
      requestAnimationFrame(() => requestAnimationFrame(() => { box.style.overflowAnchor = ""; }));
    };
  }

  function scroller(part) {
    for (let up = part.parentElement; up && up !== document.body && up !== root; up = up.parentElement)
      if (up.scrollHeight > up.clientHeight && /auto|scroll/.test(getComputedStyle(up).overflowY)) return up;
    return root;
  }

  // The line to the server, held by one tab

  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const rest = (ms) => {
    let wake;
    const woken = new Promise((done) => resting.add(wake = done));
    return Promise.race([wait(ms), woken]).then(() => resting.delete(wake));
  };
  const hurry = () => resting.forEach((wake) => wake());
  const pause = (failed) => Math.min(limits.longest, 1000 * 2 ** (failed - 1)) * (0.5 + Math.random() / 2);

  const ask = (address, accept, more) => fetch(address, {cache: "no-store", headers: {Accept: accept}, ...more});

  // Returns whether the server refused, which says nothing against streams as such.
  async function connect() {
    await renewing;
    const query = new URLSearchParams({since: place, ...(ticket && {ticket}), ...(polling && {poll: "1"})});
    line = new AbortController();
    heard = Date.now();
    const answer = await ask(`${url}?${query}`, "text/event-stream", {signal: line.signal});
    if (answer.status === 403) await renew();
    if (!answer.ok) return true;
    const reader = answer.body.getReader(), decoder = new TextDecoder();
    for (let rest = "", piece; !(piece = await reader.read()).done;) {
      heard = Date.now();
      const blocks = (rest + decoder.decode(piece.value, {stream: true})).split("\n\n");
      rest = blocks.pop();
      blocks.map(parse).forEach(hear);
      channel.postMessage({pulse: true});
    }
    return false;
  }

  const parse = (block) => Object.fromEntries(block.split("\n").map((row) => {
    const colon = row.indexOf(":");
    return [row.slice(0, colon), row.slice(colon + 1).trim()];
  }));

  async function renew() {
    try {
      const answer = await ask(told.liveTicketUrl, "application/json", {redirect: "error"});
      if (answer.ok) ({ticket} = await answer.json());
    } catch { /* signed out, or unreachable: the next try is refused and tries again */ }
  }

  function hear(block) {
    if (block.retry) retry = Number(block.retry);
    if (block.id || block.event) spoken = true;
    if (spoken && !polling && state !== "live") say("live");
    if (block.event === "renew") return renewing = renew();
    if (!block.id && !block.event) return;
    if (block.event === "reset") [kept, since] = [[], block.id];
    else if (block.id && block.event && kept.push(block) > limits.kept) since = kept.shift().id;
    channel.postMessage({block});
    take(block);
  }

  async function lead(mine) {
    let failed = 0, deaf = 0, polls = 0, budget = 3;
    for (say("catching-up"); turn === mine;) {
      [polling, spoken, mute] = [deaf >= 2, false, false];
      let refused = false;
      try { refused = await connect(); } catch { /* cut, silent or unreachable: all the same */ }
      if (turn !== mine) return;
      line = null;
      failed = spoken ? 0 : failed + 1;
      if (polling && spoken) {
        if (++polls >= budget) [deaf, polls, budget] = [1, 0, Math.min(budget * 2, 24)]; // try a stream again
        say("live");
        continue;
      }
      if (spoken && !mute) [deaf, budget] = [0, 3];
      else if (!polling && !refused) deaf += spoken ? 2 : 1;
      say(failed > 1 || navigator.onLine === false ? "offline" : "catching-up");
      if (!soon) await rest(spoken ? retry : pause(failed));
      soon = false;
    }
  }

  // Which tab holds it, and when

  function rule(done) {
    release = done;
    turn = {};
    [kept, since] = [[], place];
    channel.postMessage({leader: me});
    lead(turn);
  }

  function stepDown() {
    turn = null;
    line?.abort();
    hurry();
  }

  function join(options = {}) {
    if (!shared) return rule(() => {});
    heard = Date.now();
    channel.postMessage({hello: me, place});
    waiting = new AbortController();
    const wish = options.steal ? options : {signal: waiting.signal};
    navigator.locks.request(name, wish, () => new Promise(rule)).catch(() => {
      if (turn && awake) { stepDown(); join(); } // taken away by a tab that heard nothing of this one
    });
  }

  function sleep() {
    awake = false;
    waiting?.abort();
    stepDown();
    release?.();
    release = null;
  }

  function look() {
    clearTimeout(sleeping);
    if (document.hidden) sleeping = setTimeout(sleep, limits.hidden);
    else if (!awake) { awake = true; join(); }
    else if (turn && Date.now() - heard > limits.silence / 2) again();
  }

  // Whoever is back at this screen waits no pause, neither the one begun nor the one that this cut would begin.
  function again() {
    soon = line !== null;
    line?.abort();
    hurry();
  }

  function tick() {
    const now = Date.now(), slept = now - ticked > 15e3;
    ticked = now;
    const quiet = now - heard, patience = polling ? limits.poll : spoken ? limits.silence : limits.first;
    if (slept) again();
    else if (turn && line && quiet > patience) { mute = true; line.abort(); }
    else if (!turn && awake && shared && !document.hidden && quiet > limits.silence * 1.3) {
      waiting.abort();
      join({steal: true});
    }
  }

  channel.onmessage = ({data: {hello, place: other, leader, state: now, block, to}}) => {
    if (turn && hello) {
      channel.postMessage({state});
      const known = covers(other, since);
      const missed = known ? kept.filter((one) => !covers(other, one.id)) : [{event: "reset", id: place}];
      for (const one of missed) channel.postMessage({block: one, to: hello});
    }
    if (turn || !awake) return;
    heard = Date.now();
    if (leader) channel.postMessage({hello: me, place});
    if (now) say(now);
    if (block && (!to || to === me)) take(block);
  };
  document.addEventListener("visibilitychange", look);
  window.addEventListener("online", again);
  window.addEventListener("offline", () => say("offline"));
  window.addEventListener("pagehide", sleep);
  window.addEventListener("pageshow", (event) => { if (event.persisted) look(); });
  setInterval(tick, 1000);
  awake = true;
  join();
  look();
})();
