/* Comfort only: every page works without this file. */
// A summary of errors is read first, then each of its links leads into the field itself.
const summary = document.querySelector(".error-summary");
if (summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const place = link && document.getElementById(link.hash.slice(1));
    const field = place?.matches("input, select, textarea")
      ? place
      : (place?.querySelector("[aria-invalid=true]") ??
        place?.querySelector("input, select, textarea"));
    if (!field) return;
    event.preventDefault();
    place.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  });
}

// One press sends once; coming back with the back button makes the form usable again.
const sent = new WeakSet();
document.addEventListener("submit", (event) => {
  if (sent.has(event.target)) return event.preventDefault();
  sent.add(event.target);
  setTimeout(() => sent.delete(event.target), 10000);
  event.submitter?.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.forms) sent.delete(form);
  for (const button of document.querySelectorAll("[aria-busy]")) {
    button.removeAttribute("aria-busy");
  }
});

// Without a connection a form stays as it is, says so, and goes when the connection is back.
for (const form of document.querySelectorAll("form[data-keeps]")) {
  const words = form.querySelector("[data-offline]");
  let waiting = null;
  let typed = false;
  form.addEventListener("input", () => {
    typed = true;
  });
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) {
      typed = false;
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    waiting = event.submitter;
    words.hidden = false;
    words.scrollIntoView({ block: "nearest" });
  });
  window.addEventListener("offline", () => {
    words.hidden = false;
  });
  window.addEventListener("online", () => {
    words.hidden = true;
    if (waiting) form.requestSubmit(waiting);
    waiting = null;
  });
  window.addEventListener("beforeunload", (event) => {
    if (typed && !navigator.onLine) event.preventDefault();
  });
}

// What is typed is saved as it is typed, and a button waits until that has arrived.
for (const form of document.querySelectorAll("form[data-saves]")) {
  const said = document.querySelector("[data-saved]");
  let timer = null;
  let sending = null;
  const save = (keepalive = false) => {
    clearTimeout(timer);
    timer = null;
    const body = new FormData(form);
    body.set("way", "stay");
    const options = { method: "POST", body, keepalive, headers: { Accept: "application/json" } };
    sending = fetch(form.action, options)
      .then((answer) => answer.json())
      .then(({ words }) => {
        if (!words) return;
        if (said) said.textContent = `· ${words}`;
        // From now on this is newer than the refused page that the address names.
        const address = new URL(location.href);
        if (!address.searchParams.has("kept")) return;
        address.searchParams.delete("kept");
        history.replaceState(history.state, "", address);
      })
      .catch(() => {})
      .finally(() => {
        sending = null;
      });
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 400);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    timer = null;
    if (!sending) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    sending.then(() => form.requestSubmit(event.submitter));
  });
  window.addEventListener("pagehide", () => timer && save(true));
}

// What was not saved in time stays with this entry of the history: reload and back show it again.
for (const form of document.querySelectorAll("form[data-keeps]")) {
  const fields = () => [...form.elements].filter((field) => field.name && !isOurs(field));
  const isOurs = (field) => ["hidden", "submit", "fieldset", "file"].includes(field.type);
  const left = history.state?.typed;
  let typed = false;
  if (left) {
    for (const [number, field] of fields().entries()) {
      const [value, checked] = left[number] ?? [];
      if (["checkbox", "radio"].includes(field.type)) field.checked = Boolean(checked);
      else if (value !== undefined) field.value = value;
    }
    history.replaceState({ ...history.state, typed: undefined }, "");
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }
  form.addEventListener("input", () => {
    typed = true;
  });
  form.addEventListener("submit", () => {
    typed = false;
  });
  window.addEventListener("beforeunload", () => {
    const now = fields().map((field) => [field.value, field.checked]);
    if (typed) history.replaceState({ ...history.state, typed: now }, "");
  });
}

// The button names what will be booked as soon as a time is chosen.
for (const button of document.querySelectorAll("[data-label-from]")) {
  for (const input of document.getElementsByName(button.dataset.labelFrom)) {
    const rename = () => {
      if (!input.checked || !input.dataset.label) return;
      button.textContent = button.dataset.labelWords.replace("{time}", input.dataset.label);
    };
    input.addEventListener("change", rename);
    rename();
  }
}

// A passkey dialogue that was closed is no fault of the page: say what to do instead.
document.addEventListener("allauth.error", (event) => {
  const words = document.querySelector("[data-passkey-problem]");
  if (!words) return;
  event.preventDefault();
  document.querySelector("h1").after(words);
  words.hidden = false;
});

// The empty front page looks again while the demo is being filled.
if (document.querySelector("[data-reload]")) setTimeout(() => location.reload(), 2000);

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}
