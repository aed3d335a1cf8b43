// Filters, order and search: at once, on what is there.
import { rows } from "./page.js";

const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
const wordsOf = (input) => fold(input.value).split(/\s+/).filter(Boolean);
const holds = (row, words) => words.every((word) => fold(row.dataset.find).includes(word));

const points = (row) => Number(row.dataset.points);
const best = (row) => (points(row) < 0 ? -Infinity : -points(row));
const KEYS = { name: () => 0, best, "": points };

export function filter() {
  const { show, sort, q } = document.querySelector(".board-tools").elements;
  const words = wordsOf(q);
  for (const row of rows()) {
    const fits = !show.value || row.dataset.states.split(" ").includes(show.value);
    row.hidden = !fits || !holds(row, words);
  }
  const key = KEYS[sort.value];
  const byName = (a, b) => a.dataset.name.localeCompare(b.dataset.name);
  document
    .getElementById("board-rows")
    .append(...rows().sort((a, b) => key(a) - key(b) || byName(a, b)));
  count();
}

export function count() {
  const shown = rows().filter((row) => !row.hidden).length;
  const told = document.querySelector(".board-tools [data-count]");
  if (told) told.textContent = shown;
  document.querySelector(".board-none").hidden = shown > 0;
}

// The candidates of a panel.
export function search(input) {
  const words = wordsOf(input);
  for (const each of input.closest("form").querySelectorAll("li[data-find]")) {
    each.hidden = !holds(each, words);
  }
}
