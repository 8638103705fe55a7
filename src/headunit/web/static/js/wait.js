// The clock of a wait: a moment to look again, never a countdown, so that sleep and reload do not matter.
const box = document.querySelector("[data-clock]");
const due = document.querySelector("[data-due]");
const MINUTE_MS = 60_000, TOLD_MIN = [10, 1, 0];

if (due) due.textContent = new Date(due.dateTime).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
if (box) {
  const end = Number(box.dataset.dueMs);
  const needle = box.querySelector("[data-needle]"), face = box.querySelector("[data-face]");
  const text = box.querySelector("[data-left-text]"), said = box.querySelector("[data-said]");
  let before = Infinity;
  const tick = () => {
    const ms = Math.max(0, end - Date.now()), minutes = Math.ceil(ms / MINUTE_MS);
    const words = minutes === 0 ? box.dataset.over : minutes === 1 ? box.dataset.one : box.dataset.left.replace("{minutes}", minutes);
    text.textContent = `${Math.floor(ms / MINUTE_MS)}:${String(Math.floor(ms / 1000) % 60).padStart(2, "0")}`;
    needle.setAttribute("transform", `rotate(${((ms / MINUTE_MS) * 6 % 360).toFixed(1)} 160 160)`);
    face.setAttribute("aria-label", words);
    if (TOLD_MIN.some((told) => minutes <= told && before > told)) said.textContent = words;
    before = minutes;
    if (ms > 0) setTimeout(tick, 1000 - (Date.now() % 1000));
  };
  tick();
}
