// The board: steps without loading the page, by pointer, touch and keyboard. Without script every
// button belongs to a form, and a name leads to a page.
const JSON_TYPE = "application/json";
const EVERY = 10_000;
const dialog = document.querySelector(".board-dialog");
const board = () => document.querySelector("[data-board]");
const form = () => document.getElementById("board-step");
const rows = () => [...document.querySelectorAll(".board-row")];
const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
let busy = false;

// What was done is said where one looks, and to ears.
function say(text, refusal = false) {
  const place = (dialog?.open && dialog.querySelector(".board-said")) || board().querySelector(".board-said");
  place.classList.toggle("is-refusal", refusal);
  place.textContent = text;
}

const parsed = (html) => new DOMParser().parseFromString(html, "text/html");

function put(parts) {
  const new_ = [];
  for (const [id, html] of Object.entries(parts)) {
    const fresh = document.adoptNode(parsed(`<div>${html}</div>`).body.firstElementChild.firstElementChild);
    document.getElementById(id)?.replaceWith(fresh);
    if (fresh.matches(".board-row")) new_.push(fresh);
  }
  if (new_.length < 40) new_.forEach((row) => row.classList.add("is-new"));
}

// Where the focus was, so that it finds its place when a row has been drawn anew.
function spot() {
  const at = document.activeElement;
  const row = at?.closest(".board-row");
  const home = row || at?.closest("#board-figures");
  return { row: home?.id, value: at?.value, name: !at?.value };
}

function back({ row, value, name }) {
  const home = row && document.getElementById(row);
  if (!home || home.contains(document.activeElement)) return;
  const again = !name && [...home.querySelectorAll("button")].find((one) => one.value === value && !one.disabled);
  (again || home.querySelector(".board-name") || home.querySelector("button:not(:disabled)"))?.focus({ preventScroll: true });
}

async function send(data, from = spot()) {
  if (busy) return;
  busy = true;
  board().setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form().action, { method: "POST", body: data, headers: { Accept: JSON_TYPE }, credentials: "same-origin" });
    if (!answer.headers.get("Content-Type")?.startsWith(JSON_TYPE)) return await stale(answer);
    const found = await answer.json();
    if (!answer.ok) return say(found.said, true);
    if (dialog.open) dialog.close();
    form().elements.version.value = found.version;
    document.querySelector(".board-stale")?.remove();
    put(found.parts);
    back(from);
    say(found.said);
    count();
  } catch {
    say(board().dataset.offline, true);
  } finally {
    busy = false;
    board().removeAttribute("aria-busy");
  }
}

// Somebody else was quicker: the board as it is now, with an offer to do the same again.
async function stale(answer) {
  const page = parsed(await answer.text());
  const fresh = page.querySelector("[data-board]");
  if (!fresh) return location.reload();
  if (dialog.open) dialog.close();
  board().replaceWith(document.adoptNode(fresh));
  document.querySelector(".board-stale")?.focus();
}

async function open(address) {
  const [path, part] = address.split("#");
  const answer = await fetch(path, { credentials: "same-origin" });
  const panel = answer.ok && parsed(await answer.text()).querySelector("[data-panel]");
  if (!panel) return location.assign(address);
  dialog.replaceChildren(document.adoptNode(panel));
  dialog.dataset.from = `row-${panel.dataset.panel}`;
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  if (part) dialog.querySelector(`#${part}`)?.closest("details")?.setAttribute("open", "");
  // With fingers a field would bring up a keyboard over what one came to see.
  const field = part ? "#rationale" : matchMedia("(pointer: coarse)").matches ? "[data-close]" : "[data-search]";
  (dialog.querySelector(field) || dialog.querySelector("[data-close]"))?.focus();
}

