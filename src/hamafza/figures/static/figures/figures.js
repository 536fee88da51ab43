// A column or block that is pasted into a cell fills the cells from there on, row by row.
"use strict";
(() => {
  const form = document.querySelector("form[data-paste]");
  if (!form) return;
  const rows = [...form.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("input")]);

  form.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
    if (!/[\t\n]/.test(text)) return;
    const from = rows.findIndex((row) => row.includes(event.target));
    if (from < 0) return;
    event.preventDefault();
    const left = rows[from].indexOf(event.target);
    text.split(/\r?\n/).forEach((line, down) => line.split("\t").forEach((cell, along) => {
      const place = rows[from + down]?.[left + along];
      if (place) place.value = cell.trim();
    }));
  });
})();
