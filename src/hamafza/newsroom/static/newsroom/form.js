// Keeps what is being typed: in this browser at once, on the server as soon as it can be reached.
"use strict";
(() => {
  const form = document.querySelector("form.item-form");
  if (!form) return;
  const slot = `hamafza-draft:${document.documentElement.dataset.person}:${form.dataset.slot}`;
  const sign = document.querySelector("[data-save-sign]"), bar = document.querySelector("[data-recovery]");
  const skipped = new Set(["csrfmiddlewaretoken", "retry_key", "draft_key", "base_number", "do"]);
  const field = (name) => form.elements.namedItem(name);
  const uploads = window.hamafzaUploads;

  const read = () => {
    const fields = {};
    for (const [name, value] of new FormData(form)) {
      if (skipped.has(name) || typeof value !== "string") continue;
      if (name === "topics") (fields.topics ||= []).push(value); else fields[name] = value;
    }
    return fields;
  };
  const kept = () => { try { return JSON.parse(localStorage.getItem(slot)); } catch { return null; } };
  const keep = (value) => { try { localStorage.setItem(slot, JSON.stringify(value)); } catch { /* full or forbidden: the server still has it */ } };
  // The server has what is kept here; what was typed meanwhile it has not.
  const arrived = (fields) => { const value = kept(); if (value && JSON.stringify(value.fields) === JSON.stringify(fields)) keep({ ...value, sent: true }); };
  const forget = () => localStorage.removeItem(slot);
  const post = (key, base, fields) => fetch(`/desk/drafts/${key}/`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": field("csrfmiddlewaretoken").value },
    body: JSON.stringify({ unit: fields.unit || field("unit").value, item: form.dataset.item, base_number: base, content: fields }),
  });

  // A text that only this browser has goes to the server first: the page that comes back shows all of it, pictures too.
  const before = kept();
  const told = document.querySelector(".error-summary, #conflict");
  const offered = document.querySelector("[data-unfinished]");
  const onServer = offered && before && offered.dataset.unfinished === before.key && before.sent;
  if (before && bar && before.key !== field("draft_key").value && !told && !onServer) {
    bar.hidden = false;
    if (offered) offered.hidden = true; // one of the two is enough
    bar.querySelector("[data-restore]").addEventListener("click", async () => {
      try {
        const answer = await post(before.key, before.base, before.fields);
        if (answer.ok && !answer.redirected) location.search = `?draft=${before.key}`;
        else say("offline");
      } catch { say("offline"); }
    });
    bar.querySelector("[data-forget]").addEventListener("click", () => { forget(); bar.hidden = true; });
  }

  // The editor rewrites its markup when it starts; only what a person does counts as typing.
  let touched = false;
  for (const kind of ["keydown", "input", "change", "paste", "pointerdown"]) form.addEventListener(kind, () => { touched = true; }, true);
  let last = JSON.stringify(read()), timer = 0, sending = false, dirty = false;
  const say = (state) => { sign.dataset.state = state; sign.textContent = form.dataset[state] || ""; };

  const send = async () => {
    if (sending || !dirty) return;
    sending = true; dirty = false; say("saving");
    const fields = read();
    try {
      const answer = await post(field("draft_key").value, field("base_number").value, fields);
      if (!answer.ok) throw new Error(String(answer.status));
      arrived(fields);
      say("saved");
    } catch { dirty = true; say("offline"); }
    sending = false;
  };
  const look = () => {
    const now = JSON.stringify(read());
    if (!touched) last = now;
    else if (now !== last) {
      last = now; dirty = true;
      keep({ at: Date.now(), key: field("draft_key").value, base: field("base_number").value, fields: JSON.parse(now) });
      clearTimeout(timer);
      timer = setTimeout(send, 1500);
    }
  };
  form.addEventListener("input", look);
  setInterval(() => { look(); if (dirty && !timer) send(); }, 2000);
  setInterval(send, 8000);
  addEventListener("online", send);
  addEventListener("pagehide", look);

  // What stands beside the form (items like this one) is asked for when the typing pauses.
  const beside = document.querySelector("[data-beside]");
  let asked = "", asking = 0;
  const ask = async () => {
    const fields = read(), texts = ["kicker", "headline", "body"].map((name) => fields[name] || "");
    const body = new URLSearchParams({ item: form.dataset.item, kicker: texts[0], headline: texts[1], body: texts[2] });
    for (const topic of fields.topics || []) body.append("topics", topic);
    if (texts.join("").length < 30 || String(body) === asked) return;
    asked = String(body);
    try {
      const answer = await fetch(beside.dataset.beside, { method: "POST", body, headers: { "X-CSRFToken": field("csrfmiddlewaretoken").value } });
      if (!answer.ok || answer.redirected) return;
      beside.innerHTML = await answer.text();
      beside.hidden = !beside.textContent.trim();
      for (const button of beside.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
    } catch { /* without a connection there is nothing to offer */ }
  };
  if (beside) {
    const later = () => { clearTimeout(asking); asking = setTimeout(ask, 2500); };
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    later();
  }

  // Enter in a one-line field sends nothing: on a phone it is pressed by mistake.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.target.matches("input:not([type=checkbox], [type=radio])") || event.target.name === "headline")) event.preventDefault();
  });

  // Closed parts say what is in them.
  const chosen = (name) => name === "topics"
    ? [...form.querySelectorAll("[name=topics]:checked")].map((box) => box.parentElement.textContent.trim())
    : name === "profile" ? [field(name).selectedOptions[0].text] : [field(name).value.trim()];
  const summarise = () => {
    for (const part of form.querySelectorAll("[data-summary]")) {
      part.textContent = part.dataset.summary.split(" ").flatMap(chosen).filter(Boolean).join(" · ");
    }
  };
  form.addEventListener("input", summarise);
  form.addEventListener("change", summarise);
  summarise();

  // The button says what it will do once a time was understood.
  const main = form.querySelector("[data-send] span"), usual = main && main.textContent;
  const schedule = form.querySelector("[data-schedule-said]");
  form.addEventListener("moment", (event) => {
    schedule.textContent = event.detail.words;
    if (main && form.querySelector("[data-send]").dataset.publishes) main.textContent = event.detail.words ? form.querySelector("[data-send]").dataset.later : usual;
  });

  let pressed = 0;
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (button && button.hasAttribute("formaction")) return; // only a look at it
    if (pressed && Date.now() - pressed < 10000) { event.preventDefault(); return; } // a second tap
    if (!navigator.onLine) { event.preventDefault(); look(); say("offline"); sign.textContent = form.dataset.unsent; sign.scrollIntoView({ block: "center" }); return; }
    if (uploads && uploads.pending.size) {
      event.preventDefault();
      pressed = Date.now(); say("sending");
      await uploads.ready();
      pressed = 0;
      if (button) form.requestSubmit(button); else form.requestSubmit();
      return;
    }
    pressed = Date.now();
    sessionStorage.setItem("hamafza-sent", JSON.stringify({ slot, from: location.href.split("#")[0] }));
  });
  addEventListener("pageshow", (event) => { if (event.persisted) pressed = 0; });
  // What was sent is forgotten by the item's page (sent.js). Whoever is here again has a fault to mend, or nothing arrived.
  sessionStorage.removeItem("hamafza-sent");
})();
