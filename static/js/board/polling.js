// Whether somebody else has changed the plan meanwhile.
import { board, form } from "./page.js";
import { isBusy } from "./sending.js";

const EVERY = 10_000;

export const poll = () => setInterval(ask, Number(board().dataset.every) || EVERY);

async function ask() {
  if (document.hidden || isBusy() || !board().dataset.draft) return;
  const address = `${board().dataset.since}?version=${form().elements.version.value}`;
  const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
  if (answer?.status !== 200) return;
  const { said, version } = await answer.json();
  if (isBusy() || String(version) === form().elements.version.value) return;
  const link = Object.assign(document.createElement("a"), {
    href: location.pathname,
    className: "board-button",
    textContent: board().dataset.reload,
  });
  board().querySelector(".board-news").replaceChildren(said, link);
}
