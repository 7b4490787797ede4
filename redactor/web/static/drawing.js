// A box over a page: by mouse, by finger, or by arrow keys.
const SVG = "http://www.w3.org/2000/svg";
const STEP = 10, LEAST = 6; // thousandths of the page

export class Drawing {
  constructor(paper, layer, done) {
    this.layer = layer;
    this.done = done;
    this.from = null;
    this.shape = null;
    paper.tabIndex = -1;
    paper.addEventListener("pointerdown", (event) => this.begin(event));
    paper.addEventListener("pointermove", (event) => this.move(event));
    paper.addEventListener("pointerup", (event) => this.end(event));
    paper.addEventListener("pointercancel", () => this.drop());
    document.addEventListener("keydown", (event) => this.key(event));
  }

  get on() {
    return document.body.classList.contains("drawing");
  }

  at(event) {
    const box = this.layer.getBoundingClientRect();
    const clip = (v) => Math.min(1000, Math.max(0, v));
    return [clip((1000 * (event.clientX - box.left)) / box.width), clip((1000 * (event.clientY - box.top)) / box.height)];
  }

  begin(event) {
    if (!this.on || event.button > 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    this.from = this.at(event);
    this.frame([...this.from, ...this.from]);
  }

  move(event) {
    if (this.from) this.frame([...this.from, ...this.at(event)]);
  }

  end(event) {
    if (!this.from) return;
    const box = [...this.from, ...this.at(event)];
    this.from = null;
    this.take(box);
  }

  frame(box) {
    if (!this.shape) {
      this.shape = document.createElementNS(SVG, "rect");
      this.shape.setAttribute("class", "drawn");
      this.layer.append(this.shape);
    }
    this.box = [Math.min(box[0], box[2]), Math.min(box[1], box[3]), Math.max(box[0], box[2]), Math.max(box[1], box[3])];
    const [x0, y0, x1, y1] = this.box;
    for (const [name, value] of [["x", x0], ["y", y0], ["width", x1 - x0], ["height", y1 - y0]]) this.shape.setAttribute(name, value);
  }

  take(box) {
    this.frame(box);
    const [x0, y0, x1, y1] = this.box;
    if (x1 - x0 < LEAST || y1 - y0 < LEAST / 2) return this.drop();
    // It stays in sight until it is said what it covers.
    return this.done([x0, y0, x1, y1].map((v) => v / 1000), () => this.drop());
  }

  drop() {
    this.from = null;
    this.shape?.remove();
    this.shape = null;
  }

  // The first page in sight is the one that the keys draw on.
  key(event) {
    if (!this.on) return this.shape && this.drop();
    const box = this.layer.getBoundingClientRect();
    const sights = [...document.querySelectorAll(".paper svg")].filter((l) => l.getBoundingClientRect().bottom > 120);
    if (sights[0] !== this.layer || box.height === 0) return undefined;
    const moves = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
    if (event.key === "Enter" && this.shape) {
      event.preventDefault();
      return this.take(this.box);
    }
    const by = moves[event.key];
    if (!by) return undefined;
    event.preventDefault();
    let [x0, y0, x1, y1] = this.shape ? this.box : [400, 400, 550, 425];
    if (this.shape) {
      x1 += by[0];
      y1 += by[1];
      if (!event.shiftKey) {
        x0 += by[0];
        y0 += by[1];
      }
    }
    return this.frame([x0, y0, Math.max(x0 + LEAST, x1), Math.max(y0 + LEAST, y1)]);
  }
}
