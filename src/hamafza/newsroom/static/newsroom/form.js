// Keeps what is being typed: in this browser at once, on the server as soon as it can be reached.
"use strict";
(() => {
  const form = document.querySelector("form.item-form");
  if (!form) return;
  const slot = "hamafza-draft:" + form.dataset.slot, restoring = "hamafza-restore";
  const sign = form.querySelector("[data-save-sign]"), bar = document.querySelector("[data-recovery]");
  const skipped = new Set(["csrfmiddlewaretoken", "retry_key", "draft_key", "base_number", "do"]);
  const field = (name) => form.elements.namedItem(name);

  const read = () => {
    const fields = {};
    for (const [name, value] of new FormData(form)) {
      if (skipped.has(name) || typeof value !== "string") continue;
      if (name === "topics") (fields.topics ||= []).push(value); else fields[name] = value;
    }
    return fields;
  };
  const write = (fields) => {
    for (const [name, value] of Object.entries(fields)) {
      if (name === "topics") {
        for (const box of form.querySelectorAll("[name=topics]")) box.checked = value.includes(box.value);
      } else if (field(name) && "value" in field(name) && field(name).type !== "file") field(name).value = value;
    }
  };
  const kept = () => { try { return JSON.parse(localStorage.getItem(slot)); } catch { return null; } };
  const keep = (value) => { try { localStorage.setItem(slot, JSON.stringify(value)); } catch { /* full or forbidden: the server still has it */ } };
  const forget = () => localStorage.removeItem(slot);

  // A restored text must be in the textarea before the editor starts, so the page is loaded anew.
  const before = kept();
  if (before && sessionStorage.getItem(restoring) === slot) {
    sessionStorage.removeItem(restoring);
    write(before.fields);
    if (before.key) field("draft_key").value = before.key;
    if (before.base) field("base_number").value = before.base;
  } else if (before && bar && JSON.stringify(before.fields) !== JSON.stringify(read()) && !form.querySelector("#conflict")) {
    bar.hidden = false;
    bar.querySelector("[data-restore]").addEventListener("click", () => { sessionStorage.setItem(restoring, slot); location.reload(); });
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
    try {
      const answer = await fetch(`/desk/drafts/${field("draft_key").value}/`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": field("csrfmiddlewaretoken").value },
        body: JSON.stringify({ unit: field("unit").value, item: form.dataset.item, base_number: field("base_number").value, content: read() }),
      });
      if (!answer.ok) throw new Error(String(answer.status));
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
  // The editor writes into its textarea without an event that always bubbles: look as well as listen.
  form.addEventListener("input", look);
  setInterval(() => { look(); if (dirty && !timer) send(); }, 2000);
  setInterval(send, 8000);
  addEventListener("online", send);
  addEventListener("pagehide", look);

  // The editor's field takes the name of the label that belongs to the textarea behind it.
  const name = () => {
    const editor = form.querySelector(".ProseMirror[contenteditable]");
    if (editor && !editor.hasAttribute("aria-label")) editor.setAttribute("aria-label", form.querySelector("label[for=id_body]")?.textContent || "");
    return Boolean(editor);
  };
  if (!name()) {
    const observer = new MutationObserver(() => { if (name()) observer.disconnect(); });
    observer.observe(form, { childList: true, subtree: true });
  }

  // What stands beside the form (items like this one) is asked for when the typing pauses.
  const beside = document.querySelector("[data-beside]");
  let told = "", asking = 0;
  const ask = async () => {
    const fields = read(), asked = ["kicker", "headline", "abstract", "body"].map((name) => fields[name] || "");
    const body = new URLSearchParams({ item: form.dataset.item, kicker: asked[0], headline: asked[1], abstract: asked[2], body: asked[3] });
    for (const topic of fields.topics || []) body.append("topics", topic);
    if (asked.join("").length < 30 || String(body) === told) return;
    told = String(body);
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
    beside.addEventListener("click", (event) => {
      const button = event.target.closest("[data-copy]");
      if (button) navigator.clipboard.writeText(new URL(button.dataset.copy, location.href).href).then(() => { button.textContent += " ✓"; });
    });
  }

  let pressed = null;
  form.addEventListener("submit", (event) => {
    if (pressed && Date.now() - pressed < 10000) { event.preventDefault(); return; } // a second tap
    if (!navigator.onLine) { event.preventDefault(); look(); say("offline"); return; }
    pressed = Date.now();
    sessionStorage.setItem("hamafza-sent", slot);
  });
  // A page that is not the form any more means the text has arrived; see desk pages without a form below.

  for (const button of form.querySelectorAll("[data-add]")) {
    const name = button.dataset.add, total = field(`${name}-TOTAL_FORMS`), list = form.querySelector(`[data-rows=${name}]`);
    button.hidden = false;
    button.addEventListener("click", () => {
      const template = form.querySelector(`template[data-empty=${name}]`).innerHTML.replaceAll("__prefix__", total.value);
      list.insertAdjacentHTML("beforeend", template);
      total.value = Number(total.value) + 1;
      list.lastElementChild.querySelector("input:not([type=hidden]), select")?.focus();
    });
  }
  // Coming here again after a successful sending: what was sent is no draft any more.
  if (sessionStorage.getItem("hamafza-sent") === slot && !document.querySelector(".errors, .errorlist, #conflict")) {
    sessionStorage.removeItem("hamafza-sent"); forget(); if (bar) bar.hidden = true;
  }
})();
