// A dialog that shows part of another page. Where that fails, the caller goes to the page itself.

// Links that are to open in another tab stay links.
export const opensElsewhere = (event) => event.ctrlKey || event.metaKey;

export const parsed = (html) => new DOMParser().parseFromString(html, "text/html");

// The answer, and the page it brought.
export async function load(address, options) {
  const answer = await fetch(address, { credentials: "same-origin", ...options });
  return [answer, parsed(await answer.text())];
}

// `places` are selectors; the first that is found gets the focus.
export function show(dialog, part, places) {
  dialog.replaceChildren(document.adoptNode(part));
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  places
    .map((place) => dialog.querySelector(place))
    .find(Boolean)
    ?.focus();
}

export function closeByButton(dialog) {
  dialog.addEventListener("click", (event) => {
    if (!event.target.closest("[data-close]")) return;
    event.preventDefault();
    dialog.close();
  });
}
