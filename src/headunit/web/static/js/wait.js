// The clock of a wait: what is left by the server's clock, for the browser's own may be set wrong. While a phone sleeps
// its stopwatch may stand still, and its clock may be set: where the two differ, the server is asked anew.
const box = document.querySelector("[data-clock]");
const due = document.querySelector("[data-due]");
const MINUTE_MS = 60_000, TOLD_MIN = [10, 1, 0], APART_MS = 5_000, ASK_AGAIN_MS = 15_000;

if (box) {
  const needle = box.querySelector("[data-needle]"), face = box.querySelector("[data-face]");
  const text = box.querySelector("[data-left-text]"), said = box.querySelector("[data-said]");
  let before = Infinity, whole, began, dated, asked = -Infinity;
  const begin = (leftS) => {
    [whole, began, dated] = [leftS * 1000, performance.now(), Date.now()];
    const at = new Date(dated + whole);
    due.textContent = at.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  };
  const askAnew = async () => {
    asked = performance.now();
    try {
      const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
      const left = page.querySelector("[data-clock]")?.dataset.leftS;
      if (left) { begin(Number(left)); before = Infinity; }
    } catch { /* it is asked once more, and till then the longer wait stands */ }
  };
  const tick = () => {
    const gone = performance.now() - began, apart = Math.abs(Date.now() - dated - gone);
    if (apart > APART_MS && performance.now() - asked > ASK_AGAIN_MS) askAnew();
    const ms = Math.max(0, whole - gone), minutes = Math.ceil(ms / MINUTE_MS);
    const words = minutes === 0 ? box.dataset.over : minutes === 1 ? box.dataset.one : box.dataset.left.replace("{minutes}", minutes);
    text.textContent = `${Math.floor(ms / MINUTE_MS)}:${String(Math.floor(ms / 1000) % 60).padStart(2, "0")}`;
    needle.setAttribute("transform", `rotate(${((ms / MINUTE_MS) * 6 % 360).toFixed(1)} 160 160)`);
    face.setAttribute("aria-label", words);
    if (TOLD_MIN.some((told) => minutes <= told && before > told)) said.textContent = words;
    before = minutes;
    if (ms > 0) setTimeout(tick, 1000);
  };
  begin(Number(box.dataset.leftS));
  tick();
}
