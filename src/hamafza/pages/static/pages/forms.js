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

  const told = document.querySelector(".error-summary") || document.querySelector("[data-first]");
  if (told && !location.hash) { told.scrollIntoView({ block: "center" }); told.focus({ preventScroll: true }); }

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
