// The bench: the panel, the guide, the car's switches and the sounds, all from what the rehearsal says.
import { Announcer } from "./announce.js";
import { GuideBox, spoken } from "./guide.js";
import { Link } from "./link.js";
import { Panel } from "./panel.js";
import { Sound } from "./sound.js";
import { Together } from "./together.js";

const bench = document.querySelector("[data-session]");
const $ = (selector) => bench.querySelector(selector);
const offline = $("[data-offline]");
const again = $("[data-again]");
const words = JSON.parse(bench.dataset.words);
const still = matchMedia("(prefers-reduced-motion: reduce)");

const state = {};
const sound = new Sound();
const guide = new GuideBox(bench, words);
const announcer = new Announcer($("[data-said]"), words);

const hand = {
  press: (keys) => { sound.tap(); link.send({ type: "press", keys }); },
  release: (keys) => link.send({ type: "release", keys }),
  turn: (key, by) => { sound.tap(); link.send({ type: "turn", key, by }); },
};
const panel = new Panel($("svg.panel"), hand);
const together = new Together($("[data-together]"), hand, words);

const link = new Link(bench.dataset.socket, bench.dataset.session, {
  up: () => { offline.hidden = true; },
  down: () => { panel.letGo(); together.letGo(); offline.hidden = false; bench.dataset.link = "down"; },
  ended: (reason) => {
    panel.letGo();
    offline.hidden = false;
    offline.textContent = words[reason === "gone" ? "gone" : "taken"];
  },
  sounds: (names) => names.forEach((name) => sound.play(name)),
  state: (news) => { Object.assign(state, news); draw(news); },
});

function draw(news) {
  if (news.display) panel.show(state.display.lit);
  if (news.display || "dark" in news || "power" in news) panel.dark(!state.power || (state.dark && !still.matches));
  if (news.holds) panel.holds = state.holds;
  if (news.down) bench.dataset.felt = state.down.length; // how many keys the radio feels
  if (news.guide) { guide.show(state.guide); panel.hint(state.guided ? state.guide.hints : []); }
  if (news.chords || news.guide) together.show(state.chords, state.guided ? state.guide.hints : []);
  if ("playing" in news) sound.music(state.playing);
  for (const [name, value] of Object.entries(news.car ?? {})) check(name, value);
  if ("speed" in news) check("speed", String(state.speed));
  if ("guided" in news) check("mode", state.guided ? "guided" : "free");
  announcer.tell(state.power ? state.display.text : "", spoken(state.guide.say), { waiting: state.guide.state === "wait" });
  bench.dataset.link = "up";
}

const check = (name, value) => {
  const choice = $(`input[name="${name}"][value="${value}"]`);
  if (choice) choice.checked = true;
};

// A browser keeps what was chosen before a reload; what holds is what the rehearsal says.
for (const input of bench.querySelectorAll("[data-car] input")) {
  input.addEventListener("change", () => {
    const { name, value } = input;
    if (name === "sound") sound.set(value === "on");
    else if (name === "speed") link.send({ type: "clock", speed: Number(value) });
    else if (name === "mode") link.send({ type: "mode", guided: value === "guided" });
    else link.send({ type: "car", [name]: value });
  });
}
check("sound", "off");
again.addEventListener("click", () => link.send({ type: "again" }));
