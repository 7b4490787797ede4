// What every page needs: requests with the session's token, messages, the language.
const csrf = document.querySelector('meta[name="csrf"]').content;
const texts = document.getElementById("texts");

export const byId = (id) => document.getElementById(id);

export function text(key, values = {}) {
  const template = texts?.dataset[key] ?? key;
  return template.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

// A frame tight on the print would hide its edge.
export function grown(corners) {
  const xs = corners.map((c) => c[0]), ys = corners.map((c) => c[1]);
  const cx = (Math.min(...xs) + Math.max(...xs)) / 2, cy = (Math.min(...ys) + Math.max(...ys)) / 2;
  return corners.map(([x, y]) => [x + Math.sign(x - cx) * 2.5, y + Math.sign(y - cy) * 2]);
}

// What a page asks for before it can be used. A click before that, or before the page's own script
// runs, would be lost, or send its form the browser's way.
let starting = null;
const open = () => (byId("main").inert = false);
export const start = (load) => (starting = load().finally(open));
document.addEventListener("DOMContentLoaded", () => starting ?? open());

// One act at a time: what is clicked or typed while it is being answered does nothing.
let acting = false;
export async function once(act) {
  if (acting) return;
  acting = true;
  byId("main").classList.add("acting");
  try {
    await act();
  } finally {
    acting = false;
    byId("main").classList.remove("acting");
  }
}

// For a button whose place another one may take: the second click of a double click is not for that.
export const onClick = (act) => (event) => (event.detail > 1 ? undefined : once(act));

// On to another page; the act that leads there is not over before it is shown.
export function go(address) {
  location.assign(address);
  return new Promise(() => {});
}

// A page that is taken from the browser's memory shows, and is, what it was.
addEventListener("pageshow", (event) => event.persisted && location.reload());

let silence = 0;

export function say(message) {
  byId("say").textContent = message;
  clearTimeout(silence);
  silence = setTimeout(() => (byId("say").textContent = ""), 8000);
}

export function fault(message) {
  byId("fault").textContent = message;
}

function noAnswer() {
  fault(document.documentElement.lang === "en" ? "The program does not answer: is it still running?" : "程序没有响应，请确认它还在运行。");
}

export async function ask(method, path, body, headers = {}) {
  const isData = body instanceof Blob;
  if (body !== undefined && !isData) headers["Content-Type"] = "application/json";
  let answer;
  try {
    answer = await fetch(path, {
      method,
      headers: { Accept: "application/json", "X-CSRF-Token": csrf, ...headers },
      body: body === undefined ? undefined : isData ? body : JSON.stringify(body),
    });
  } catch {
    noAnswer();
    throw new Error("no answer");
  }
  const told = answer.headers.get("content-type")?.includes("json") ? await answer.json() : {};
  if (!answer.ok) {
    fault(told.text ?? answer.statusText);
    throw new Error(told.code ?? String(answer.status));
  }
  fault("");
  return told;
}

// How far a job is; when all is read and it goes on, nobody knows for how long.
function told(job) {
  const meter = byId("meter"), line = byId("pages-read");
  if (job.pages && job.pages < job.total) {
    meter.max = job.total;
    meter.value = job.pages;
  } else meter.removeAttribute("value");
  if (!job.pages) line.textContent = text("waiting");
  else if (job.kind === "redact" && job.pages >= job.total) line.textContent = text("verifying");
  else line.textContent = job.total >= job.pages ? text("of", { n: job.pages, all: job.total }) : text("pages", { n: job.pages });
}

// Waits for the job that runs, and shows how far it is; resolves with its last state.
export function follow(title) {
  const box = byId("working"), others = [...document.querySelectorAll("#person, #viewer, .tools, .legend")];
  box.hidden = false;
  for (const other of others) other.hidden = true;
  say("");
  byId("doing").textContent = title;
  byId("meter").removeAttribute("value");
  scrollTo(0, 0);
  return new Promise((resolve, reject) => {
    const events = new EventSource("/self-check/events");
    events.onerror = noAnswer; // the browser tries again
    events.onmessage = (event) => {
      fault("");
      const job = JSON.parse(event.data);
      const first = byId("first-page");
      if (first && job.first && first.hidden) {
        first.src = `/self-check/pictures/${job.first}`;
        first.hidden = false;
      }
      told(job);
      if (job.state === "waiting" || job.state === "running") return;
      events.close();
      box.hidden = true;
      for (const other of others) other.hidden = false;
      if (job.state === "failed") {
        fault(job.error_text);
        reject(new Error(job.error));
      } else resolve(job);
    };
  });
}

byId("language")?.addEventListener("click", () => once(async () => {
  await ask("POST", "/language", { language: byId("language").dataset.to });
  location.reload();
}));
byId("logout")?.addEventListener("click", () => once(async () => {
  await ask("POST", "/logout");
  await go("/");
}));
