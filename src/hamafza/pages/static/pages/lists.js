// Ticks in a list: how many there are, and all of the page with one. Without this the list works the same.
"use strict";
(() => {
  // On a phone the list comes first; the filters that are on stand below them as words.
  if (matchMedia("(max-width: 50rem)").matches) for (const more of document.querySelectorAll(".filters-more")) more.open = Boolean(more.querySelector(".has-error"));
  const bar = document.getElementById("bulk");
  if (!bar) return;
  const said = bar.querySelector("[data-picked]"), whole = bar.querySelector("input[name=all]");
  const boxes = () => [...document.querySelectorAll("input[name=pick]")];
  const every = () => document.querySelector("[data-pick-page]");
  const words = (number) => bar.dataset.picks.replace("#", number.toLocaleString(document.documentElement.lang));
  function show() {
    const picked = boxes().filter((box) => box.checked).length;
    said.hidden = !picked || whole?.checked;
    said.textContent = words(picked);
    bar.classList.toggle("is-picked", picked > 0 || Boolean(whole?.checked));
    if (every()) {
      every().checked = picked > 0 && picked === boxes().length;
      every().indeterminate = picked > 0 && picked < boxes().length;
    }
  }
  document.addEventListener("change", (event) => {
    const group = event.target.matches("[data-pick-group]") && event.target.closest(".card");
    if (group) for (const box of group.querySelectorAll("input[name=pick]")) box.checked = event.target.checked;
    if (event.target.matches("[data-pick-page]")) for (const box of boxes()) box.checked = event.target.checked;
    if (event.target.matches("[data-pick-page], [data-pick-group], input[name=pick], input[name=all]")) show();
  });
  addEventListener("pageshow", show); // a browser that goes back keeps the ticks
})();
