// Asking: the preview follows what is chosen. In the room and on the "now" screen: keys for a desktop, which can be
// switched off. A row's key acts on the row that has the focus, never on another one.
"use strict";
(() => {
  const form = document.querySelector("form[data-preview]");
  let waiting, asked = 0;

  async function preview() {
    const turn = ++asked;
    const answer = await fetch(form.dataset.preview, {method: "POST", body: new FormData(form)}).catch(() => null);
    if (!answer?.ok || turn !== asked) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
    form.querySelector("[data-first]")?.remove(); // the answer of an earlier tap
    const old = document.getElementById("preview");
    const inside = old.contains(document.activeElement) && document.activeElement;
    if (window.Idiomorph) window.Idiomorph.morph(old, fresh, {ignoreActiveValue: true});
    else if (!inside || inside.type === "checkbox") old.replaceWith(fresh);
  }

  if (form) {
    form.addEventListener("change", (event) => {
      if (event.target.name === "override" || event.target.type === "search") return;
      clearTimeout(waiting);
      waiting = setTimeout(preview, 50);
    });
  }

  const bar = document.querySelector("[data-keys]"), kept = "hamafza-keys";
  if (!bar) return;
  const off = bar.querySelector("[data-keys-off]");
  const stored = (value) => { try { return value === undefined ? localStorage.getItem(kept) : localStorage.setItem(kept, value); } catch { return null; } };
  bar.hidden = false;
  off.checked = stored() === "off";
  off.addEventListener("change", () => stored(off.checked ? "off" : "on"));

  const rows = () => [...document.querySelectorAll("[data-keys-list] > li")];
  function go(by) {
    const all = rows(), at = all.findIndex((row) => row.contains(document.activeElement));
    const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
    (next?.querySelector("a, button, summary") || next)?.focus();
  }

  // By the key's place, so that it also works on a Persian keyboard.
  document.addEventListener("keydown", (event) => {
    if (off.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const key = event.code.replace("Key", "").toLowerCase();
    if (key === "j" || key === "k") return go(key === "j" ? 1 : -1);
    const row = document.activeElement?.closest("[data-keys-list] > li"), wanted = `[data-key="${key}"]`;
    const anywhere = [...document.querySelectorAll(wanted)].find((one) => !one.closest("[data-keys-list]"));
    const button = row?.querySelector(wanted) || anywhere;
    if (button && button.offsetParent) { event.preventDefault(); button.click(); }
  });
})();
