// Names for ears, who else cannot tell side bar, tabs and scrolling lists from one another.
document.addEventListener("DOMContentLoaded", () => {
  const name = document.getElementById("site-name")?.textContent.trim();
  for (const tabs of document.querySelectorAll("nav#tabs-items")) {
    const words = tabs.textContent.trim().replace(/\s+/g, " ");
    tabs.setAttribute("aria-label", words.slice(0, 60));
  }
  if (!name) return;
  document.getElementById("nav-sidebar-inner")?.setAttribute("aria-label", name);
  document.getElementById("nav-sidebar-apps")?.setAttribute("data-simplebar-aria-label", name);
});

// A link to a tab opens it from the page that has it, too; otherwise only loading the page does.
window.addEventListener("hashchange", () => {
  const tab = window.location.hash.slice(1);
  document.querySelector(`nav#tabs-items a[href="#${CSS.escape(tab)}"]`)?.click();
});
// A long list of choices: what is typed leaves those that have it; without script all stand there.
document.addEventListener("DOMContentLoaded", () => {
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  for (const field of document.querySelectorAll("[data-narrows]")) {
    const choices = [...field.nextElementSibling.querySelectorAll("label")];
    field.hidden = false;
    field.addEventListener("input", () => {
      for (const choice of choices) {
        const chosen = choice.querySelector("input").checked;
        choice.hidden = !chosen && !plain(choice.textContent).includes(plain(field.value));
      }
    });
    field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  }
});
// What was refused, or what was done, is seen first, wherever the form stood that was sent. The theme
// hides the page until its script runs, so the browser cannot go there by itself.
window.addEventListener("load", () => {
  const summary = document.getElementById("error-summary");
  const messages = document.getElementById("messages");
  if (summary) summary.focus();
  else if (messages?.textContent.trim()) {
    window.scrollTo(0, 0);
    messages.focus({ preventScroll: true });
  }
});
// Its links lead into the field, on whichever tab that is.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".error-summary a");
  const place = link && document.getElementById(link.hash.slice(1));
  if (!place) return;
  event.preventDefault();
  for (let part = place.parentElement; part; part = part.parentElement) {
    const tab = part.getAttribute("x-show")?.match(/^(\w+) == '([^']+)'$/);
    if (tab) window.Alpine.$data(part)[tab[1]] = tab[2];
    if (part.matches("details")) part.open = true;
  }
  const fields = "input:not([type=hidden]), select, textarea";
  requestAnimationFrame(() => {
    place.scrollIntoView({ block: "center" });
    (place.matches(fields) ? place : place.querySelector(fields))?.focus({ preventScroll: true });
  });
});
// A long select gets a field above it: what is typed leaves the options that have it.
document.addEventListener("DOMContentLoaded", () => {
  const LONG = 20;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const words = document.documentElement.lang.startsWith("de")
    ? "Tippen, um zu finden"
    : "Type to find";
  for (const select of document.querySelectorAll("main form select:not([class*='select2'])")) {
    const options = [...select.options];
    if (options.length < LONG || select.name === "action" || select.name.includes("__prefix__"))
      continue;
    const field = document.createElement("input");
    field.type = "search";
    field.className = "staff-select staff-finds";
    field.placeholder = words;
    field.setAttribute("aria-label", `${words}: ${select.labels[0]?.textContent.trim() ?? ""}`);
    field.setAttribute("aria-controls", select.id);
    select.before(field);
    field.addEventListener("input", () => {
      const fitting = options.filter((each) => plain(each.text).includes(plain(field.value)));
      const chosen = select.selectedOptions[0];
      select.replaceChildren(
        ...options.filter((each) => each === chosen || fitting.includes(each)),
      );
      const only = fitting.filter((each) => each.value);
      if (field.value && only.length === 1 && !select.multiple) select.value = only[0].value;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") select.focus();
      if (event.key === "Enter" || event.key === "ArrowDown") event.preventDefault();
    });
  }
});
document.addEventListener("DOMContentLoaded", () => {
  for (const cell of document.querySelectorAll("[data-label]")) {
    const label = cell.dataset.label.trim();
    cell.dataset.label = label.charAt(0).toLocaleUpperCase() + label.slice(1);
  }
});

// The theme copies a file's name into a text box of its own; a plain file input has none.
document.addEventListener(
  "change",
  (event) => {
    if (event.target.matches("input.staff-file")) event.stopPropagation();
  },
  true,
);
