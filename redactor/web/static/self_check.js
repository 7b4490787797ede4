// The first page: files in, the person's values, and off to the pages.
import { ask, byId, element, fault, follow, go, once, say, start, text } from "./base.js";

const form = byId("person");
const list = byId("files");
const drop = byId("drop");
let loading = 0;

const inputs = () => [...form.querySelectorAll("input[name]")];
const fields = () => Object.fromEntries(inputs().map((i) => [i.name, i.value]));

function ready() {
  const named = byId("f-name").value.trim() !== "";
  byId("original-hint").hidden = !list.children.length;
  byId("propose").disabled = !named || !list.children.length || loading > 0;
  byId("go").disabled = loading > 0;
}

function size(bytes) {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function show(file) {
  const remove = element("button", { type: "button", class: "plain", "aria-label": `${text("remove")}: ${file.name}` }, text("remove"));
  const row = element("li", {}, element("span", { class: "name" }, file.name), element("span", { class: "quiet" }, size(file.size)), original(file), remove);
  remove.addEventListener("click", () => once(async () => {
    await ask("DELETE", `/self-check/files/${file.number}`);
    row.remove();
    ready();
  }));
  list.append(row);
  ready();
}

// For a file that was redacted by hand: beside its original it can be told exactly what is covered.
function original(file) {
  const pick = element("input", { type: "file", class: "hidden-input", tabindex: "-1", accept: byId("pick").accept, "aria-label": `${text("original")}: ${file.name}` });
  const label = (given) => text(given ? "hasOriginal" : "original");
  const button = element("button", { type: "button", class: "plain", title: text("originalHint"), "aria-label": `${label(file.has_original)}: ${file.name}`, onclick: () => pick.click() }, label(file.has_original));
  pick.addEventListener("change", async () => {
    button.disabled = true;
    try {
      await ask("POST", `/self-check/files/${file.number}/original`, pick.files[0]);
      button.textContent = label(true);
    } finally {
      pick.value = "";
      button.disabled = false;
    }
  });
  return element("span", {}, button, pick);
}

async function take(files) {
  for (const file of files) {
    loading += 1;
    ready();
    say(text("loading", { name: file.name }));
    try {
      show(await ask("POST", "/self-check/files", file, { "X-File-Name": encodeURIComponent(file.name) }));
    } catch {
      break; // the reason is shown; the others would most likely meet it, too
    } finally {
      loading -= 1;
      say("");
      ready();
    }
  }
}

// What is told of a field moves the button that is being pressed: it waits until that is let go.
let letGo = Promise.resolve();
addEventListener("pointerdown", () => {
  letGo = new Promise((go) => {
    for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => setTimeout(go), { once: true });
  });
}, true);

async function keep() {
  const told = await ask("PUT", "/self-check/person", { fields: fields() });
  await letGo;
  for (const input of inputs()) {
    const wrong = told.faults[input.name] ?? [];
    byId(`e-${input.name}`).textContent = [...wrong, ...(told.warnings[input.name] ?? [])].join("；");
    input.setAttribute("aria-invalid", wrong.length ? "true" : "false");
    if (wrong.length) input.closest("details")?.setAttribute("open", "");
  }
  return Object.keys(told.faults);
}

function add(input, value) {
  const known = input.value.split(/[、；;]/).map((v) => v.trim()).filter(Boolean);
  if (!known.includes(value)) input.value = [...known, value].join("、");
}

function propose(found) {
  let taken = 0;
  const filled = new Set(inputs().filter((i) => i.value.trim()).map((i) => i.name));
  for (const one of found) {
    const input = byId(`f-${one.field}`);
    if (!input) continue;
    const box = input.closest(".field");
    const apart = one.field === "id_number" || one.field === "employer";
    input.closest("details")?.setAttribute("open", "");
    if (one.sure && !(filled.has(one.field)) && !(apart && input.value)) {
      add(input, one.value);
      box.classList.add("proposed");
      byId(`h-${one.field}`).textContent = `${text("proposed")} (${one.why})`;
      taken += 1;
    } else if (!input.value.includes(one.value)) {
      const chip = element("button", { type: "button", class: "chip", title: one.why }, text("add", { value: one.value }), element("small", {}, one.why));
      chip.addEventListener("click", () => {
        if (apart) input.value = one.value;
        else add(input, one.value);
        chip.remove();
        keep();
      });
      box.querySelector(".chips").append(chip);
    }
  }
  say(found.length ? text("found", { n: taken }) : text("nothing"));
}

byId("pick").addEventListener("change", async (event) => {
  await take([...event.target.files]);
  event.target.value = "";
});
for (const name of ["dragenter", "dragover"]) {
  drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  take([...event.dataTransfer.files]);
});
// A file dropped beside the box would replace the page.
for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());

form.addEventListener("input", ready);
form.addEventListener("change", (event) => {
  if (event.target.name) keep();
});
byId("propose").addEventListener("click", () => once(async () => {
  await keep();
  document.querySelectorAll(".chips").forEach((chips) => chips.replaceChildren());
  await ask("POST", "/self-check/propose", { name: byId("f-name").value });
  await follow(text("proposing"));
  propose((await ask("GET", "/self-check/proposals")).proposals);
  await keep();
}));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  once(check);
});

async function check() {
  const wrong = await keep();
  if (wrong.length) {
    fault(text("wrong"));
    byId(`f-${wrong[0]}`)?.focus();
    return;
  }
  if (!list.children.length) {
    fault(text("choose"));
    byId("pick").focus();
    return;
  }
  await ask("POST", "/self-check/check");
  await follow(text("checking"));
  await go("/self-check/pages");
}

start(async () => {
  const state = await ask("GET", "/self-check/state");
  state.files.forEach(show);
  ready();
  return state.job;
}).then(async (job) => {
  if (job.state !== "waiting" && job.state !== "running") return;
  await follow(text(job.kind === "propose" ? "proposing" : "checking"));
  if (job.kind !== "propose") await go("/self-check/pages");
});
