// Says what the form means while it changes; without script a button does.
const form = document.querySelector("[data-preview]");
const target = document.querySelector(form.dataset.preview);
let waiting = 0;
let asked = 0;

const mark = () =>
  form.querySelectorAll(".match-rule").forEach((rule) => {
    rule.dataset.mode = rule.querySelector("select").value;
  });

const ask = async () => {
  const mine = ++asked;
  const data = new FormData(form);
  data.set("preview", "1");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: data,
      headers: { "X-Part": "preview" },
    });
    if (mine === asked && answer.ok) target.innerHTML = await answer.text();
  } catch {
    // The button is still there.
    form.classList.remove("is-live");
  }
};

form.classList.add("is-live");
form.addEventListener("input", (event) => {
  if (!event.target.closest(".match-rules")) return;
  mark();
  clearTimeout(waiting);
  waiting = setTimeout(ask, 250);
});
