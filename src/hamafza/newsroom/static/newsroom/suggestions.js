// What will be put right in the text, asked for when the typing pauses; each half-space can be refused.
"use strict";
(() => {
  const form = document.querySelector("form.item-form"), panel = form && form.querySelector("[data-suggest]");
  if (!panel) return;
  const TOLD = new Set(["halfspace", "letters", "digits"]); // spaces and quotation marks need no words
  const list = panel.querySelector("[data-suggested]"), field = (name) => form.elements.namedItem(name);
  const words = () => field("kept_as_typed").value.split("\n").filter(Boolean);
  let kept = new Set(words()), told = "", timer = 0;

  const ask = async () => {
    const asked = JSON.stringify({
      headline: field("headline").value, kicker: field("kicker").value, body: field("body").value, language: field("language").value,
    });
    if (asked === told) return;
    told = asked;
    try {
      const answer = await fetch(panel.dataset.suggest, {
        method: "POST", body: asked,
        headers: { "Content-Type": "application/json", "X-CSRFToken": field("csrfmiddlewaretoken").value },
      });
      if (answer.ok && !answer.redirected) show((await answer.json()).fields);
    } catch { told = ""; } // without a connection the text is put right when it arrives
  };

  const show = (fields) => {
    const found = new Map();
    for (const one of Object.values(fields)) {
      for (const change of one.suggestions) if (TOLD.has(change.kind)) found.set(change.before, change);
    }
    list.replaceChildren(...[...found.values()].slice(0, 30).map(row));
    panel.hidden = !list.children.length;
  };
  const row = (change) => {
    const line = document.createElement("li"), before = document.createElement("del"), after = document.createElement("ins");
    before.textContent = change.before;
    after.textContent = change.after;
    line.className = "writing-change";
    line.dir = "auto";
    line.append(before, " ", after);
    if (change.kind === "halfspace") line.append(" ", button(change.before));
    return line;
  };
  const button = (word) => {
    const toggle = document.createElement("button");
    toggle.type = "button";
    toggle.className = "btn btn-quiet";
    const say = () => {
      toggle.textContent = kept.has(word) ? panel.dataset.correct : panel.dataset.leave;
      toggle.setAttribute("aria-pressed", String(kept.has(word)));
    };
    toggle.addEventListener("click", () => {
      if (!kept.delete(word)) kept.add(word);
      field("kept_as_typed").value = [...kept].join("\n");
      say();
      form.dispatchEvent(new Event("input", { bubbles: true }));
    });
    say();
    return toggle;
  };

  const later = () => { clearTimeout(timer); timer = setTimeout(ask, 1500); };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  later();
})();
