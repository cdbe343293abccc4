// While a draft is edited, its amendment act is written, read back and applied; what is lost is told.
"use strict";

const PAUSE = 600;

for (const form of document.querySelectorAll("form[data-check]")) {
  const told = form.querySelector(".verdict");
  const fields = [form.elements.heading, form.elements.text];
  let waiting;
  let running;

  function tell(state, words, losses = []) {
    told.className = `verdict ${state}`;
    const line = document.createElement("p");
    line.textContent = words;
    const list = document.createElement("ul");
    for (const each of losses) {
      const item = document.createElement("li");
      item.textContent = each;
      list.append(item);
    }
    told.replaceChildren(line, ...(losses.length ? [list] : []));
  }

  async function check() {
    running?.abort();
    running = new AbortController();
    tell("running", form.dataset.running);
    const [heading, text] = fields.map((field) => field.value);
    try {
      const answer = await fetch(form.dataset.check, {
        method: "POST",
        headers: { "content-type": "application/json", "x-csrf-token": form.dataset.csrf },
        body: JSON.stringify({ law: form.elements.utkast.value, heading, text }),
        signal: running.signal,
      });
      const said = await answer.json();
      if (!answer.ok) tell("failed", said.detail || form.dataset.failed);
      else if (said.exact) tell("exact", form.dataset.exact);
      else tell("lost", form.dataset.lost, said.losses);
    } catch (error) {
      if (error.name !== "AbortError") tell("failed", form.dataset.failed);
    }
  }

  for (const field of fields) {
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(check, PAUSE);
    });
  }
  // Words typed before this was loaded, or kept by the browser, are checked too.
  if (fields.some((field) => field.value !== field.defaultValue)) check();
}