// Filters and order: at once, on what is there.
function narrow() {
  const { show, sort, q } = document.querySelector(".board-tools").elements;
  const words = fold(q.value).split(/\s+/).filter(Boolean);
  rows().forEach((row) => {
    const fits = !show.value || row.dataset.states.split(" ").includes(show.value);
    row.hidden = !fits || !words.every((word) => fold(row.dataset.find).includes(word));
  });
  const points = (row) => Number(row.dataset.points);
  const best = (row) => (points(row) < 0 ? -Infinity : -points(row));
  const key = { name: () => 0, best, "": points }[sort.value];
  const list = document.getElementById("board-rows");
  list.append(...rows().sort((a, b) => key(a) - key(b) || a.dataset.name.localeCompare(b.dataset.name)));
  count();
}

function count() {
  const shown = rows().filter((row) => !row.hidden).length;
  const told = document.querySelector(".board-tools [data-count]");
  if (told) told.textContent = shown;
  document.querySelector(".board-none").hidden = shown > 0;
}

function find(input) {
  const words = fold(input.value).split(/\s+/).filter(Boolean);
  input.closest("form").querySelectorAll("li[data-find]").forEach((each) => {
    each.hidden = !words.every((word) => fold(each.dataset.find).includes(word));
  });
}

const language = document.documentElement.lang || "de";
const written = (value) => value.toLocaleString(language);
const signed = (value) => (value > 0 ? "+" : value < 0 ? "−" : "±") + written(Math.abs(value));

// Where the plan would stand: the weakest pair is the least of those that stay and of the new ones.
function effect(mentee, move) {
  const now = document.getElementById("board-figures").dataset;
  const displaced = move.do.split(":")[3];
  const stay = rows().filter((row) => row.id !== `row-${mentee}` && row.id !== `row-${displaced}`);
  const points = [...stay.map((row) => Number(row.dataset.points)), Number(move.score), move.other === "" ? -1 : Number(move.other)];
  const weakest = Math.min(...points.filter((each) => each >= 0));
  const values = {
    total: written(Number(now.total) + Number(move.total)),
    change: signed(Number(move.total)),
    weakest: written(weakest),
    weaker: signed(weakest - Number(now.weakest)),
    matched: written(Number(now.matched) + Number(move.matched)),
    mentees: written(Number(now.mentees)),
  };
  return board().dataset.preview.replace(/\{(\w+)\}/g, (all, name) => values[name]);
}

// Said beside a button while one looks at it.
function preview(button) {
  const place = (dialog.open ? dialog : board())?.querySelector(":scope > .board-preview, .board-panel > .board-preview");
  if (!place) return;
  place.hidden = !button;
  place.textContent = button ? effect(button.value.split(":")[1], { do: button.value, ...button.dataset }) : "";
}

// Arrow keys: the same thing in the next row; in a list of candidates the next one.
function step(event) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by || event.target.matches("select, textarea")) return;
  const inDialog = event.target.closest("[data-panel]");
  const all = inDialog
    ? [...inDialog.querySelectorAll(".board-candidates li:not([hidden]) button")]
    : rows().filter((row) => !row.hidden);
  const here = inDialog ? event.target : event.target.closest(".board-row");
  if (!here || (inDialog && !event.target.matches("[data-search], .board-candidate"))) return;
  event.preventDefault();
  const next = all[all.indexOf(here) + by];
  const kind = [".board-option", ".board-quiet", ".board-name"].find((each) => event.target.matches(each));
  const goal = inDialog ? next || (by < 0 && inDialog.querySelector("[data-search]")) : next?.querySelector(kind) || next?.querySelector(".board-name");
  goal?.focus();
}

// Dragging a name onto a mentor.
let drag = null;

async function begin(event, grip) {
  const row = grip.closest(".board-row");
  const ghost = document.createElement("p");
  ghost.className = "board-ghost";
  ghost.append(Object.assign(document.createElement("b"), { textContent: row.dataset.name }), document.createElement("span"));
  drag = { row, ghost, over: null, options: null };
  const mine = drag;
  document.body.append(ghost);
  document.documentElement.classList.add("is-dragging");
  follow(event);
  const answer = await fetch(row.querySelector(".board-name").href, { headers: { Accept: JSON_TYPE }, credentials: "same-origin" });
  if (drag !== mine || !answer.ok) return;
  drag.options = (await answer.json()).options;
  document.querySelectorAll("[data-mentor]").forEach((each) => each.classList.toggle("is-target", each.dataset.mentor in mine.options));
}

