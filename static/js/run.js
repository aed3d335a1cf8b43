// Shows how far a run is, each second; when it is over the page shows what came out.
const card = document.querySelector("[data-run]");
const bar = card.querySelector("progress");
card.querySelector(".match-again").hidden = true;

const look = async () => {
  try {
    const answer = await fetch(card.dataset.run, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.status);
    const found = await answer.json();
    if (found.over) return location.reload();
    const label = card.querySelector("[data-label]");
    if (label.textContent !== found.label) label.textContent = found.label;
    bar.value = found.percent;
    bar.textContent = `${found.percent} %`;
    card.querySelector("[data-gap]").textContent = found.gap;
  } catch {
    card.querySelector(".match-again").hidden = false;
  }
  return setTimeout(look, 1000);
};

setTimeout(look, 1000);
