// The queue: one key answers, the next question is there at once, its picture was fetched before.
import { ask, byId, element, grown, once, say, start, text } from "./base.js";

const SVG = "http://www.w3.org/2000/svg";
const drawn = new Map(); // "id/place" → promise of its boxes; the picture is in the browser's memory
let questions = [];
let at = 0;
let place = 0;
const past = []; // [{id, answered: [{id, before}]}]
let sending = Promise.resolve();
let unsent = 0; // answers on their way
const index = (id) => questions.findIndex((q) => q.id === id);

function fetched(question, number) {
  const key = `${question.id}/${number}`;
  if (!drawn.has(key)) {
    const image = new Image();
    const address = `/questions/${question.id}/pictures/${number}`;
    drawn.set(key, ask("GET", `/questions/${question.id}/places/${number}`).then(async (told) => {
      image.src = address;
      await image.decode().catch(() => undefined);
      return { ...told, image };
    }));
  }
  return drawn.get(key);
}

function show() {
  const question = questions[at];
  byId("finished").hidden = Boolean(question);
  byId("question").hidden = !question;
  byId("sheet").hidden = true;
  byId("undo").disabled = byId("undo-last").disabled = past.length === 0;
  if (!question) {
    byId("count").textContent = "";
    byId("finished-title").focus();
    return;
  }
  const dossiers = new Set(questions.slice(at).map((q) => q.applicant_id)).size;
  byId("count").textContent = text("count", { n: at + 1, all: questions.length, dossiers });
  byId("dossier").textContent = `${text("dossier", { id: question.applicant_id })}${question.category ? ` · ${question.category}` : ""}`;
  byId("text").textContent = question.text;
  const [before, after] = question.context;
  byId("context").hidden = !(before || after);
  byId("context").replaceChildren(`…${before}`, element("mark", {}, question.printed), `${after}…`);
  byId("why").textContent = question.reply ? text("answered", { reply: question.replies.find((r) => r.reply === question.reply)?.text }) : question.why;
  byId("replies").replaceChildren(...question.replies.map((one, n) =>
    element("button", { type: "button", onclick: (event) => event.detail < 2 && answer(n) }, one.text, element("kbd", {}, String(n + 1)))));
  byId("other").hidden = question.places.length < 2;
  byId("whole").checked = false;
  picture();
}

async function picture() {
  const question = questions[at], number = place;
  const here = question.places[number];
  byId("where").textContent = text("where", { ...here, n: number + 1, all: question.places.length });
  let told;
  try {
    told = await fetched(question, number);
  } catch {
    return; // the reason is shown
  }
  if (questions[at] !== question || place !== number) return;
  byId("sheet").hidden = false;
  const image = byId("image");
  image.src = told.image.src;
  image.alt = `${text("page")}: ${byId("where").textContent}`;
  image.width = 1000;
  image.height = Math.round(1000 * told.ratio);
  byId("layer").replaceChildren(...told.boxes.map((corners) => {
    const shape = document.createElementNS(SVG, "polygon");
    shape.setAttribute("points", grown(corners).map((c) => c.join(",")).join(" "));
    const group = document.createElementNS(SVG, "g");
    group.setAttribute("class", "spot ask");
    group.append(shape);
    return group;
  }));
  byId("layer").firstElementChild?.scrollIntoView({ block: "center" });
  const next = questions[at + 1];
  if (next) fetched(next, 0).catch(() => undefined);
}

function answer(n) {
  const question = questions[at];
  const { reply } = question?.replies[n] ?? {};
  if (!reply) return;
  const whole = byId("whole").checked;
  const step = { id: question.id, answered: [{ id: question.id, before: question.reply }] };
  past.push(step);
  question.reply = reply;
  // The next question does not wait for the answer to be written; a fault brings this one back.
  send(() => ask("POST", "/questions/answer", { question: question.id, reply, whole }).then((told) => {
    step.answered = told.answered;
    if (!whole) return;
    const others = new Set(told.answered.map((a) => a.id));
    const shown = questions[at]?.id;
    questions = questions.filter((q) => q.id === step.id || !others.has(q.id));
    at = Math.max(0, shown && !others.has(shown) ? index(shown) : index(step.id) + 1);
    say(text("alike", { n: others.size }));
    show();
  }).catch(() => {
    question.reply = step.answered[0].before;
    past.splice(past.indexOf(step), 1);
    at = Math.max(0, index(step.id));
    show();
  }));
  move(at + 1);
}

// One after the other, in the order of the clicks.
function send(task) {
  unsent += 1;
  byId("unsent").hidden = false;
  sending = sending.then(task).finally(() => {
    unsent -= 1;
    byId("unsent").hidden = unsent === 0;
  }).catch(() => undefined);
}

function move(to) {
  at = to;
  place = 0;
  show();
}

function undo() {
  send(async () => {
    const step = past.pop(); // only now: an answer on its way may still come back
    if (!step) return;
    for (const one of step.answered) await ask("POST", "/questions/answer", { question: one.id, reply: one.before });
    await load(false);
    at = Math.max(0, index(step.id));
    show();
  });
}

async function load(again) {
  const known = new Map(questions.map((q) => [q.id, q]));
  const told = (await ask("GET", `/questions/list${again ? "?again=true" : ""}`)).questions;
  questions = told.map((q) => ({ ...known.get(q.id), ...q }));
  at = 0;
  place = 0;
}

byId("skip").addEventListener("click", () => move(at + 1));
byId("undo").addEventListener("click", undo);
byId("undo-last").addEventListener("click", undo);
byId("other").addEventListener("click", () => {
  place = (place + 1) % questions[at].places.length;
  picture();
});
byId("again").addEventListener("click", () => once(async () => {
  await load(true);
  show();
}));
byId("apply")?.addEventListener("click", () => once(async () => {
  byId("applying").hidden = false;
  byId("applied").textContent = text("applying");
  try {
    await sending;
    await ask("POST", "/questions/apply");
    let told = { state: "running" };
    while (told.state === "running") {
      await new Promise((wake) => setTimeout(wake, 1000));
      told = await ask("GET", "/questions/applied");
    }
    past.length = 0;
    await load(false);
    show();
    byId("applied").textContent = text("applied", told);
    say(text("applied", told));
  } catch {
    byId("applied").textContent = ""; // the reason is shown
  } finally {
    byId("applying").hidden = true;
  }
}));
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "u" || event.key === "0") undo();
  if (!questions[at]) return;
  if (event.key === "1" || event.key === "y") answer(0);
  else if (event.key === "2" || event.key === "n") answer(1);
  else if (event.key === "s") move(at + 1);
  else if (event.key === "p" && !byId("other").hidden) byId("other").click();
  else if (event.key === "w") byId("whole").checked = !byId("whole").checked;
});

// Who leaves now would lose an answer.
addEventListener("beforeunload", (event) => unsent && event.preventDefault());

start(async () => {
  await load(false);
  show();
});
