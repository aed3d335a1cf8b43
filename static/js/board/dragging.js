// Dragging a name onto a mentor.
import { form } from "./page.js";
import { effect } from "./preview.js";
import { JSON_TYPE, send } from "./sending.js";

// Beside the pointer, and within the window.
const BESIDE = 14;
const WIDTH = 330;
// So near an edge, in pixels, the page moves on.
const EDGE = 60;
// From so many pixels on a press is no click any more.
const PULLED = 5;
let pressed = null; // { grip, x, y }: where the button went down
let drag = null; // { row, ghost, over, options }: what is held, over whom, and who could be chosen

export const isDragging = () => drag !== null;

export function press({ clientX, clientY }, grip) {
  pressed = { grip, x: clientX, y: clientY };
}

export function pull(event) {
  if (!pressed) return;
  const { grip, x, y } = pressed;
  if (Math.hypot(event.clientX - x, event.clientY - y) < PULLED) return;
  pressed = null;
  begin(event, grip);
}

export function release() {
  pressed = null;
}

async function begin(event, grip) {
  const row = grip.closest(".board-row");
  drag = { row, ghost: ghostOf(row), over: null, options: null };
  const mine = drag;
  document.body.append(mine.ghost);
  document.documentElement.classList.add("is-dragging");
  follow(event);
  const { href } = row.querySelector(".board-name");
  const answer = await fetch(href, { headers: { Accept: JSON_TYPE }, credentials: "same-origin" });
  if (drag !== mine || !answer.ok) return;
  mine.options = (await answer.json()).options;
  for (const each of document.querySelectorAll("[data-mentor]")) {
    each.classList.toggle("is-target", each.dataset.mentor in mine.options);
  }
}

function ghostOf(row) {
  const ghost = document.createElement("p");
  ghost.className = "board-ghost";
  const name = Object.assign(document.createElement("b"), { textContent: row.dataset.name });
  ghost.append(name, document.createElement("span"));
  return ghost;
}

export function follow(event) {
  const { ghost, options } = drag;
  const left = Math.min(event.clientX + BESIDE, innerWidth - WIDTH);
  ghost.style.transform = `translate(${left}px, ${event.clientY + BESIDE}px)`;
  const under = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-mentor]");
  const option = under && options?.[under.dataset.mentor];
  drag.over?.classList.remove("is-over");
  drag.over = option ? under : null;
  drag.over?.classList.add("is-over");
  ghost.lastChild.textContent = option ? told(option) : "";
  if (event.clientY < EDGE) scrollBy(0, -BESIDE);
  else if (event.clientY > innerHeight - EDGE) scrollBy(0, BESIDE);
}

function told(option) {
  const first = [option.name, option.gain, option.then].filter(Boolean).join(" · ");
  const mentee = drag.row.id.slice("row-".length);
  return `${first}. ${effect(mentee, { ...option, score: option.points })}`;
}

export function drop(event) {
  const { over, options, row } = drag;
  clear();
  ignoreClick();
  if (event.type !== "pointerup" || !over) return;
  const data = new FormData(form());
  data.append("do", options[over.dataset.mentor].do);
  send(data, { row: row.id, name: true });
}

// Whoever lets a name go over itself has not chosen it.
function ignoreClick() {
  const ignore = (event) => event.preventDefault() || event.stopPropagation();
  addEventListener("click", ignore, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", ignore, { capture: true }));
}

function clear() {
  drag.ghost.remove();
  drag = null;
  document.documentElement.classList.remove("is-dragging");
  for (const each of document.querySelectorAll(".is-target, .is-over")) {
    each.classList.remove("is-target", "is-over");
  }
}
