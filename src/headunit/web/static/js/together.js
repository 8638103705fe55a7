// Keys that are held together: one finger, or the space bar, holds them all. On the drawing itself several fingers can.
export class Together {
  /** Draw the chords into `host`; `on` has press(keys) and release(keys). */
  constructor(host, on, words) {
    this.words = words;
    this.host = host;
    this.on = on;
    this.shown = "";
  }

  show(chords, hints) {
    this.latest = [chords, hints];
    const wanted = hints.filter(([, act]) => act === "press").map(([key]) => key);
    const next = JSON.stringify([chords, wanted.length > 1 ? wanted : []]);
    if (next === this.shown || this.host.querySelector(".holding")) return;
    this.shown = next;
    const focused = this.host.contains(document.activeElement);
    this.host.replaceChildren(...chords.map((chord) => this.button(chord, wanted)));
    if (focused) this.host.querySelector("button")?.focus();
  }

  button({ keys, ms, tap }, wanted) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "key small";
    if (wanted.length > 1 && [...keys, ...(tap ? [tap] : [])].every((key) => wanted.includes(key))) button.classList.add("hint");
    const filled = { "{keys}": keys.flatMap((key, at) => [...(at ? [" + "] : []), cap(key)]), "{tap}": tap ? [cap(tap)] : [] };
    button.append(...this.words[tap ? "hold-on" : "hold"].split(/(\{\w+\})/).flatMap((part) => filled[part] ?? [part]));
    button.style.setProperty("--hold", `${ms}ms`);
    const down = () => {
      if (button.classList.contains("holding")) return;
      button.classList.add("holding", "down");
      this.on.press(keys);
      if (tap) { this.on.press([tap]); this.on.release([tap]); }
    };
    const up = () => {
      if (!button.classList.contains("holding")) return;
      button.classList.remove("holding", "down");
      this.on.release(keys);
      this.show(...this.latest); // what was told while they were held
    };
    button.addEventListener("pointerdown", (event) => { if (event.button === 0) { button.setPointerCapture(event.pointerId); down(); } });
    button.addEventListener("pointerup", up);
    button.addEventListener("pointercancel", up);
    button.addEventListener("keydown", (event) => { if ((event.key === "Enter" || event.key === " ") && !event.repeat) { event.preventDefault(); down(); } });
    button.addEventListener("keyup", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); up(); } });
    button.addEventListener("blur", up);
    button.addEventListener("contextmenu", (event) => event.preventDefault());
    return button;
  }

  letGo() { for (const button of this.host.querySelectorAll(".holding")) button.classList.remove("holding", "down"); }
}

export function cap(text) {
  const key = document.createElement("kbd");
  key.className = "k";
  key.translate = false;
  key.textContent = text;
  return key;
}
