// The board: steps without loading the page, by pointer, touch and keyboard. Without script every
// button belongs to a form, and a name leads to a page.
import { drop, follow, isDragging, press, pull, release } from "./board/dragging.js";
import { filter, search } from "./board/filters.js";
import { spot } from "./board/focus.js";
import { step } from "./board/keyboard.js";
import { card, dialog, form } from "./board/page.js";
import { closed, openCard, openPanel } from "./board/panel.js";
import { poll } from "./board/polling.js";
import { preview } from "./board/preview.js";
import { isBusy, send } from "./board/sending.js";
import { closeByButton, opensElsewhere } from "./dialog.js";

document.addEventListener("submit", (event) => {
  const sent = event.target;
  if (sent.matches(".board-tools")) return event.preventDefault();
  if (sent !== form() && !sent.matches("[data-step]")) return;
  event.preventDefault();
  const data = new FormData(sent);
  if (event.submitter?.name) data.append(event.submitter.name, event.submitter.value);
  const here = spot();
  const mentee = data.get("do")?.split(":")[1];
  const leads = dialog.open || (mentee && !here.row);
  send(data, leads ? { row: `row-${mentee}`, name: true } : here);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-open], [data-card]");
  if (!link || opensElsewhere(event) || event.shiftKey) return;
  event.preventDefault();
  link.matches("[data-card]") ? openCard(link.href) : openPanel(link.href);
});

document.addEventListener("input", (event) => {
  if (event.target.closest(".board-tools")) filter();
  else if (event.target.matches("[data-search]")) search(event.target);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isDragging()) return drop(event);
  // Enter in a search is no choice.
  if (event.key === "Enter" && event.target.matches("[data-search]")) return event.preventDefault();
  step(event);
});

for (const kind of ["focusin", "pointerover"]) {
  document.addEventListener(kind, (event) => preview(event.target.closest?.("button[data-total]")));
}

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest("[data-grip]");
  // With fingers one scrolls.
  if (!grip || event.button !== 0 || event.pointerType === "touch" || isBusy()) return;
  event.preventDefault();
  press(event, grip);
});
document.addEventListener("pointermove", (event) => (isDragging() ? follow : pull)(event));
for (const kind of ["pointerup", "pointercancel"]) {
  document.addEventListener(kind, (event) => (isDragging() ? drop : release)(event));
}

closeByButton(dialog);
closeByButton(card);
card.addEventListener("close", () => card.replaceChildren());
dialog.addEventListener("close", closed);
poll();
