// Roster in, dry run, run, export; the result board is the page itself.
import { ask, byId, element, once, start, text } from "./base.js";

const list = (items, kind) => element("ul", { class: kind }, ...items.map((one) => element("li", {}, one)));

function time(seconds) {
  const minutes = Math.max(1, Math.round(seconds / 60));
  return minutes < 100 ? text("minutes", { n: minutes }) : text("hours", { n: (minutes / 60).toFixed(1) });
}

byId("roster")?.addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (!file) return;
  event.target.disabled = true;
  const box = byId("roster-told");
  box.textContent = text("reading");
  try {
    const told = await ask("POST", "/office/roster", file);
    box.replaceChildren();
    if (told.faults.length) {
      box.append(element("p", { class: "bad" }, text("faults", { n: told.faults.length })), list(told.faults, "faults"));
    } else {
      byId("roster-state").textContent = "";
      const lines = [text("sound", { n: told.applicants })];
      if (told.exempt) lines.push(text("exempt", { n: told.exempt }));
      if (told.unknown) lines.push(text("unknown", { n: told.unknown }));
      box.append(element("p", { class: "good" }, lines.join(" ")));
    }
    if (told.warnings.length) box.append(element("details", {}, element("summary", {}, text("notes", { n: told.warnings.length })), list(told.warnings, "notes")));
  } catch {
    box.replaceChildren(); // the reason is shown
  }
  event.target.value = "";
  event.target.disabled = false;
});

byId("rehearse")?.addEventListener("click", () => once(async () => {
  const box = byId("rehearsed");
  box.textContent = text("counting");
  try {
    const told = await ask("POST", "/office/rehearsal");
    const lines = [text("plan", told)];
    if (told.exempt) lines.push(text("free", { n: told.exempt }));
    if (told.unreadable) lines.push(text("unreadable", { n: told.unreadable }));
    if (told.pages) lines.push(text(told.measured ? "time" : "guess", { time: time(told.seconds), n: (told.seconds / told.pages).toFixed(0) }));
    box.replaceChildren(list(lines, "notes"), list(told.faults, "faults"));
  } catch {
    box.replaceChildren();
  }
}));

async function watch(wasRunning) {
  const told = await ask("GET", "/office/progress");
  byId("run").disabled = told.state === "running";
  if (told.state === "running" || wasRunning) wait(told);
}

async function wait(told) {
  byId("running").hidden = false;
  while (told.state === "running") {
    byId("run-state").textContent = text("running", told);
    await new Promise((wake) => setTimeout(wake, 1000));
    told = await ask("GET", "/office/progress");
  }
  // The board says where a person is needed (10, 11) or a file failed (3, 4, 5, 9); 6: folders that
  // the roster does not know, or an input that is not as it was.
  const how = [0, 10, 11].includes(told.code) ? "done" : [3, 4, 5, 9].includes(told.code) ? "some" : told.code === 6 ? "left" : "failed";
  sessionStorage.setItem("office-done", text(how, told));
  location.reload();
}

byId("run")?.addEventListener("click", () => once(async () => {
  await ask("POST", "/office/run");
  byId("run").disabled = true;
  watch(true);
}));

byId("export").addEventListener("click", () => once(async () => {
  const box = byId("exported");
  box.replaceChildren();
  const told = await ask("POST", "/office/export");
  box.replaceChildren(element("p", {}, `${text("made", { n: told.files })} `, element("a", { class: "button main", href: `/office/export/${told.name}`, download: true }, text("take"))));
  if (told.kept_back.length) box.append(element("p", { class: "bad" }, text("back", { keys: told.kept_back.join("、") })));
  if (told.refused_lot) box.append(element("p", { class: "bad" }, text("lot")));
}));

if (byId("run")) {
  const done = sessionStorage.getItem("office-done");
  if (done) {
    byId("running").hidden = false;
    byId("running").querySelector("progress").hidden = true;
    byId("run-state").textContent = done;
    sessionStorage.removeItem("office-done");
  }
  start(() => watch(false));
}
