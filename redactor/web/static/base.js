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

// A click before the page's own script runs would be lost, or send its form the browser's way.
document.addEventListener("DOMContentLoaded", () => (byId("main").inert = false));

let silence = 0;

export function say(message) {
  byId("say").textContent = message;
  clearTimeout(silence);
  silence = setTimeout(() => (byId("say").textContent = ""), 8000);
}

export function fault(message) {
  byId("fault").textContent = message;
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
    fault(document.documentElement.lang === "en" ? "The program does not answer: is it still running?" : "程序没有响应，请确认它还在运行。");
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
    events.onmessage = (event) => {
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

byId("language")?.addEventListener("click", async (event) => {
  await ask("POST", "/language", { language: event.currentTarget.dataset.to });
  location.reload();
});
byId("logout")?.addEventListener("click", async () => {
  await ask("POST", "/logout");
  location.assign("/");
});
