// The pages with their places: click one to see why, decide, draw, undo, redact.
import { ask, byId, element, follow, go, grown, onClick, once, say, start, text } from "./base.js";
import { Drawing } from "./drawing.js";

const SVG = "http://www.w3.org/2000/svg";
const OPEN = ["leak", "ask"];
let view = null;
let current = 0; // index of the file that is shown
let chosen = null; // id of the place that is shown
const top = (spot) => Math.min(...spot.boxes.flat().map((corner) => corner[1]), 2000);
const count = (file, colour) => file.spots.filter((s) => s.colour === colour).length;

function show(told, { keep = false } = {}) {
  view = told;
  current = Math.min(current, view.files.length - 1);
  const red = view.files.reduce((n, f) => n + count(f, "leak"), 0);
  const orange = view.files.reduce((n, f) => n + count(f, "ask"), 0);
  const lead = view.stale ? "stale" : view.stage === "check" ? "first" : view.released ? "result" : "held";
  const sum = red + orange ? text("open", { red, orange, files: view.files.length }) : text("clear");
  byId("summary").textContent = `${sum} ${text(lead)}`;
  byId("undo").disabled = !view.can_undo;
  byId("next").disabled = orange === 0;
  tabs();
  if (keep) overlay();
  else pages();
  places();
}

function tabs() {
  byId("tabs").replaceChildren(
    ...view.files.map((file, index) => {
      const tab = element("button", { type: "button", "aria-current": index === current ? "true" : "false" },
        element("span", { class: "name" }, file.name), badge(file, "leak"), badge(file, "ask"));
      tab.addEventListener("click", () => {
        current = index;
        chosen = null;
        show(view);
      });
      return tab;
    }),
  );
}

function badge(file, colour) {
  const n = count(file, colour);
  return element("span", { class: `badge ${colour}`, hidden: n === 0 }, element("span", { class: "unseen" }, view.colours[colour]), String(n));
}

function pages() {
  const file = view.files[current];
  const notes = file.warnings.map((w) => element("p", { class: "note" }, w));
  if (file.asks_owner) notes.push(owner(file));
  byId("pages").replaceChildren(...notes, ...file.pages.map((page) => sheet(file, page)));
  overlay();
}

function owner(file) {
  const told = (belongs) => onClick(async () => show(await ask("POST", "/self-check/belongs", { doc_id: file.doc_id, belongs })));
  return element("p", { class: "choices" },
    element("button", { type: "button", onclick: told(true) }, text("belongs")),
    element("button", { type: "button", onclick: told(false) }, text("wrong")));
}

function sheet(file, page) {
  const title = text("page", { n: page.page });
  const image = element("img", { src: `/self-check/pictures/${page.picture}`, alt: `${file.name}, ${title}`, loading: "lazy", width: 1000, height: Math.round(1000 * page.ratio) });
  const layer = document.createElementNS(SVG, "svg");
  layer.setAttribute("viewBox", "0 0 1000 1000");
  layer.setAttribute("preserveAspectRatio", "none");
  layer.dataset.page = page.page;
  layer.setAttribute("role", "group");
  layer.setAttribute("aria-label", title);
  const paper = element("div", { class: "paper" }, image, layer);
  new Drawing(paper, layer, (share, drop) => drawn(page.page, share, drop));
  const unread = page.unread.map((why) => element("p", { class: "note" }, text("unread", { why })));
  return element("figure", { class: "sheet", id: `page-${page.page}` }, element("figcaption", {}, title), ...unread, paper);
}

function overlay() {
  const file = view.files[current];
  for (const layer of document.querySelectorAll(".paper svg")) {
    const page = Number(layer.dataset.page);
    layer.replaceChildren(...file.spots.filter((s) => s.page === page && s.boxes.length).map(box));
  }
}

function box(spot) {
  const group = document.createElementNS(SVG, "g");
  group.setAttribute("class", `spot ${spot.colour}${spot.id === chosen ? " chosen" : ""}`);
  group.setAttribute("tabindex", "0");
  group.setAttribute("role", "button");
  group.setAttribute("aria-label", text("box", { colour: view.colours[spot.colour], what: `${spot.entity} ${spot.reason}` }));
  group.dataset.spot = spot.id;
  for (const corners of spot.boxes) {
    const shape = document.createElementNS(SVG, "polygon");
    shape.setAttribute("points", grown(corners).map((p) => p.join(",")).join(" "));
    group.append(shape);
  }
  group.addEventListener("click", () => choose(spot.id, { focus: true }));
  group.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose(spot.id, { focus: true });
  });
  return group;
}

function places() {
  const file = view.files[current];
  const order = ["ask", "leak", "over", "kept", "covered"];
  const sorted = [...file.spots].sort((a, b) => order.indexOf(a.colour) - order.indexOf(b.colour) || (a.page ?? 1e9) - (b.page ?? 1e9) || top(a) - top(b));
  const rows = sorted.map((spot) => {
    const where = spot.page ? text("page", { n: spot.page }) : text("file");
    const row = element("button", { type: "button", class: spot.colour, "data-spot": spot.id, "aria-pressed": spot.id === chosen ? "true" : "false" },
      element("i", { class: `key ${spot.colour}` }), element("b", {}, `${view.colours[spot.colour]} ${spot.entity}`),
      element("small", {}, `${where} · ${spot.reason}`));
    row.addEventListener("click", () => choose(spot.id, { scroll: true, focus: true }));
    return element("li", {}, row);
  });
  byId("list").replaceChildren(...(rows.length ? rows : [element("li", { class: "quiet" }, text("none"))]));
  card();
}

