// The live session: clocks that run, and lines that are kept on this device until they have arrived.
"use strict";
(() => {
  const page = document.documentElement, persian = page.lang === "fa";

  // Clocks
  const span = (ms) => {
    const seconds = Math.floor(Math.abs(ms) / 1000), [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    const two = (number) => String(number).padStart(2, "0");
    const text = hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
    return persian ? text.replace(/\d/g, (digit) => "۰۱۲۳۴۵۶۷۸۹"[digit]) : text;
  };
  const put = (node, text) => { if (node.textContent !== text) node.textContent = text; };
  const tick = () => {
    const now = Date.now();
    for (const node of document.querySelectorAll("[data-ends]")) {
      const left = Date.parse(node.dataset.ends) - now;
      put(node, (left >= 0 ? node.dataset.left : node.dataset.over).replace("%s", span(left)));
      node.parentElement.classList.toggle("late", left < 0);
    }
    for (const node of document.querySelectorAll("[data-since]")) put(node, span(now - Date.parse(node.dataset.since)));
    for (const node of document.querySelectorAll("[data-until]")) {
      const began = Date.parse(node.dataset.began), whole = Date.parse(node.dataset.until) - began;
      const share = Math.max(0, Math.min(100, Math.round((100 * (now - began)) / whole)));
      node.querySelector("rect")?.setAttribute("width", share);
      node.querySelector("svg")?.classList.toggle("bar-late", share === 100);
    }
  };
  tick();
  setInterval(tick, 1000);

  // Who writes now is shown for seconds: as long as somebody does, it is asked for again.
  const AGAIN = 15_000;
  let shown = Date.now();
  const fade = async () => {
    const part = document.querySelector("[data-fades]");
    if (!part || document.hidden || Date.now() - shown < AGAIN) return;
    shown = Date.now();
    const answer = await fetch(part.dataset.liveSrc).catch(() => null);
    if (!answer?.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
    document.getElementById(part.id)?.replaceWith(fresh);
  };
  setInterval(fade, 1000);
  addEventListener("hamafza:changed", (event) => { if (event.target.id === "live-writing") shown = Date.now(); });
  addEventListener("hamafza:changed", tick);

  // Lines: each is its own entry, so that two tabs never overwrite one another's.
  const box = document.querySelector("[data-outbox]");
  if (!box) return;
  const form = box.querySelector("[data-outbox-form]"), list = box.querySelector("[data-outbox-list]");
  const slot = `hamafza-draft-minutes:${page.dataset.person}:${box.dataset.outbox}:`, started = `${slot}typed`;
  const field = (name) => form.elements.namedItem(name);
  const memory = new Map(); // where the browser forbids to keep anything
  const keep = (key, value) => { memory.set(key, value); try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden */ } };
  const forget = (key) => { memory.delete(key); try { localStorage.removeItem(key); } catch { /* forbidden */ } };
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)) ?? memory.get(key); } catch { return memory.get(key); } };
  const waiting = () => {
    const keys = new Set(memory.keys());
    try { for (const key of Object.keys(localStorage)) keys.add(key); } catch { /* forbidden */ }
    return [...keys].filter((key) => key.startsWith(`${slot}line:`)).map((key) => [key, read(key)]).filter(([, line]) => line)
      .sort(([, one], [, other]) => one.at - other.at);
  };
  const fresh = () => (crypto.randomUUID ? crypto.randomUUID() : Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join(""));

  function show() {
    list.replaceChildren(...waiting().map(([key, line]) => {
      const row = document.createElement("li"), text = document.createElement("p"), state = document.createElement("p");
      text.dir = "auto";
      text.textContent = line.fields.speaker ? `${line.fields.speaker}: ${line.fields.text}` : line.fields.text;
      state.className = "meta";
      state.textContent = line.refused ? `${box.dataset.refused}: ${line.refused}` : line.sending ? box.dataset.sending : box.dataset.waiting;
      row.append(text, state);
      if (line.refused) {
        const again = document.createElement("button");
        again.type = "button";
        again.className = "btn btn-text";
        again.textContent = box.dataset.again;
        again.addEventListener("click", () => { fill(line.fields); forget(key); show(); });
        row.append(again);
      }
      return row;
    }));
  }
  function fill(fields) {
    for (const name of ["speaker", "kind", "text"]) if (fields[name] !== undefined) field(name).value = fields[name];
    field("text").focus();
  }

  // Whether it has arrived, was refused, or is to be sent again. A page to log in at is no answer.
  async function send(line) {
    const body = new URLSearchParams({ ...line.fields, at: line.at, csrfmiddlewaretoken: field("csrfmiddlewaretoken").value });
    const answer = await fetch(line.action, { method: "POST", body, redirect: "manual", headers: { "X-Requested-With": "outbox" } });
    if (answer.status === 204) return "arrived";
    if (answer.status !== 422 && answer.status !== 404) throw new Error(String(answer.status));
    const said = new DOMParser().parseFromString(await answer.text(), "text/html").body.textContent.trim();
    line.refused = answer.status === 422 ? said : String(answer.status);
    return "refused";
  }
  let sending = false;
  async function flush() {
    if (sending) return;
    sending = true;
    for (const [key, line] of waiting().filter(([, one]) => !one.refused)) {
      try {
        if (await send(line) === "arrived") forget(key); else keep(key, line);
      } catch { break; /* the line is away: in its order, later */ }
    }
    sending = false;
    show();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const fields = Object.fromEntries([...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "at", "back"].includes(name)));
    if (!fields.text.trim()) return field("text").focus();
    fields.hearing = document.getElementById("live-point")?.dataset.hearing || fields.hearing; // the point at which it is typed
    keep(`${slot}line:${fields.key}`, { at: Date.now(), action: form.action, fields });
    field("key").value = fresh();
    field("text").value = "";
    told = 0;
    forget(started);
    field("text").focus();
    show();
    flush();
  });
  // Enter writes the line down where there is a keyboard; a new line within it has Shift.
  field("text").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !matchMedia("(hover: hover)").matches) return;
    event.preventDefault();
    form.requestSubmit();
  });
  let told = 0; // when the others were last told that somebody types here
  form.addEventListener("input", () => {
    if (!field("text").value.trim() || Date.now() - told < 8000) return;
    told = Date.now();
    const hearing = document.getElementById("live-point")?.dataset.hearing || field("hearing").value;
    const body = new URLSearchParams({ hearing, csrfmiddlewaretoken: field("csrfmiddlewaretoken").value });
    fetch(box.dataset.typing, { method: "POST", body }).catch(() => {}); // nobody needs to know that it failed
  });
  form.addEventListener("input", () => keep(started, { speaker: field("speaker").value, kind: field("kind").value, text: field("text").value }));
  field("key").value = fresh(); // a page that comes back from the browser's memory must not bring an old key along
  const begun = read(started);
  if (begun && !field("text").value) for (const name of ["speaker", "kind", "text"]) if (begun[name]) field(name).value = begun[name];
  addEventListener("online", flush);
  addEventListener("hamafza:wire", () => { if (waiting().length) flush(); });
  setInterval(() => { if (waiting().some(([, line]) => !line.refused)) flush(); }, 3000);
  show();
  flush();
})();
