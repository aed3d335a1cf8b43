// A mentee's page in a dialog: reasons, alternatives, all who could be chosen.
import { load, show } from "../dialog.js";
import { card, dialog } from "./page.js";

export async function openPanel(address) {
  const [path, part] = address.split("#");
  const [answer, page] = await load(path);
  const panel = answer.ok && page.querySelector("[data-panel]");
  if (!panel) return location.assign(address);
  if (part) panel.querySelector(`#${part}`)?.closest("details")?.setAttribute("open", "");
  dialog.dataset.from = `row-${panel.dataset.panel}`;
  show(dialog, panel, [field(part), "[data-close]"]);
}

// The person over what one was looking at, be it the board or a panel.
export async function openCard(address) {
  const [answer, page] = await load(address);
  const panel = answer.ok && page.querySelector("[data-panel]");
  if (!panel) return location.assign(address);
  show(card, panel, ["#person-title"]);
}

// With fingers a field would bring up a keyboard over what one came to see.
function field(part) {
  if (part) return "#rationale";
  return matchMedia("(pointer: coarse)").matches ? "[data-close]" : "[data-search]";
}

export function closed() {
  document.getElementById(dialog.dataset.from)?.querySelector(".board-name")?.focus();
  dialog.replaceChildren();
}