function card() {
  const spot = view.files[current]?.spots.find((s) => s.id === chosen);
  const panel = byId("card");
  panel.hidden = !spot;
  if (!spot) return;
  panel.className = `spotcard ${spot.colour}`;
  const head = `${view.colours[spot.colour]} ${spot.entity} ${spot.masked}`;
  const close = element("button", { type: "button", class: "plain close", "aria-label": text("close"), onclick: unchoose }, "×");
  const parts = [close, element("h2", {}, head), element("p", {}, spot.reason)];
  if (spot.evidence.length) parts.push(element("p", { class: "quiet" }, `${text("why")}: ${spot.evidence.join("；")}`));
  if (spot.can_decide) parts.push(choices(spot));
  else if (spot.colour === "leak") parts.push(element("p", { class: "quiet" }, text("hidden")));
  panel.replaceChildren(...parts);
}

function choices(spot) {
  const drawnBox = spot.id.startsWith("box-");
  const yes = element("button", { type: "button", class: "yes", onclick: onClick(() => decide(spot, "redact")) }, text("redact"), element("kbd", {}, "1"));
  const stay = element("button", { type: "button", class: "no", onclick: onClick(() => decide(spot, "keep")) }, text(drawnBox ? "removeBox" : "keep"), element("kbd", {}, "2"));
  if (spot.colour === "ask") return element("p", { class: "choices" }, yes, stay);
  return element("p", { class: "choices" }, spot.colour === "kept" ? yes : stay);
}

function unchoose() {
  const row = document.querySelector(`#list [data-spot="${CSS.escape(chosen ?? "")}"]`);
  chosen = null;
  overlay();
  places();
  if (row) byId("list").querySelector(`[data-spot="${CSS.escape(row.dataset.spot)}"]`)?.focus({ preventScroll: true });
}

function choose(id, { scroll = false, focus = false } = {}) {
  chosen = id;
  overlay();
  places();
  const shape = document.querySelector(`svg [data-spot="${CSS.escape(id)}"]`);
  if (shape && scroll) shape.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  if (focus) byId("card").focus({ preventScroll: true });
}

async function decide(spot, action) {
  const was = spot.colour;
  show(await ask("POST", "/self-check/decide", { spot: spot.id, action }), { keep: true });
  if (was !== "ask") return;
  next();
  if (byId("next").disabled) unchoose();
}

function next() {
  const files = view.files.length;
  for (let step = 0; step < files; step += 1) {
    const index = (current + step) % files;
    const spot = view.files[index].spots.find((s) => s.colour === "ask" && s.id !== (step ? null : chosen) && (s.can_decide || s.page));
    if (!spot) continue;
    if (index !== current) {
      current = index;
      show(view);
    }
    choose(spot.id, { scroll: true, focus: true });
    return;
  }
  say(text("last"));
}

// -- drawing ------------------------------------------------------------------------------

function drawing(on) {
  byId("draw").setAttribute("aria-pressed", String(on));
  byId("draw-help").hidden = !on;
  document.body.classList.toggle("drawing", on);
}

function drawn(page, share, drop) {
  const dialog = byId("kind");
  const buttons = view.drawable.map(({ entity, text: label }) =>
    element("button", { type: "button", onclick: onClick(async () => {
      dialog.close();
      show(await ask("POST", "/self-check/draw", { doc_id: view.files[current].doc_id, page, share, entity }), { keep: true });
    }) }, label));
  byId("kinds").replaceChildren(...buttons);
  dialog.addEventListener("close", () => {
    drop();
    drawing(false);
  }, { once: true });
  dialog.showModal();
}

byId("kind-cancel").addEventListener("click", () => byId("kind").close());
byId("draw").addEventListener("click", () => drawing(!document.body.classList.contains("drawing")));
byId("next").addEventListener("click", next);
byId("undo").addEventListener("click", () => once(async () => show(await ask("POST", "/self-check/undo"), { keep: true })));
byId("redact").addEventListener("click", () => {
  const open = view.files.some((f) => f.spots.some((s) => s.colour === "ask" && s.can_decide));
  if (!open) return once(redact);
  byId("open").returnValue = "";
  return byId("open").showModal();
});
byId("open").addEventListener("close", () => {
  if (byId("open").returnValue === "redact") once(redact);
  else if (byId("open").returnValue === "decide") next();
});

async function redact() {
  unchoose();
  await ask("POST", "/self-check/redact");
  await redacted();
}

async function redacted() {
  await follow(text("redacting"));
  chosen = null;
  show(await ask("GET", "/self-check/view"));
  if (view.released && !view.files.some((f) => f.spots.some((s) => OPEN.includes(s.colour)))) await go("/self-check/done");
  byId("headline").focus();
}

document.addEventListener("keydown", (event) => {
  if (!view || event.target.closest("input, textarea, dialog") || event.altKey) return;
  if (event.ctrlKey || event.metaKey) {
    if (event.key === "z" && view.can_undo) byId("undo").click();
    return;
  }
  const spot = view.files[current]?.spots.find((s) => s.id === chosen);
  if (event.key === "n") next();
  else if (event.key === "d") byId("draw").click();
  else if (event.key === "z" && view.can_undo) byId("undo").click();
  else if (event.key === "Escape" && document.body.classList.contains("drawing")) drawing(false);
  else if (event.key === "Escape" && chosen) unchoose();
  else if (event.key === "1" && spot?.can_decide) once(() => decide(spot, "redact"));
  else if (event.key === "2" && spot?.can_decide) once(() => decide(spot, "keep"));
});

start(async () => {
  show(await ask("GET", "/self-check/view"));
  return (await ask("GET", "/self-check/state")).job;
}).then((job) => {
  if (job.kind === "redact" && ["waiting", "running"].includes(job.state)) once(redacted);
});
