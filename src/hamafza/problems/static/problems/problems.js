// While a problem is written: those that say nearly the same stand below its line, and follow what is typed.
"use strict";
(() => {
  const form = document.querySelector("form[data-alike]"), typed = ["title", "words"];
  if (!form) return;
  let waiting, asked = 0;

  async function look() {
    const turn = ++asked;
    const answer = await fetch(form.dataset.alike, {method: "POST", body: new FormData(form)}).catch(() => null);
    if (!answer?.ok || turn !== asked) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
    const old = document.getElementById("alike");
    if (!old.contains(document.activeElement)) old.replaceWith(fresh);
  }

  form.addEventListener("input", (event) => {
    if (!typed.includes(event.target.name)) return;
    clearTimeout(waiting);
    waiting = setTimeout(look, 400);
  });
})();
