// The last page: the checklist, the answer, and the files to take along.
import { ask, byId, element, go, onClick, once, start, text } from "./base.js";

const MARKS = { ok: "✓", leak: "✗", ask: "?", over: "–" };

function show(view) {
  const yes = view.may_upload;
  const verdict = byId("verdict");
  verdict.textContent = text(yes ? "yes" : "no");
  verdict.className = yes ? "good" : "bad";
  const left = view.checklist.filter((one) => ["leak", "ask"].includes(one.state));
  const confirm = !yes && left.every((one) => one.confirmable) && (view.stage === "check" || view.released);
  const why = view.stale ? "stale" : confirm ? "noConfirm" : `${yes ? "yes" : "no"}${view.stage === "result" ? "Result" : "Check"}`;
  byId("why").textContent = text(why);
  byId("items").replaceChildren(...view.checklist.map(item));
  const out = view.stage === "result" && view.released && !view.stale;
  byId("downloads").hidden = !out;
  if (out) files(view);
}

function item(one) {
  const parts = [
    element("span", { class: "mark", "aria-hidden": "true" }, MARKS[one.state]),
    element("span", { class: "what" }, one.text),
    element("span", { class: "state" }, one.state_text, one.count ? ` · ${text("places", { n: one.count })}` : "", one.covered ? ` · ${text("covered", { n: one.covered })}` : ""),
  ];
  if (one.state !== "ok" && one.confirmable) {
    const seen = element("button", { type: "button", onclick: onClick(async () => show(await ask("POST", "/self-check/confirm", { item: one.key }))) }, text("seen"));
    parts.push(seen);
  }
  if (one.state !== "ok") parts.push(element("a", { class: "button plain", href: "/self-check/pages" }, text("look")));
  return element("li", { class: one.state, "data-item": one.key }, ...parts);
}

function files(view) {
  const rows = view.files.map((file, index) => {
    const number = numbers[index]?.number;
    return element("li", {}, element("span", { class: "name" }, `${file.kind} ${index + 1}`), element("span", { class: "quiet" }, file.status),
      element("a", { class: "button", href: `/self-check/files/${number}`, download: true }, "PDF"));
  });
  byId("out").replaceChildren(...rows);
}

byId("delete").addEventListener("click", () => {
  byId("sure").returnValue = "";
  byId("sure").showModal();
});
byId("sure").addEventListener("close", () => {
  if (byId("sure").returnValue !== "yes") return;
  once(async () => {
    await ask("POST", "/self-check/delete");
    await go("/self-check");
  });
});

let numbers = [];
start(async () => {
  numbers = (await ask("GET", "/self-check/state")).files;
  show(await ask("GET", "/self-check/view"));
}).then(() => byId("verdict").focus());
