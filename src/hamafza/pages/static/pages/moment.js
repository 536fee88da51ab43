// A field for a moment or a day: repeats in words what was understood, and offers a month to choose a day from. `forms.js`
// fetches it when somebody comes to such a field.
const DAY = 86400000;
const persian = document.documentElement.lang === "fa";
const parts = (calendar, day) => {
  const format = new Intl.DateTimeFormat(`en-u-ca-${calendar}-nu-latn`, { year: "numeric", month: "numeric", day: "numeric", timeZone: "UTC" });
  const found = Object.fromEntries(format.formatToParts(day).map((part) => [part.type, part.value]));
  return { year: parseInt(found.year, 10), month: parseInt(found.month, 10), day: parseInt(found.day, 10) };
};
const named = (calendar, options) => new Intl.DateTimeFormat(`${persian ? "fa" : "en-GB"}-u-ca-${calendar}`, { ...options, timeZone: "UTC" });
const inWords = (calendar, day, is) => `${named(calendar, { weekday: "long" }).format(day)} ${shownNumber(is.day)} ${named(calendar, { month: "long" }).format(day)} ${shownNumber(is.year)}`;
const shownNumber = (value) => value.toLocaleString(persian ? "fa" : "en", { useGrouping: false });
const pad = (value) => String(value).padStart(2, "0");

// The first day of the month that `day` is in, whichever calendar: days are counted back one by one.
const firstOf = (calendar, day) => new Date(day.getTime() - (parts(calendar, day).day - 1) * DAY);
const lengthOf = (calendar, first) => {
  let length = 28;
  while (parts(calendar, new Date(first.getTime() + length * DAY)).day !== 1) length += 1;
  return length;
};

const started = new WeakSet();
const start = (box) => {
  if (started.has(box)) return;
  started.add(box);
  const input = box.querySelector("input"), heard = box.querySelector("[data-heard]");
  const chips = box.querySelector("[data-chips]"), grid = box.querySelector("[data-grid]"), opener = box.querySelector("[data-month]");
  const onlyDay = box.dataset.day !== undefined, today = new Date(`${box.dataset.today}T00:00:00Z`);
  let calendar = persian ? "persian" : "gregory", first = firstOf(calendar, today), asked = 0, timer = 0, chosen = "";

  const hear = async () => {
    const text = input.value.trim(), number = ++asked;
    if (!text) { say("", ""); return; }
    try {
      const answer = await fetch(`${box.dataset.moment}?text=${encodeURIComponent(text)}`);
      if (number !== asked || answer.redirected) return;
      const told = await answer.json();
      chosen = (told.moment || "").slice(0, 10);
      say(told.words || told.error, told.words ? "understood" : "unclear");
    } catch { say("", ""); } // the server reads it again when the form is sent
  };
  const say = (words, state) => {
    heard.textContent = words;
    heard.dataset.state = state;
    box.dispatchEvent(new CustomEvent("moment", { bubbles: true, detail: { words: state === "understood" ? words : "" } }));
  };
  if (!onlyDay) input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(hear, 350); });
  const put = (text) => { input.value = text; input.dispatchEvent(new Event("input", { bubbles: true })); };
  const time = () => (input.value.match(/[0-9۰-۹]{1,2}:[0-9۰-۹]{2}/) || [persian ? "۰۹:۰۰" : "09:00"])[0];

  const draw = (pressed) => {
    const length = lengthOf(calendar, first), offset = (first.getUTCDay() + (persian ? 1 : 6)) % 7;
    const head = document.createElement("div"), days = document.createElement("div"), foot = document.createElement("button");
    head.className = "moment-head";
    const step = (label, by, sign) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: sign, ariaLabel: label });
      button.addEventListener("click", () => { first = firstOf(calendar, new Date(first.getTime() + by * DAY)); draw(sign); });
      return button;
    };
    const name = document.createElement("strong");
    name.textContent = `${named(calendar, { month: "long" }).format(first)} ${shownNumber(parts(calendar, first).year)}`;
    name.setAttribute("aria-live", "polite");
    head.append(step(box.dataset.previous, -1, persian ? "›" : "‹"), name, step(box.dataset.next, length, persian ? "‹" : "›"));
    days.className = "moment-days";
    for (let index = 0; index < 7; index += 1) {
      const label = document.createElement("span");
      label.textContent = named(calendar, { weekday: "narrow" }).format(new Date(first.getTime() + (index - offset) * DAY));
      days.append(label);
    }
    for (let index = 0; index < length; index += 1) {
      const day = new Date(first.getTime() + index * DAY), button = document.createElement("button"), is = parts(calendar, day);
      Object.assign(button, { type: "button", textContent: shownNumber(index + 1), disabled: !onlyDay && day < today });
      button.setAttribute("aria-label", inWords(calendar, day, is));
      if (index === 0) button.dataset.column = String(offset + 1);
      const iso = day.toISOString().slice(0, 10);
      if (iso === chosen) button.setAttribute("aria-pressed", "true");
      if (day.getTime() === today.getTime()) button.setAttribute("aria-current", "date");
      button.addEventListener("click", () => {
        const numbers = `${is.year}/${pad(is.month)}/${pad(is.day)}`;
        put(`${persian ? numbers.replace(/\d/g, (d) => "۰۱۲۳۴۵۶۷۸۹"[d]) : numbers.replaceAll("/", "-")}${onlyDay ? "" : ` ${time()}`}`);
        chosen = iso;
        if (onlyDay) shut(); else draw();
      });
      days.append(button);
    }
    Object.assign(foot, { type: "button", className: "moment-other", textContent: calendar === "persian" ? box.dataset.otherFa : box.dataset.otherEn });
    foot.addEventListener("click", () => {
      calendar = calendar === "persian" ? "gregory" : "persian";
      first = firstOf(calendar, new Date(first.getTime() + 14 * DAY)); draw(); grid.lastChild.focus();
    });
    grid.replaceChildren(head, days, foot);
    [...head.querySelectorAll("button")].find((button) => button.textContent === pressed)?.focus();
  };
  // Arrows walk over the days; a week up and down, and in the direction of the script.
  grid.addEventListener("keydown", (event) => {
    const days = [...grid.querySelectorAll(".moment-days button:not(:disabled)")], at = days.indexOf(document.activeElement);
    const line = persian ? -1 : 1, step = { ArrowRight: line, ArrowLeft: -line, ArrowDown: 7, ArrowUp: -7 }[event.key];
    if (at < 0 || !step) return;
    event.preventDefault();
    days[Math.min(Math.max(at + step, 0), days.length - 1)].focus();
  });

  const shut = () => { grid.hidden = true; opener.setAttribute("aria-expanded", "false"); opener.focus(); };
  box.addEventListener("keydown", (event) => { if (event.key === "Escape" && !grid.hidden) { event.stopPropagation(); shut(); } });
  chips.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button !== opener) { put(button.textContent); return; }
    grid.hidden = !grid.hidden;
    opener.setAttribute("aria-expanded", String(!grid.hidden));
    if (grid.hidden) return;
    grid.classList.remove("is-turned"); // at the edge it opens to the other side
    const { left, right } = grid.getBoundingClientRect();
    grid.classList.toggle("is-turned", left < 0 || right > innerWidth);
    if (chosen) first = firstOf(calendar, new Date(`${chosen}T00:00:00Z`));
    draw();
  });
  if (input.value && !onlyDay) hear();
};
const startAll = () => { document.querySelectorAll("[data-moment]").forEach(start); };
startAll();
// A part of the page may have been fetched again since.
for (const kind of ["focusin", "toggle"]) document.addEventListener(kind, startAll, true);
