// Saves the sheet as one types. What is not saved yet stays in the page and is sent again; nothing is
// kept in the browser.
const form = document.getElementById("sheet-form");
const state = document.querySelector("[data-state]");
const signIn = document.querySelector("[data-sign-in]");
const newer = document.querySelector("[data-newer]");
// In milliseconds: after a key, and until the next try after a failure, twice as long each time.
const PAUSE = 1200;
const SOONEST = 2000;
const LATEST = 30000;
let unsaved = "unsaved" in form.dataset;
let paused = "paused" in form.dataset;
let leaving = false;
let typed = 0;
let wait = SOONEST;
let sending = null;
let timer;

const say = (words) => {
  if (state.textContent !== words) state.textContent = words;
};
const later = (time) => {
  clearTimeout(timer);
  timer = setTimeout(save, time);
};

// A new sign-in brings a new key for forms; the page itself tells it.
const renew = async () => {
  const answer = await fetch(form.action, { redirect: "manual", cache: "no-store" });
  if (!answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("#sheet-form [name=csrfmiddlewaretoken]");
  if (fresh) form.elements.csrfmiddlewaretoken.value = fresh.value;
  return Boolean(fresh);
};

const send = () =>
  fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    redirect: "manual",
    headers: { Accept: "application/json" },
  });

const again = (words) => {
  say(words);
  later(wait);
  wait = Math.min(wait * 2, LATEST);
  return false;
};

const conflict = ({ version, box }) => {
  paused = true;
  form.elements.version.value = version;
  newer.innerHTML = box;
  newer.firstElementChild.focus();
  say(form.dataset.conflict);
  return false;
};

const attempt = async () => {
  const began = typed;
  say(form.dataset.saving);
  let answer = await send();
  const lockedOut = () => answer.type === "opaqueredirect" || answer.status === 403;
  if (lockedOut() && (await renew())) answer = await send();
  signIn.hidden = !lockedOut();
  if (lockedOut()) return again(form.dataset.signedOut);
  if (answer.status >= 500) return again(form.dataset.trying);
  const told = await answer.json();
  if (answer.status === 409) return conflict(told);
  say(told.words);
  if (!answer.ok) return false;
  form.elements.version.value = told.version;
  wait = SOONEST;
  unsaved = typed !== began;
  if (unsaved) later(PAUSE);
  return !unsaved;
};

// One at a time, so that no earlier text overtakes a later one.
const save = () => {
  clearTimeout(timer);
  if (sending) return sending.then(() => (unsaved && !paused ? save() : !unsaved));
  if (!unsaved || paused) return Promise.resolve(!unsaved);
  sending = attempt()
    .catch(() => again(form.dataset.trying))
    .finally(() => {
      sending = null;
    });
  return sending;
};

form.addEventListener("input", (event) => {
  if (event.target.type === "hidden") return;
  typed += 1;
  unsaved = true;
  if (paused) return;
  if (!sending && wait === SOONEST) say(form.dataset.typing);
  later(PAUSE);
});

// A button leads on only once the text is safe; after a conflict it is the choice itself.
form.addEventListener("submit", (event) => {
  if (paused || event.submitter?.name === "merge") {
    leaving = true;
    return;
  }
  event.preventDefault();
  unsaved = true;
  const { submitter } = event;
  save().then((safe) => {
    if (!safe || submitter?.name !== "held") return;
    leaving = true;
    HTMLFormElement.prototype.submit.call(withButton(submitter));
  });
});

const withButton = ({ name, value }) => {
  const pressed = Object.assign(document.createElement("input"), { type: "hidden", name, value });
  form.append(pressed);
  return form;
};

// A link to another page waits until the text is safe; where that fails, the browser asks.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || link?.target === "_blank";
  if (!link || elsewhere || !unsaved || paused || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  save().then(() => location.assign(link.href));
});

newer.addEventListener("click", (event) => {
  if (event.target.closest("a")) leaving = true;
});
window.addEventListener("online", () => unsaved && save());
document.addEventListener("visibilitychange", () => unsaved && save());
window.addEventListener("beforeunload", (event) => {
  if (unsaved && !leaving) event.preventDefault();
});
window.addEventListener("pageshow", () => {
  leaving = false;
});
if (unsaved && !paused) {
  say(form.dataset.typing);
  if (!("merged" in form.dataset)) later(PAUSE);
}
