// Files go to the server as soon as they are chosen, and again when the line is back: no fault of the form loses them.
"use strict";
(() => {
  const form = document.querySelector("form.item-form");
  if (!form) return;
  const PATIENCE = [1000, 3000, 8000, 20000], LARGEST = 2560, SMALL_ENOUGH = 1200000; // ms; pixels; bytes
  const field = (name) => form.elements.namedItem(name);
  const words = form.dataset;
  const pending = new Set(), waiting = window.hamafzaWaiting;
  const persian = document.documentElement.lang === "fa";
  const digits = (value) => persian ? String(value).replace(/\d/g, (d) => "۰۱۲۳۴۵۶۷۸۹"[d]) : String(value);
  window.hamafzaUploads = { pending, ready: () => Promise.all(pending), digits };

  // A camera's photo is larger than any page shows it: made smaller here, it costs a bad line a fifth.
  const smaller = async (file) => {
    if (file.size < SMALL_ENOUGH || !/^image\/(jpeg|webp)$/.test(file.type) || !window.createImageBitmap) return file;
    try {
      const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = LARGEST / Math.max(bitmap.width, bitmap.height);
      if (scale >= 1) return file;
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(bitmap.width * scale); canvas.height = Math.round(bitmap.height * scale);
      canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.88); });
      return blob && blob.size < file.size ? new File([blob], file.name, { type: "image/jpeg" }) : file;
    } catch { return file; }
  };

  const once = (kind, file, told) => new Promise((done, failed) => {
    const request = new XMLHttpRequest(), data = new FormData();
    data.append("unit", field("unit").value);
    data.append("file", file, file.name);
    request.open("POST", words.uploads.replace("KIND", kind));
    request.setRequestHeader("X-CSRFToken", field("csrfmiddlewaretoken").value);
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) told(Math.floor(100 * event.loaded / event.total)); });
    request.addEventListener("load", () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* a page instead of an answer: treated as a failure below */ }
      if (request.status === 200 && answer.id) done(answer);
      else if (request.status === 422 || request.status === 413) failed({ final: true, message: answer.error || words.failed });
      else failed(request.status === 429 ? { message: answer.error, busy: true } : {});
    });
    for (const name of ["error", "timeout", "abort"]) request.addEventListener(name, () => failed({}));
    request.send(data);
  });
  const online = () => navigator.onLine ? Promise.resolve() : new Promise((done) => addEventListener("online", done, { once: true }));
  const pause = (time) => new Promise((done) => setTimeout(done, time));

  // Sends until it has arrived, is refused, or was tried five times while the line was there.
  const send = async (kind, file, row) => {
    const box = row.querySelector("[data-progress]"), bar = box.querySelector("progress"), said = box.querySelector("[data-said]"), again = box.querySelector("[data-again]");
    box.hidden = false; again.hidden = true; box.dataset.state = "sending";
    const small = kind === "picture" ? await smaller(file) : file;
    for (let turn = 0; ; turn += 1) {
      if (!navigator.onLine) said.textContent = words.waiting;
      await online();
      try {
        const answer = await once(kind, small, (percent) => { bar.value = percent; said.textContent = `${digits(percent)}${persian ? "٪" : "%"}`; });
        bar.value = 100; said.textContent = words.arrived; box.dataset.state = "arrived";
        return answer;
      } catch (problem) {
        if (problem.final || (turn >= PATIENCE.length && navigator.onLine)) {
          said.textContent = problem.message || words.failed; box.dataset.state = "failed"; bar.hidden = true;
          again.hidden = Boolean(problem.final);
          if (problem.final) return null;
          await new Promise((done) => { again.addEventListener("click", done, { once: true }); });
          bar.hidden = false; again.hidden = true; turn = -1;
          continue;
        }
        said.textContent = problem.message || words.waiting;
        if (problem.busy) turn -= 1; // its turn comes: others are served first
        await pause(PATIENCE[Math.max(0, Math.min(turn, PATIENCE.length - 1))] + Math.random() * 500);
      }
    }
  };
  // One after the other: on a thin line the first arrives sooner, and the server prepares one at a time anyhow.
  let line = Promise.resolve();
  const inLine = (work) => { const mine = line.then(work); line = mine.catch(() => {}); return mine; };
  const tracked = (work) => { pending.add(work); work.finally(() => pending.delete(work)); return work; };
  const changed = () => form.dispatchEvent(new Event("input", { bubbles: true }));

  // Rows

  const list = (name) => form.querySelector(`[data-rows=${name}]`);
  const add = (name) => {
    const total = field(`${name}-TOTAL_FORMS`);
    list(name).insertAdjacentHTML("beforeend", form.querySelector(`template[data-empty=${name}]`).innerHTML.replaceAll("__prefix__", total.value));
    total.value = Number(total.value) + 1;
    const row = list(name).lastElementChild;
    (name === "pictures" ? photo : proof)(row);
    return row;
  };
  const shownRows = (name) => [...list(name).children].filter((row) => !row.hidden);
  const number = () => {
    shownRows("pictures").forEach((row, index) => {
      row.querySelector("[data-number]").textContent = digits(index + 1);
      row.querySelector("[data-order] input").value = index + 1;
      row.querySelector("[data-up]").disabled = index === 0;
      row.querySelector("[data-down]").disabled = index === shownRows("pictures").length - 1;
    });
  };
  const removable = (row, after) => {
    const box = row.querySelector("[name$=-DELETE]");
    const take = () => { row.hidden = box.checked; after(); };
    box.addEventListener("change", take);
    if (box.checked) row.hidden = true;
  };
  const move = (row, other, place) => { if (other) { other[place](row); number(); changed(); } };
  const photo = (row) => {
    row.querySelector("[data-order]").hidden = true;
    const up = row.querySelector("[data-up]"), down = row.querySelector("[data-down]");
    up.hidden = down.hidden = false;
    up.addEventListener("click", () => { const all = shownRows("pictures"); move(row, all[all.indexOf(row) - 1], "before"); up.focus(); });
    down.addEventListener("click", () => { const all = shownRows("pictures"); move(row, all[all.indexOf(row) + 1], "after"); down.focus(); });
    removable(row, number);
    row.draggable = false;
    const view = row.querySelector("[data-thumb]").parentElement;
    view.draggable = true;
    view.addEventListener("dragstart", (event) => { dragged = row; event.dataTransfer.setData("text/plain", ""); });
    view.addEventListener("dragend", () => { dragged = null; number(); changed(); });
    row.addEventListener("dragover", (event) => {
      if (!dragged || dragged === row) return;
      event.preventDefault();
      const box = row.getBoundingClientRect();
      row[event.clientY < box.top + box.height / 2 ? "before" : "after"](dragged);
    });
  };
  let dragged = null;
  const proof = (row) => {
    removable(row, () => {});
    const input = row.querySelector("input[type=file]");
    input.addEventListener("change", () => { if (input.files[0]) tracked(takeDocument(row, input.files[0])).then(changed); });
  };

  // `known`: its number among those this browser has kept, if it comes from there.
  const takePicture = async (row, file, known) => {
    const thumb = row.querySelector("[data-thumb]"), caption = row.querySelector("[name$=-caption]");
    thumb.src = URL.createObjectURL(file); thumb.hidden = false;
    const id = known === undefined ? await waiting.keep(field("draft_key").value, file) : known;
    const remember = () => waiting.caption(id, caption.value);
    caption.addEventListener("input", remember);
    row.querySelector("[name$=-DELETE]").addEventListener("change", () => waiting.drop(id));
    if (caption.value) remember();
    const answer = await inLine(() => send("picture", file, row));
    if (answer) { row.querySelector("[name$=-picture]").value = answer.id; thumb.src = answer.src; }
    else { row.querySelector("[name$=-DELETE]").checked = true; thumb.hidden = true; row.classList.add("photo-refused"); }
    caption.removeEventListener("input", remember);
    waiting.drop(id);
  };
  const takeDocument = async (row, file) => {
    const answer = await inLine(() => send("file", file, row));
    if (!answer) return;
    row.querySelector("[name$=-attachment]").value = answer.id;
    const kept = row.querySelector("[data-kept]");
    kept.hidden = false; kept.querySelector("bdi").textContent = answer.name;
    row.querySelector("input[type=file]").value = "";
  };

  const chooser = field("new_pictures");
  chooser.addEventListener("change", () => {
    const files = [...chooser.files], room = Number(field("pictures-MAX_NUM_FORMS").value) - Number(field("pictures-TOTAL_FORMS").value);
    for (const file of files.slice(0, room)) tracked(takePicture(add("pictures"), file)).then(() => { number(); changed(); });
    number();
    chooser.value = "";
  });
  for (const row of list("pictures").children) photo(row);
  waiting.of(field("draft_key").value).then((kept) => {
    for (const { id, file, caption } of kept) {
      const row = add("pictures");
      row.querySelector("[name$=-caption]").value = caption;
      tracked(takePicture(row, file, id)).then(() => { number(); changed(); });
    }
    if (kept.length) number();
  });
  for (const row of list("evidence").children) proof(row);
  number();
  const more = form.querySelector("[data-add=evidence]");
  more.hidden = false;
  // An untouched row is there for those without JavaScript; here it waits until it is wanted.
  const untouched = (row) => !row.querySelector(".errors, [name$=-attachment][value]:not([value=''])") && [...row.querySelectorAll("input:not([type=radio], [type=hidden], [type=checkbox])")].every((input) => !input.value);
  const spare = [...list("evidence").children].filter(untouched);
  for (const row of spare) row.hidden = true;
  more.addEventListener("click", () => {
    const row = spare.shift() || add("evidence");
    row.hidden = false;
    list("evidence").append(row);
    row.querySelector("input[type=radio]:checked, input[type=radio]").focus();
  });
})();
