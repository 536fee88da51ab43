// Choosing by name: a list opens under the field while one types, first of it what was chosen lately. Without this the
// server looks for the name when the form is sent. `forms.js` fetches it when somebody comes to such a field.
const WAIT = 150, KEPT = 8;
const comma = document.documentElement.lang === "fa" ? "، " : ", ";
const lists = new WeakMap();
let timer = 0, turn = 0;

const slot = (box) => `hamafza-lately-${box.dataset.chooser.split("?")[0]}-${document.documentElement.dataset.person || ""}`;
const lately = (box) => { try { return JSON.parse(localStorage.getItem(slot(box))) || []; } catch { return []; } };
const keep = (box, key) => { try { localStorage.setItem(slot(box), JSON.stringify([key, ...lately(box).filter((one) => one !== key)].slice(0, KEPT))); } catch { /* forbidden: nothing is kept */ } };

const field = (box) => box.querySelector("input[type=search]");
const options = (box) => [...lists.get(box).children];
const current = (box) => lists.get(box).querySelector("[aria-selected=true]");

function start(box) {
  const input = field(box), list = document.createElement("ul");
  lists.set(box, list);
  Object.assign(list, { id: `${input.id}-list`, className: "choice-list", role: "listbox", hidden: true, ariaLabel: input.placeholder });
  input.after(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) input.setAttribute(name, value);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => { const option = event.target.closest("[role=option]"); if (option) choose(box, option); });
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => look(box), WAIT); });
  input.addEventListener("keydown", (event) => key(box, event));
  input.addEventListener("click", () => { if (lists.get(box).hidden) look(box); });
  input.addEventListener("blur", () => close(box));
}

function close(box) {
  const input = field(box);
  clearTimeout(timer);
  turn += 1;
  lists.get(box).replaceChildren();
  lists.get(box).hidden = true;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

async function look(box) {
  const input = field(box), asked = ++turn, words = input.value;
  const address = `${box.dataset.chooser}&q=${encodeURIComponent(words.trim())}&lately=${encodeURIComponent(lately(box).join(","))}`;
  const answer = await fetch(address).catch(() => null);
  if (asked !== turn || !answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html"), list = lists.get(box);
  list.replaceChildren(...fresh.querySelectorAll("[role=option]"));
  options(box).forEach((option, at) => { option.id = `${list.id}-${at}`; });
  list.dataset.words = words;
  list.hidden = !list.children.length;
  input.setAttribute("aria-expanded", String(!list.hidden));
  input.removeAttribute("aria-activedescendant");
  box.querySelector("[data-told]").textContent = fresh.querySelector("p").textContent;
}

function mark(box, option) {
  current(box)?.setAttribute("aria-selected", "false");
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  field(box).setAttribute("aria-activedescendant", option.id);
}

function key(box, event) {
  const all = options(box), open = !lists.get(box).hidden, at = all.indexOf(current(box));
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.isComposing) return;
  if (step) {
    event.preventDefault();
    if (!open) look(box);
    else mark(box, all[(at + step + (at < 0 && step < 0 ? 1 : 0) + all.length) % all.length]);
  } else if (event.key === "Enter" && (current(box) || field(box).value.trim())) {
    event.preventDefault(); // the form is sent by its button: here a name is chosen
    if (current(box)) choose(box, current(box));
    else if (open && lists.get(box).dataset.words === field(box).value) choose(box, all[0]);
    else look(box).then(() => { if (options(box).length === 1) choose(box, options(box)[0]); }); // typed faster than found
  } else if (event.key === "Escape" && open) { event.preventDefault(); event.stopPropagation(); close(box); }
}

function choose(box, option) {
  const input = field(box), picked = box.querySelector("[data-picked]"), value = option.dataset.key;
  const chip = box.querySelector("template").content.firstElementChild.cloneNode(true), tick = chip.querySelector("input");
  tick.value = value;
  chip.querySelector("bdi").textContent = option.querySelector("bdi").textContent;
  const old = [...picked.children].filter((one) => box.dataset.several === undefined || one.querySelector("input").value === value || !one.querySelector("input").checked);
  for (const one of old) one.remove();
  picked.append(chip);
  keep(box, value);
  input.value = "";
  close(box);
  box.querySelector("[data-told]").textContent = [...picked.querySelectorAll("bdi:first-of-type")].map((one) => one.textContent).join(comma);
  tick.dispatchEvent(new Event("change", { bubbles: true }));
}

const begin = (event) => {
  const box = event.target.closest?.("[data-chooser]");
  if (!box || event.target !== field(box)) return;
  if (!lists.has(box)) start(box);
  if (!field(box).value) look(box);
};
document.addEventListener("focusin", begin);
// Who came first, and has typed already.
const now = document.activeElement;
begin({ target: now });
if (now.value && now.closest("[data-chooser]")) look(now.closest("[data-chooser]"));
