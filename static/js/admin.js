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
