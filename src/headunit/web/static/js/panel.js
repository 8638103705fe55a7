// The live front panel: presses, holds and turns by mouse, touch and keyboard on the SVG that the server drew.
const DETENT_DEG = 20, DETENT_PX = 16, SLACK_PX = 6;
const ENTER = new Set(["Enter", " "]);
const ARROWS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
const BY = { up: 1, down: -1 };

export class Panel {
  /** Bring `svg` to life; `on` has press(keys), release(keys) and turn(key, by). */
  constructor(svg, on) {
    this.svg = svg;
    this.on = on;
    this.holds = {};
    this.down = new Map();      // who holds a key → the key: pointers by id, keyboard keys by name
    this.parts = new Map();
    this.controls = [...svg.querySelectorAll(".pc")];
    for (const part of svg.querySelectorAll(".pk")) this.parts.set(part.dataset.part, part);
    this.turns = new Map();
    this.lit = svg.querySelector(".p-text path.lit");
    this.title = svg.querySelector(".scr-title");
    this.cells = [...svg.querySelectorAll(".scr-digit")];
    this.boxes = svg.querySelector(".scr-cells");
    this.upgrade();
  }

  upgrade() {
    this.svg.setAttribute("role", "group");
    for (const control of this.controls) {
      control.setAttribute("role", "button");
      control.setAttribute("tabindex", "0");
      control.setAttribute("aria-label", control.dataset.name);
      control.addEventListener("pointerdown", (event) => this.pointerDown(control, event));
      control.addEventListener("click", (event) => this.click(control, event));
      control.addEventListener("keydown", (event) => this.keyDown(control, event));
      control.addEventListener("keyup", (event) => { if (ENTER.has(event.key)) this.lift("enter"); });
      control.addEventListener("blur", () => { this.lift("enter"); this.lift("digit"); });
      control.addEventListener("contextmenu", (event) => event.preventDefault());
    }
    this.svg.addEventListener("keyup", (event) => { if (/^\d$/.test(event.key)) this.lift("digit"); });
  }

  // ---- pointers ----

  pointerDown(control, event) {
    if (event.button !== 0 || this.down.has(event.pointerId)) return;
    control.setPointerCapture(event.pointerId);
    this.pointed = true;
    const drag = this.dragOf(control, event);
    const press = control.dataset.act === "press";
    if (press) this.hold(event.pointerId, control.dataset.key);
    const move = (e) => { if (e.pointerId === event.pointerId) drag?.(e); };
    const end = (e) => {
      if (e.pointerId !== event.pointerId) return;
      control.removeEventListener("pointermove", move);
      control.removeEventListener("pointerup", end);
      control.removeEventListener("pointercancel", end);
      if (press) this.lift(event.pointerId);
      else if (e.type === "pointerup" && !drag?.moved) this.turn(control.dataset.key, BY[control.dataset.act]);
    };
    control.addEventListener("pointermove", move);
    control.addEventListener("pointerup", end);
    control.addEventListener("pointercancel", end);
  }

  /** What moving the pointer does: round a knob by its angle, along a wheel by its way; nothing on a key. */
  dragOf(control, event) {
    const part = control.closest(".pk"), key = control.dataset.key;
    const isKnob = part.classList.contains("pk-knob"), isThumb = part.classList.contains("pk-thumb");
    if (!isKnob && !isThumb) return null;
    const box = part.querySelector(".pk-cap").getBoundingClientRect();
    const cx = box.x + box.width / 2, cy = box.y + box.height / 2;
    const measure = (e) => (isKnob ? (Math.atan2(e.clientY - cy, e.clientX - cx) * 180) / Math.PI : -e.clientY);
    const unit = isKnob ? DETENT_DEG : DETENT_PX;
    let last = measure(event), sum = 0;
    const drag = (e) => {
      if (!drag.moved && Math.hypot(e.clientX - event.clientX, e.clientY - event.clientY) < SLACK_PX) return;
      if (!drag.moved) { drag.moved = true; this.lift(event.pointerId); }
      let by = measure(e) - last;
      if (isKnob) by = ((by + 540) % 360) - 180;
      last = measure(e);
      sum += by;
      const detents = Math.trunc(sum / unit);
      if (detents) { sum -= detents * unit; this.turn(key, Math.max(-10, Math.min(10, detents))); }
    };
    return drag;
  }

  /** A click without a pointer comes from a screen reader or a switch: it is a tap. */
  click(control, event) {
    if (event.detail !== 0 || this.pointed) { this.pointed = false; return; }
    if (control.dataset.act !== "press") { this.turn(control.dataset.key, BY[control.dataset.act]); return; }
    this.hold("click", control.dataset.key);
    this.lift("click");
  }

  // ---- keyboard ----

  keyDown(control, event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const { key, act } = control.dataset;
    if (ENTER.has(event.key)) {
      event.preventDefault();
      if (act === "press") { if (!event.repeat) this.hold("enter", key); }
      else this.turn(key, BY[act]);
    } else if (event.key in ARROWS && control.closest(".pk-knob, .pk-thumb, .pk-rocker")) {
      event.preventDefault();
      this.turn(key, ARROWS[event.key]);
    } else if (/^\d$/.test(event.key) && this.parts.has(event.key) && !event.repeat) {
      event.preventDefault();
      this.hold("digit", event.key);
    }
  }

  // ---- what comes of it ----

  hold(who, key) {
    this.lift(who);
    this.down.set(who, key);
    this.look(key, true);
    this.on.press([key]);
  }

  lift(who) {
    const key = this.down.get(who);
    if (key === undefined) return;
    this.down.delete(who);
    if ([...this.down.values()].includes(key)) return;
    this.look(key, false);
    this.on.release([key]);
  }

  turn(key, by) {
    const degrees = (this.turns.get(key) ?? 0) + by * DETENT_DEG;
    this.turns.set(key, degrees);
    const mark = this.parts.get(key)?.querySelector("[data-turns]");
    mark?.setAttribute("transform", `rotate(${degrees} ${mark.dataset.turns})`);
    this.on.turn(key, by);
  }

  /** Show a key as down or up; where holding it does something, a bar fills. */
  look(key, down) {
    const part = this.parts.get(key);
    if (!part) return;
    part.classList.toggle("down", down);
    const ms = this.holds[key];
    part.classList.toggle("holding", Boolean(down && ms));
    if (down && ms) part.style.setProperty("--hold", `${ms}ms`);
  }

  /** Let go of everything: the line was lost. */
  letGo() {
    for (const who of [...this.down.keys()]) {
      const key = this.down.get(who);
      this.down.delete(who);
      this.look(key, false);
    }
  }

  // ---- what the radio shows ----

  show({ path, title, cells }) {
    this.lit?.setAttribute("d", path || "M0 0");
    if (this.title) this.title.textContent = title;
    this.boxes?.classList.toggle("off", cells.length === 0);
    this.cells.forEach((cell, at) => { cell.textContent = cells[at] ?? ""; });
  }

  dark(isDark) { this.svg.classList.toggle("dead", isDark); }

  hint(hints) {
    const wanted = new Set(hints.map(([key, act]) => `${act} ${key}`));
    for (const control of this.controls) {
      const on = wanted.has(`${control.dataset.act} ${control.dataset.key}`);
      control.classList.toggle("hint", on);
    }
    for (const [key, part] of this.parts) {
      part.classList.toggle("hint", wanted.has(`press ${key}`) && !part.classList.contains("pk-rocker"));
    }
  }
}
