// The pages work without this; with it they follow the work, show how uploads go, and copy addresses.
const say = (words) => {
  for (const old of document.querySelectorAll(".toast")) old.remove();
  const toast = Object.assign(document.createElement("p"), { className: "toast", role: "status", textContent: words });
  document.body.append(toast);
  setTimeout(() => toast.remove(), 4000);
};

// What an element is, so that it can be found again when the page is made anew.
const whereOf = (element) => [
  element.tagName, element.getAttribute("href"), element.closest("form")?.getAttribute("action"),
  element.closest("tr")?.querySelector(".muted")?.textContent,
].join(" ");

// To load the page again would take back a link that has just been followed and not yet been answered.
const PATIENCE = 5000;
let left = -PATIENCE;
addEventListener("beforeunload", () => { left = performance.now(); });
function reload() {
  const wait = left + PATIENCE - performance.now();
  if (wait > 0) setTimeout(reload, wait);
  else location.reload();
}

// Fetch the page anew and put in the part that changes, so that what the user is doing stays.
async function freshen() {
  const part = document.querySelector("[data-fresh]");
  if (!part) return reload();
  const answer = await fetch(location.pathname, { headers: { accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(part.id);
  if (!fresh) return;
  const at = part.contains(document.activeElement) ? whereOf(document.activeElement) : "";
  const open = [...part.querySelectorAll("details[open]")].map(whereOf);
  part.replaceWith(document.adoptNode(fresh));
  for (const each of fresh.querySelectorAll("details")) each.open = open.includes(whereOf(each));
  [...fresh.querySelectorAll("a, button, summary, [tabindex]")].find((each) => whereOf(each) === at)?.focus();
  follow();
}

// Long work: server-sent events tell how far it has come.
function follow() {
  const box = document.querySelector("[data-events]:not([data-following])");
  if (!box) return;
  box.dataset.following = "";
  const source = new EventSource(box.dataset.events);
  let seen = -1;
  source.addEventListener("progress", (event) => {
    const told = JSON.parse(event.data);
    const read = told.read + told.failed;
    const bar = box.querySelector("progress");
    const said = box.querySelector("[data-said]");
    bar.max = Math.max(told.documents, 1);
    bar.value = read;
    said.textContent = said.dataset.said.replace("{read}", read).replace("{documents}", told.documents);
    const changed = seen >= 0 && read !== seen;
    seen = read;
    if (told.done || (changed && box.closest("[data-fresh]"))) {
      source.close();
      freshen();
    }
  });
}
follow();

// Uploads: one request a file, each with its own progress and its own answer.
function send(form, file, row) {
  return new Promise((resolve) => {
    const told = (words, kind) => {
      row.bar.remove();
      row.item.append(Object.assign(document.createElement("p"), { textContent: words, className: kind }));
      resolve(kind === "");
    };
    if (file.size > form.dataset.limit * 1048576) return told(form.dataset.large, "trouble");
    const request = new XMLHttpRequest();
    const data = new FormData();
    data.append("files", file);
    request.open("POST", form.dataset.upload);
    request.setRequestHeader("x-csrf-token", form.elements.csrf.value);
    request.responseType = "json";
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) row.bar.value = event.loaded / event.total;
    };
    request.onerror = () => told(form.dataset.failed, "trouble");
    request.onload = () => {
      const answer = request.response;
      if (request.status !== 201) return told(answer?.detail ?? form.dataset.failed, "trouble");
      const kept = answer.filter((each) => each.document && !each.repeated).length;
      const troubles = answer.filter((each) => each.problem).map((each) => each.problem);
      const words = troubles.length ? troubles.join(" ") : kept ? form.dataset.kept : form.dataset.repeated;
      told(answer.length > 1 && kept ? `${form.dataset.kept} (${kept}) ${troubles.join(" ")}` : words, troubles.length ? "trouble" : "");
    };
    request.send(data);
  });
}

async function upload(form, files) {
  const list = form.querySelector(".files");
  const button = form.querySelector("button");
  const status = form.querySelector("[data-status]");
  list.replaceChildren();
  button.disabled = true;
  const rows = files.map((file) => {
    const item = document.createElement("li");
    const name = Object.assign(document.createElement("span"), { textContent: file.name });
    const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0, ariaLabel: file.name });
    item.append(name, bar);
    list.append(item);
    return { item, bar };
  });
  const left = files.map((file, at) => [file, rows[at]]);
  let kept = 0;
  const worker = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      if (await send(form, ...next)) kept += 1;
      status.textContent = `${kept} / ${files.length}`;
    }
  };
  await Promise.all([worker(), worker(), worker()]);
  button.disabled = false;
  form.reset();
  await freshen();
}

for (const form of document.querySelectorAll("form[data-upload]")) {
  const field = form.querySelector("input[type=file]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    upload(form, [...field.files]);
  });
  const over = (on) => form.classList.toggle("over", on);
  form.addEventListener("dragover", (event) => { event.preventDefault(); over(true); });
  form.addEventListener("dragleave", () => over(false));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    const files = [...event.dataTransfer.files];
    if (files.length) upload(form, files);
  });
}

// Addresses: a click copies the address; without scripts the link leads to the place.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-copy]");
  if (!link) return;
  try {
    await navigator.clipboard.writeText(link.dataset.copy);
    say(`${link.dataset.done ?? link.closest("[data-done]").dataset.done}: ${link.dataset.copy}`);
  } catch { /* The link still leads to the place. */ }
});

// Clauses in a document: what each holds is shown beside it while it is pointed at or has focus.
const panel = document.querySelector(".panel");
if (panel) {
  const body = panel.querySelector("[data-body]");
  const hint = body.innerHTML;
  let shown = null;
  const show = (mark) => {
    const details = document.getElementById(mark.dataset.clause);
    if (!details || mark === shown) return;
    shown?.classList.remove("here");
    shown = mark;
    mark.classList.add("here");
    panel.classList.remove("idle");
    const copy = details.cloneNode(true);
    copy.querySelector("summary")?.remove();
    body.replaceChildren(...copy.childNodes);
    body.firstElementChild?.before(details.querySelector("summary .types").cloneNode(true));
  };
  const hide = () => {
    shown?.classList.remove("here");
    shown = null;
    panel.classList.add("idle");
    body.innerHTML = hint;
  };
  for (const mark of document.querySelectorAll("mark[data-clause]")) {
    mark.tabIndex = 0;
    mark.setAttribute("role", "group");
    mark.setAttribute("aria-describedby", "detaljer");
  }
  document.addEventListener("mouseover", (event) => {
    const mark = event.target.closest("mark[data-clause]");
    if (mark) show(mark);
  });
  document.addEventListener("focusin", (event) => {
    const mark = event.target.closest("mark[data-clause]");
    if (mark) show(mark);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && shown) hide(); });
  panel.querySelector("button").addEventListener("click", hide);
}
