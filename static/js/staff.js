// Adds a blank row of hours; without script one blank row is there at each loading.
document.querySelectorAll("[data-rows]").forEach((rows) => {
  const total = rows.querySelector(`[name="${rows.dataset.rows}-TOTAL_FORMS"]`);
  const template = rows.querySelector("template");
  rows.querySelector(".staff-add").addEventListener("click", (event) => {
    event.preventDefault();
    const row = document.createElement("div");
    row.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
    template.before(...row.children);
    total.value = Number(total.value) + 1;
    template.previousElementSibling.querySelector("select, input").focus();
  });
});
// The theme hides the page until its script runs, so the browser cannot go to the first mistake.
window.addEventListener("load", () => document.querySelector("main [autofocus]")?.focus());
