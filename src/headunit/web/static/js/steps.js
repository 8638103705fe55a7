// Leads through the keys one by one. Where a person stands is kept for this try alone, as a number, never the code.
const box = document.querySelector("[data-steps]");
for (const key of document.querySelectorAll("[data-print]")) key.addEventListener("click", () => print());
if (box) {
  const steps = [...box.querySelectorAll("[data-step]")];
  const done = box.querySelector("[data-done]"), back = box.querySelector("[data-back]");
  const said = box.querySelector("[data-said]");
  const after = document.getElementById("after");
  const name = `step-${box.dataset.steps}`;
  const kept = () => { try { return Number(sessionStorage.getItem(name)) || 0; } catch { return 0; } };
  let at = Math.min(kept(), steps.length);
  if (at > 0 && at < steps.length) box.closest("details")?.setAttribute("open", "");
  const show = (move) => {
    steps.forEach((step, i) => {
      step.classList.toggle("past", i < at);
      step.classList.toggle("now-step", i === at);
      if (i === at) step.setAttribute("aria-current", "step"); else step.removeAttribute("aria-current");
    });
    done.hidden = at >= steps.length;
    back.hidden = at === 0;
    try { sessionStorage.setItem(name, String(at)); } catch { /* it is then known until a reload */ }
    if (!move) return;
    (steps[at] ?? after).scrollIntoView({ block: "center" });
    if (at === steps.length) { said.textContent = ""; after.focus({ preventScroll: true }); return; }
    const keys = [...steps[at].querySelectorAll("kbd")].map((key) => key.textContent).join(" + ");
    const words = [...steps[at].querySelectorAll(".what, .then")].map((part) => part.textContent.trim());
    const step = box.dataset.said.replace("{at}", at + 1).replace("{of}", steps.length);
    said.textContent = [step, keys, ...words].filter(Boolean).join(". ");
  };
  done.addEventListener("click", () => { at = Math.min(at + 1, steps.length); show(true); });
  back.addEventListener("click", () => { at = Math.max(at - 1, 0); show(true); (back.hidden ? done : back).focus({ preventScroll: true }); });
  show(false);
}
