// The heading counts what waits in the panels below it, also after one of them was fetched again.
"use strict";
(() => {
  const heading = document.getElementById("now-waits");
  const words = heading.dataset.headings.split("|");
  const count = () => [...document.querySelectorAll("main [data-waits]")].reduce((sum, one) => sum + Number(one.dataset.waits), 0);
  const many = (number) => words.at(-1).replace("#", number.toLocaleString(document.documentElement.lang));
  const say = () => {
    const number = count(), text = number < words.length - 1 ? words[number] : many(number);
    if (heading.textContent !== text) heading.textContent = text; // writing it is a change itself
  };
  new MutationObserver(say).observe(document.getElementById("main"), { subtree: true, childList: true, attributeFilter: ["data-waits"] });
})();
