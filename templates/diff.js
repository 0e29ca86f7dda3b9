"use strict";
// Filters what is on the page already; without this script everything is shown.
const search = document.getElementById("search");
const boxes = [...document.querySelectorAll("input[data-class]")];
const entries = [...document.querySelectorAll("article")];
const sections = [...document.querySelectorAll("section[data-section]")];
const shown = document.getElementById("shown");

function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const classes = new Set(boxes.filter((box) => box.checked).map((box) => box.dataset.class));
  let count = 0;
  for (const entry of entries) {
    const text = entry.textContent.toLowerCase();
    const fits = words.every((word) => text.includes(word));
    entry.hidden = !(classes.has(entry.dataset.class) && fits);
    count += entry.hidden ? 0 : 1;
  }
  for (const section of sections) section.hidden = !section.querySelector("article:not([hidden])");
  shown.textContent = `${count} of ${entries.length} shown`;
}

function step(by) {
  const open = entries.filter((entry) => !entry.hidden);
  const at = open.indexOf(document.activeElement);
  const next = open[Math.min(Math.max(at + by, 0), open.length - 1)];
  if (next) next.focus();
}

document.addEventListener("keydown", (event) => {
  const typing = event.target === search;
  if (event.key === "Escape" && typing) search.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") { event.preventDefault(); search.focus(); }
  if (event.key === "j") step(1);
  if (event.key === "k") step(-1);
});
search.addEventListener("input", filter);
for (const box of boxes) box.addEventListener("change", filter);

// `#q=orders&class=data-loss` is a link to a filtered page.
const wanted = new URLSearchParams(location.hash.slice(1));
search.value = wanted.get("q") ?? "";
const only = wanted.getAll("class");
for (const box of boxes) box.checked = only.length === 0 || only.includes(box.dataset.class);
filter();