function follow(event) {
  const { ghost, options } = drag;
  ghost.style.transform = `translate(${Math.min(event.clientX + 14, innerWidth - 330)}px, ${event.clientY + 14}px)`;
  const over = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-mentor]");
  const option = over && options?.[over.dataset.mentor];
  drag.over?.classList.remove("is-over");
  drag.over = option ? over : null;
  drag.over?.classList.add("is-over");
  ghost.lastChild.textContent = option ? `${option.name} · ${option.gain}${option.then ? ` · ${option.then}` : ""}. ${effect(drag.row.id.slice(4), { ...option, score: option.points })}` : "";
  if (event.clientY < 60) scrollBy(0, -14);
  else if (event.clientY > innerHeight - 60) scrollBy(0, 14);
}

function drop(event) {
  const { ghost, over, options, row } = drag;
  ghost.remove();
  document.documentElement.classList.remove("is-dragging");
  document.querySelectorAll(".is-target, .is-over").forEach((each) => each.classList.remove("is-target", "is-over"));
  drag = null;
  if (event.type !== "pointerup" || !over) return;
  const data = new FormData(form());
  data.append("do", options[over.dataset.mentor].do);
  send(data, { row: row.id, name: true });
}

// Whether somebody else has changed the plan meanwhile.
async function ask() {
  if (document.hidden || busy || !board()?.dataset.draft) return;
  const answer = await fetch(`${board().dataset.since}?version=${form().elements.version.value}`, { credentials: "same-origin" }).catch(() => null);
  if (answer?.status !== 200) return;
  const { said, version } = await answer.json();
  if (busy || String(version) === form().elements.version.value) return;
  const link = Object.assign(document.createElement("a"), { href: location.pathname, className: "board-button", textContent: board().dataset.reload });
  board().querySelector(".board-news").replaceChildren(said, link);
}

if (board() && dialog) {
  document.addEventListener("submit", (event) => {
    const sent = event.target;
    if (sent.matches(".board-tools")) return event.preventDefault();
    if (sent !== form() && !sent.matches("[data-step]")) return;
    event.preventDefault();
    const data = new FormData(sent);
    if (event.submitter?.name) data.append(event.submitter.name, event.submitter.value);
    const here = spot();
    const mentee = data.get("do")?.split(":")[1];
    send(data, dialog.open || (mentee && !here.row) ? { row: `row-${mentee}`, name: true } : here);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-open]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open(link.href);
    } else if (dialog.open && event.target.closest("[data-close]")) {
      event.preventDefault();
      dialog.close();
    }
  });
  document.addEventListener("input", (event) => {
    if (event.target.closest(".board-tools")) narrow();
    else if (event.target.matches("[data-search]")) find(event.target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drag) return drop(event);
    // Enter in a search is no choice.
    if (event.key === "Enter" && event.target.matches("[data-search]")) return event.preventDefault();
    step(event);
  });
  ["focusin", "pointerover"].forEach((kind) => document.addEventListener(kind, (event) => preview(event.target.closest?.("button[data-total]"))));
  document.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button !== 0 || busy) return;
    event.preventDefault();
    begin(event, grip);
  });
  document.addEventListener("pointermove", (event) => drag && follow(event));
  document.addEventListener("pointerup", (event) => drag && drop(event));
  document.addEventListener("pointercancel", (event) => drag && drop(event));
  dialog.addEventListener("close", () => {
    document.getElementById(dialog.dataset.from)?.querySelector(".board-name")?.focus();
    dialog.replaceChildren();
  });
  setInterval(ask, Number(board().dataset.every) || EVERY);
}
