// After sending: first what happened, then the way to each field that needs a hand.
"use strict";
(() => {
  const inputs = "input:not([type=hidden]), textarea, select, [contenteditable=true]";
  const open = (element) => {
    for (let part = element.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  };
  // The rich editor stands before a hidden textarea that carries the name.
  const hand = (element) => element.closest(".field")?.querySelector(".ProseMirror[contenteditable]")
    || (element.matches(inputs) ? element : element.querySelector(inputs)) || element;
  const go = (element) => {
    open(element);
    const target = hand(element);
    target.focus({ preventScroll: true });
    (target.closest(".field") || target).scrollIntoView({ block: "center" });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a[href^='#']");
    const element = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (element) { event.preventDefault(); go(element); }
  });
  // The browser cannot show its own complaint on a field inside something closed.
  document.addEventListener("invalid", (event) => open(event.target), true);

  // A tap that comes back to its page leaves the eye where it was; what happened is said over the page.
  const spot = "hamafza-spot";
  const keep = (value) => { try { sessionStorage.setItem(spot, JSON.stringify(value)); } catch { /* forbidden: the page starts at its top */ } };
  const kept = () => { try { return JSON.parse(sessionStorage.getItem(spot)) || {}; } catch { return {}; } };
  const before = kept();
  keep(null);
  addEventListener("submit", (event) => {
    if (event.target.method === "post") keep({ path: location.pathname, top: scrollY, at: Date.now() });
  });
  const told = document.querySelector(".error-summary") || document.querySelector("[data-first]");
  const back = told?.matches("p") && before.path === location.pathname && (before.top > 0 || location.hash) && Date.now() - before.at < 15000;
  const show = () => {
    if (back) scrollTo(0, before.top);
    if (told.matches("p") && (back || location.hash)) told.classList.add("told-here");
    else told.scrollIntoView({ block: "center" });
    told.focus({ preventScroll: true });
  };
  if (told) {
    show();
    // The browser goes to the fragment of the address once more when everything is there.
    if (back) addEventListener("load", () => requestAnimationFrame(() => scrollTo(0, before.top)));
    // It lies over the page, and goes with the next tap: put back into the page it would move what is tapped.
    addEventListener("click", (event) => { if (told.matches(".told-here") && !told.contains(event.target)) told.hidden = true; });
  }

  // What a message speaks of has changed since: it is no longer true. Refusals stay until the next act.
  addEventListener("hamafza:changed", (event) => {
    if (event.target.dataset.liveSubject === undefined) return;
    for (const message of document.querySelectorAll("main > p.notice-ok[role=status]")) message.hidden = true;
  });

  // A fault that is being put right is no longer shown as one; the server looks again.
  document.addEventListener("input", (event) => {
    const field = event.target.closest(".has-error");
    if (!field) return;
    field.classList.remove("has-error");
    for (const error of field.querySelectorAll(".errors")) error.remove();
  });

  // Copying needs a script and a safe connection; elsewhere the text is marked by hand.
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const text = button.dataset.copy;
    await navigator.clipboard.writeText(text.startsWith("/") ? new URL(text, location.href).href : text);
    button.textContent = button.dataset.done;
  });

  // A field brings its own script, fetched when somebody comes to it. A tap on one of its buttons waits for that.
  const brought = new Map();
  const dress = (href) => new Promise((done) => document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: done, onerror: done })));
  const bring = (element) => {
    const { script: address, style } = element?.closest("[data-script]")?.dataset || {};
    if (!address) return null;
    const dressed = style && !document.querySelector(`link[href="${style}"]`) ? dress(style) : null;
    if (!brought.has(address)) brought.set(address, Promise.all([import(address), dressed]).then(() => brought.set(address, null), () => brought.delete(address)));
    return brought.get(address);
  };
  document.addEventListener("focusin", (event) => bring(event.target));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-script] button");
    bring(button)?.then(() => button.click());
  });

  const nothing = new WeakMap();
  document.addEventListener("change", (event) => {
    const box = event.target.closest(".file-field");
    if (!box) return;
    const name = box.querySelector(".file-name");
    if (!nothing.has(name)) nothing.set(name, name.textContent);
    const files = [...event.target.files].map((file) => file.name);
    name.textContent = files.length ? files.join(document.documentElement.lang === "fa" ? "، " : ", ") : nothing.get(name);
  });
})();
