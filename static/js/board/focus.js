// Where the focus was, so that it finds its place when a row has been drawn anew.
export function spot() {
  const at = document.activeElement;
  const home = at?.closest(".board-row, #board-bar");
  return { row: home?.id, value: at?.value, name: !at?.value };
}

export function back({ row, value, name }) {
  const home = row && document.getElementById(row);
  if (!home || home.contains(document.activeElement)) return;
  const buttons = [...home.querySelectorAll("button:not(:disabled)")];
  const again = !name && buttons.find((one) => one.value === value);
  const place = again || home.querySelector(".board-name") || buttons[0];
  place?.focus({ preventScroll: true });
}
