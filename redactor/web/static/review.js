// One released file after the other: good, a place that is wrong, or left to another reviewer.
import { ask, byId, element, go as leave, onClick, once, start, text } from "./base.js";
import { Drawing } from "./drawing.js";

const SVG = "http://www.w3.org/2000/svg";
const base = `/samples/${byId("review").dataset.sample}`;
let state;
let at = 0;
let fault = ""; // what the next box says: "leak" or "over"
let shown = -1; // the file whose pages are on the screen

const unit = () => state.units[at];

function polygon(corners, kind, label) {
  const shape = document.createElementNS(SVG, "polygon");
  shape.setAttribute("points", corners.map((c) => c.join(",")).join(" "));
  const group = document.createElementNS(SVG, "g");
  group.setAttribute("class", `spot ${kind}`);
  const title = document.createElementNS(SVG, "title");
  title.textContent = label;
  group.append(title, shape);
  return group;
}

function draw() {
  const one = unit();
  byId("count").textContent = text("count", { n: at + 1, all: state.units.length, judged: state.judged });
  byId("dossier").textContent = text("dossier", { id: one.dossier, item: one.item });
  byId("title").textContent = text("title", one);
  byId("said").textContent = one.recused ? text("recused") : one.complaints.length ? text("bad", { n: one.complaints.length }) : text(one.judged ? "good" : "open");
  byId("complaints").replaceChildren(...one.complaints.map((c) => element("li", {}, `${text("page", { n: c.page })} · ${c.text}`)));
  byId("undo").disabled = !one.judged;
  byId("recuse").firstChild.textContent = `${text(one.recused ? "back" : "know")} `;
  for (const id of ["good", "leak", "over"]) byId(id).disabled = one.recused || state.signed;
  byId("finish").hidden = !state.may_sign || state.signed;
  const mine = state.units.every((u) => u.judged || u.recused);
  byId("others").hidden = !mine || state.may_sign || state.signed;
  arm("");
  if (shown !== at) pages();
  else boxes();
}

function boxes() {
  for (const layer of byId("pages").querySelectorAll("svg")) {
    layer.querySelectorAll(".mine").forEach((old) => old.remove());
    for (const c of unit().complaints.filter((c) => c.page === Number(layer.dataset.page))) {
      const [x0, y0, x1, y1] = c.share.map((v) => 1000 * v);
      const group = polygon([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], c.fault, c.text);
      group.classList.add("mine");
      layer.append(group);
    }
  }
}

async function pages() {
  shown = at;
  const mine = at, one = unit(), box = byId("pages"), seen = new Map();
  box.replaceChildren();
  byId("marks").textContent = "";
  if (one.recused) return;
  for (let n = 1; n <= one.pages && mine === at; n += 1) {
    const told = await ask("GET", `${base}/units/${mine}/pages/${n}`);
    if (mine !== at) return;
    const image = element("img", { src: `${base}/units/${mine}/pictures/${n}`, alt: text("page", { n }), width: "1000", height: String(Math.round(1000 * told.ratio)) });
    const layer = document.createElementNS(SVG, "svg");
    layer.setAttribute("viewBox", "0 0 1000 1000");
    layer.setAttribute("preserveAspectRatio", "none");
    layer.dataset.page = n;
    for (const mark of told.marks) {
      layer.append(polygon(mark.corners, "covered", mark.category));
      seen.set(mark.category, (seen.get(mark.category) ?? 0) + 1);
    }
    const paper = element("div", { class: "paper" }, image, layer);
    box.append(element("figure", { class: "sheet" }, paper, element("figcaption", {}, text("page", { n }))));
    new Drawing(paper, layer, (share, done) => place(n, share, done));
    boxes();
    const list = [...seen].map(([what, count]) => `${what} ${count}`).join("、");
    byId("marks").textContent = list ? text("marks", { list }) : text("none");
  }
  const next = state.units[at + 1];
  if (next && !next.recused) ask("GET", `${base}/units/${at + 1}/pages/1`).catch(() => undefined);
}

// Which button is down says what a box means.
function arm(kind) {
  fault = kind;
  document.body.classList.toggle("drawing", Boolean(kind));
  byId("help").hidden = !kind;
  for (const id of ["leak", "over"]) byId(id).setAttribute("aria-pressed", String(id === kind));
}

function place(page, share, done) {
  const dialog = byId("kind"), kind = fault;
  dialog.returnValue = "";
  dialog.showModal();
  dialog.addEventListener("close", () => {
    done();
    if (!dialog.returnValue) return;
    once(() => tell("complaints", { fault: kind, page, share, category: dialog.returnValue }));
  }, { once: true });
}

async function tell(what, body) {
  state = await ask("POST", `${base}/units/${at}/${what}`, body);
  draw();
}

async function verdict(said) {
  const judged = at;
  await tell("verdict", { said });
  if (at === judged && (said === "good" || said === "recused")) forward();
}

function forward() {
  const open = (u) => !u.judged && !u.recused;
  const later = state.units.findIndex((u, n) => n > at && open(u));
  const any = later >= 0 ? later : state.units.findIndex(open);
  if (any >= 0) go(any);
  else if (!byId("finish").hidden) byId("sign").focus();
}

function go(to) {
  if (to < 0 || to >= state.units.length) return;
  at = to;
  draw();
  scrollTo(0, 0);
  byId("file").focus();
}

async function recuse() {
  if (!state.signed) await verdict(unit().recused ? "not_recused" : "recused");
}

byId("good").addEventListener("click", onClick(() => verdict("good")));
byId("leak").addEventListener("click", () => arm(fault === "leak" ? "" : "leak"));
byId("over").addEventListener("click", () => arm(fault === "over" ? "" : "over"));
byId("recuse").addEventListener("click", onClick(recuse));
byId("undo").addEventListener("click", () => once(() => tell("undo")));
byId("next").addEventListener("click", () => go(at + 1));
byId("before").addEventListener("click", () => go(at - 1));
byId("sign").addEventListener("click", () => {
  byId("sure").returnValue = "";
  byId("sure").showModal();
});
byId("sure").addEventListener("close", () => {
  if (byId("sure").returnValue !== "yes") return;
  once(async () => {
    await ask("POST", `${base}/sign`);
    await leave(`${base}/result`);
  });
});
document.addEventListener("keydown", (event) => {
  if (!state || event.altKey || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
  const keys = { 1: "good", 2: "leak", 3: "over", 4: "recuse", n: "next", p: "before", u: "undo" };
  if (event.key === "Escape") arm("");
  else if (keys[event.key] && !byId(keys[event.key]).disabled) byId(keys[event.key]).click();
});

start(async () => {
  state = await ask("GET", `${base}/state`);
  at = Math.max(0, state.units.findIndex((u) => !u.judged && !u.recused));
  draw();
});
