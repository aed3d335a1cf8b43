// A step is sent, and what it changed takes its place on the page.
import { parsed } from "../dialog.js";
import { count } from "./filters.js";
import { back, spot } from "./focus.js";
import { board, dialog, form, say } from "./page.js";

export const JSON_TYPE = "application/json";
// A change to more rows than that is a new plan: marking each says nothing.
const MOST_MARKED = 40;
let busy = false;

export const isBusy = () => busy;

export async function send(data, from = spot()) {
  if (busy) return;
  busy = true;
  board().setAttribute("aria-busy", "true");
  try {
    await answered(await post(data), from);
  } catch {
    say(board().dataset.offline, true);
  } finally {
    busy = false;
    board().removeAttribute("aria-busy");
  }
}

const post = (body) =>
  fetch(form().action, {
    method: "POST",
    body,
    headers: { Accept: JSON_TYPE },
    credentials: "same-origin",
  });

async function answered(answer, from) {
  if (!answer.headers.get("Content-Type")?.startsWith(JSON_TYPE)) return replace(answer);
  const found = await answer.json();
  if (!answer.ok) return say(found.said, true);
  if (dialog.open) dialog.close();
  form().elements.version.value = found.version;
  document.querySelector(".board-stale")?.remove();
  put(found.parts);
  back(from);
  say(found.said);
  count();
}

// `parts` are pieces of HTML by the id of what they replace.
function put(parts) {
  const marked = [];
  for (const [id, html] of Object.entries(parts)) {
    const fresh = document.adoptNode(parsed(html).body.firstElementChild);
    document.getElementById(id)?.replaceWith(fresh);
    if (fresh.matches(".board-row")) marked.push(fresh);
  }
  if (marked.length >= MOST_MARKED) return;
  for (const row of marked) row.classList.add("is-new");
}

// Somebody else was quicker: the board as it is now, with an offer to do the same again.
async function replace(answer) {
  const fresh = parsed(await answer.text()).querySelector("[data-board]");
  if (!fresh) return location.reload();
  if (dialog.open) dialog.close();
  board().replaceWith(document.adoptNode(fresh));
  document.querySelector(".board-stale")?.focus();
}
