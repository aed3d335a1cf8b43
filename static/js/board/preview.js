// What a step would do to the plan, said beside its button while one looks at it.
import { board, dialog, rows } from "./page.js";

const language = document.documentElement.lang || "de";
const written = (value) => value.toLocaleString(language);
const sign = (value) => (value > 0 ? "+" : value < 0 ? "−" : "±");
const signed = (value) => sign(value) + written(Math.abs(value));

// The weakest pair is the least of those that stay and of the new ones.
function weakestAfter(mentee, move) {
  const displaced = move.do.split(":")[3];
  const gone = [`row-${mentee}`, `row-${displaced}`];
  const stay = rows().filter((row) => !gone.includes(row.id));
  const other = move.other === "" ? -1 : Number(move.other);
  const points = [...stay.map((row) => Number(row.dataset.points)), Number(move.score), other];
  return Math.min(...points.filter((each) => each >= 0));
}

// `move` is what a button carries: do, score, total, matched, other.
export function effect(mentee, move) {
  const now = document.getElementById("board-figures").dataset;
  const weakest = weakestAfter(mentee, move);
  const values = {
    total: written(Number(now.total) + Number(move.total)),
    change: signed(Number(move.total)),
    weakest: written(weakest),
    weaker: signed(weakest - Number(now.weakest)),
    matched: written(Number(now.matched) + Number(move.matched)),
    mentees: written(Number(now.mentees)),
  };
  return board().dataset.preview.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
}

export function preview(button) {
  const places = ":scope > .board-preview, .board-panel > .board-preview";
  const place = (dialog.open ? dialog : board())?.querySelector(places);
  if (!place) return;
  const step = button && { do: button.value, ...button.dataset };
  place.hidden = !button;
  place.textContent = button ? effect(button.value.split(":")[1], step) : "";
}
