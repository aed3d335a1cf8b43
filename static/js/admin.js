// Names for ears, who else cannot tell side bar, tabs and scrolling lists from one another.
document.addEventListener("DOMContentLoaded", () => {
  const name = document.getElementById("site-name")?.textContent.trim();
  document.querySelectorAll("nav#tabs-items").forEach((tabs) => tabs.setAttribute("aria-label", tabs.textContent.trim().replace(/\s+/g, " ").slice(0, 60)));
  if (!name) return;
  document.getElementById("nav-sidebar-inner")?.setAttribute("aria-label", name);
  document.getElementById("nav-sidebar-apps")?.setAttribute("data-simplebar-aria-label", name);
});
