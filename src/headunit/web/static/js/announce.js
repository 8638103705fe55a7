// What a screen reader hears: the display once it rests, and each new step; not every blink, tick or minute.
const REST_MS = 450;

export class Announcer {
  constructor(region, words) {
    this.words = words;
    this.region = region;
    this.told = "";
  }

  /** Tell, when nothing new comes for a moment, what `display` shows and what to do: `step`. */
  tell(display, step, { waiting = false } = {}) {
    const shown = waiting ? display.replace(/\d+/g, "") : display;   // a wait counts down without being read
    const key = `${shown}|${step}`;
    if (key === this.wanted) return;
    this.wanted = key;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.told === key) return;
      const [before, stepBefore] = this.told.split("|");
      this.told = key;
      const words = [];
      if (shown !== before) words.push(display ? this.words.display.replace("{text}", () => spelled(display, this.words.dash)) : this.words.dark);
      if (step !== stepBefore) words.push(`${step}.`);
      this.region.textContent = words.join(" ");
    }, REST_MS);
  }
}

/** Digits are read one by one, dashes as what they are. */
const spelled = (text, dash) => text.replace(/[\d-]{2,}/g, (run) => [...run].map((sign) => (sign === "-" ? dash : sign)).join(" "));
