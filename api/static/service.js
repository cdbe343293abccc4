// The pages work without this; with it they follow the work, take dropped files and copy addresses.
"use strict";

for (const box of document.querySelectorAll("[data-events]")) {
  const bar = box.querySelector("progress");
  const source = new EventSource(box.dataset.events);
  source.addEventListener("progress", (event) => {
    const told = JSON.parse(event.data);
    bar.max = Math.max(told.documents, 1);
    bar.value = told.read + told.failed;
    if (told.done) {
      source.close();
      location.reload();
    }
  });
}

for (const form of document.querySelectorAll("form.drop")) {
  const field = form.querySelector("input[type=file]");
  const over = (on) => form.classList.toggle("over", on);
  form.addEventListener("dragover", (event) => { event.preventDefault(); over(true); });
  form.addEventListener("dragleave", () => over(false));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    field.files = event.dataTransfer.files;
  });
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const before = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = before; }, 1500);
  });
}
