// Arrow keys: the same thing in the next row; in a list of candidates the next one.
import { rows } from "./page.js";

const BY = { ArrowDown: 1, ArrowUp: -1 };
const KINDS = [".board-option", ".board-quiet", ".board-name"];

export function step(event) {
  const by = BY[event.key];
  if (!by || event.target.matches("select, textarea")) return;
  const panel = event.target.closest("[data-panel]");
  const goal = panel ? inPanel(panel, event.target, by) : inRows(event.target, by);
  if (goal === null) return;
  event.preventDefault();
  goal?.focus();
}

// Both answer null where arrow keys keep their own meaning, undefined at an end.
function inPanel(panel, at, by) {
  if (!at.matches("[data-search], .board-candidate")) return null;
  const all = [...panel.querySelectorAll(".board-candidates li:not([hidden]) button")];
  return all[all.indexOf(at) + by] || (by < 0 && panel.querySelector("[data-search]")) || undefined;
}

function inRows(at, by) {
  const row = at.closest(".board-row");
  if (!row) return null;
  const shown = rows().filter((each) => !each.hidden);
  const next = shown[shown.indexOf(row) + by];
  const kind = KINDS.find((each) => at.matches(each));
  return next?.querySelector(kind) || next?.querySelector(".board-name");
}
