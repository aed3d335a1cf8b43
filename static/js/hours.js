// The week grid: arrow keys, drawing a length of time, and forms in a dialog. Without script each
// cell is a link to its form.
import { closeByButton, load, opensElsewhere, show } from "./dialog.js";

const SPOT = "[data-spot]";
const dialog = document.querySelector(".hours-dialog");
let drawn = null; // { from, to }: cells of one day, in order of time

const grid = () => document.querySelector(".hours-grid");
const linkIn = (cell) => cell?.querySelector("a");
const rowsOf = () => [...grid().rows];

// Roving focus: one cell is in the order of tabs, arrow keys reach the others.
function rove(link) {
  for (const each of grid().querySelectorAll("a")) each.tabIndex = -1;
  if (link) link.tabIndex = 0;
}

function begin(key) {
  const links = [...grid().querySelectorAll("td a")].filter((link) => link.offsetParent);
  rove(links.find((link) => link.id === key) || links[0]);
}

function neighbour(cell, down, right) {
  const rows = rowsOf();
  const row = rows[cell.parentElement.rowIndex + down];
  let index = cell.cellIndex + right;
  while (row?.cells[index] && !row.cells[index].offsetParent) index += right || 1;
  return linkIn(row?.cells[index]);
}

function target(cell, event) {
  const row = cell.parentElement;
  const shown = [...row.cells].filter((each) => linkIn(each)?.offsetParent);
  return {
    ArrowUp: () => neighbour(cell, -1, 0),
    ArrowDown: () => neighbour(cell, 1, 0),
    ArrowLeft: () => neighbour(cell, 0, -1),
    ArrowRight: () => neighbour(cell, 0, 1),
    Home: () => linkIn(shown[0]),
    End: () => linkIn(shown.at(-1)),
  }[event.key]?.();
}

function mark(from, to) {
  for (const cell of grid().querySelectorAll(".is-drawn")) cell.classList.remove("is-drawn");
  drawn = null;
  if (!from || !to) return;
  const ends = [from.parentElement.rowIndex, to.parentElement.rowIndex];
  const [first, last] = ends.sort((a, b) => a - b);
  for (const row of rowsOf().slice(first, last + 1)) {
    row.cells[from.cellIndex].classList.add("is-drawn");
  }
  drawn = { from, to, first, last };
}

// The form for a cell knows from its address how long the drawn time is.
function address(link) {
  if (!drawn || drawn.first === drawn.last) return link.href;
  const rows = rowsOf();
  const start = linkIn(rows[drawn.first].cells[drawn.from.cellIndex]);
  if (!start?.matches(SPOT)) return link.href;
  const after = rows[drawn.last + 1]?.cells[0].textContent.trim() || "23:59";
  return `${start.href}&until=${after}`;
}

const edit = (page) =>
  show(dialog, page.querySelector("[data-editor]"), [
    "[role=alert], .errors input",
    "input:not([type=hidden]), button",
  ]);

async function openForm(link) {
  const [answer, page] = await load(address(link));
  if (!answer.ok) return location.assign(link.href);
  dialog.dataset.from = link.id;
  edit(page);
}

// The new week takes the place of the old one; what was done is said where one looks.
function renew(page) {
  const said = page
    .querySelector("#main > [role=region]")
    ?.textContent.replace(/^\s*[a-z_]+\s*$/gm, "")
    .replace(/\s+/g, " ")
    .trim();
  document.querySelector("[data-hours]").replaceWith(page.querySelector("[data-hours]"));
  dialog.close();
  begin(dialog.dataset.from);
  grid().querySelector("[tabindex='0']")?.focus({ preventScroll: true });
  document.querySelector(".hours-said").textContent = said || "";
}

async function send(form, button) {
  const body = new FormData(form);
  if (button?.name) body.append(button.name, button.value);
  const [answer, page] = await load(form.action, { method: "POST", body });
  if (answer.redirected && page.querySelector("[data-hours]")) renew(page);
  else if (page.querySelector("[data-editor]")) edit(page);
  else location.reload();
}

if (grid() && dialog) {
  begin();
  document.addEventListener("focusin", (event) => {
    if (event.target.closest(".hours-grid")) rove(event.target);
  });
  document.addEventListener("keydown", (event) => {
    const cell = event.target.closest?.(".hours-grid :is(td, th)");
    if (!cell) return;
    if (event.key === " ") {
      event.preventDefault();
      event.target.click();
    }
    const next = target(cell, event);
    if (!next) return;
    event.preventDefault();
    const down = event.shiftKey && ["ArrowDown", "ArrowUp"].includes(event.key);
    mark(down ? drawn?.from || cell : null, next.closest("td"));
    next.focus();
  });
  document.addEventListener("pointerdown", (event) => {
    const cell = event.target.closest(".hours-grid td");
    mark();
    if (cell && event.button === 0 && event.pointerType === "mouse")
      drawn = { from: cell, to: cell };
  });
  document.addEventListener("pointerover", (event) => {
    const cell = event.target.closest?.(".hours-grid td");
    if (cell && event.buttons === 1 && drawn?.from.cellIndex === cell.cellIndex)
      mark(drawn.from, cell);
  });
  // A drag ends in another cell than it began, so no click follows.
  document.addEventListener("pointerup", (event) => {
    const cell = event.target.closest?.(".hours-grid td");
    const link = linkIn(drawn?.from);
    if (cell && drawn?.first !== drawn?.last && link?.matches(SPOT)) openForm(link);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest(SPOT);
    if (!link || opensElsewhere(event)) return;
    event.preventDefault();
    openForm(link);
  });
  closeByButton(dialog);
  dialog.addEventListener("close", () => {
    mark();
    document.getElementById(dialog.dataset.from)?.focus();
  });
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.target, event.submitter);
  });
}

document.querySelectorAll("[data-copy]").forEach((button) => {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).value);
    button.textContent = button.dataset.done;
  });
});
