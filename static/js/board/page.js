// What stands on the board, and saying what was done.
export const dialog = document.querySelector(".board-dialog");
export const card = document.querySelector(".board-card");
export const board = () => document.querySelector("[data-board]");
export const form = () => document.getElementById("board-step");
export const rows = () => [...document.querySelectorAll(".board-row")];

// Said where one looks, and to ears.
export function say(text, refusal = false) {
  const seen = dialog.open && dialog.querySelector(".board-said");
  const place = seen || board().querySelector(".board-said");
  place.classList.toggle("is-refusal", refusal);
  place.textContent = text;
}
