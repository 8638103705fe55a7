// The box that says what to do now, and the list of all steps.
import { cap } from "./together.js";

const MOODS = { done: "go", wrong: "stop", locked: "stop", wait: "care", slip: "care", power: "care", off: "care" };

const sentence = (parts) => parts.map((part) => ("key" in part ? cap(part.key) : part.text));

/** A sentence as it is read aloud. */
export const spoken = (parts) => parts.map((part) => part.key ?? part.text).join("");

export class GuideBox {
  constructor(page, words) {
    this.words = words;
    this.box = page.querySelector(".now");
    this.step = page.querySelector("[data-step]");
    this.say = page.querySelector("[data-do]");
    this.then = page.querySelector("[data-then]");
    this.count = page.querySelector("[data-count]");
    this.lines = [...page.querySelectorAll("[data-plan] > li")];
  }

  show(guide) {
    for (const mood of new Set(Object.values(MOODS))) this.box.classList.toggle(mood, MOODS[guide.state] === mood);
    const number = Math.min(guide.at + 1, guide.of);
    this.step.textContent = this.words[guide.state] ?? (guide.of ? this.words.step.replace("{at}", number).replace("{of}", guide.of) : "");
    this.say.replaceChildren(...sentence(guide.say));
    this.then.replaceChildren(...sentence(guide.then));
    const [done, of] = guide.ticks ?? [0, 0];
    this.count.replaceChildren(...Array.from({ length: of }, (_, at) => {
      const tick = document.createElement("i");
      tick.className = at < done ? "on" : "";
      return tick;
    }));
    const follows = guide.state === "go" || guide.state === "slip";
    this.lines.forEach((line, at) => {
      const here = follows && at === guide.at;
      line.className = here ? "on" : guide.state === "done" || (follows && at < guide.at) ? "done" : "";
      if (here) line.setAttribute("aria-current", "step"); else line.removeAttribute("aria-current");
    });
  }
}
