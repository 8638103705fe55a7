// Leads through the keys one by one. Where a person stands is kept for this case alone, as a number, never the code.
const box = document.querySelector("[data-steps]");
for (const key of document.querySelectorAll("[data-print]")) key.addEventListener("click", () => print());
if (box) {
  const steps = [...box.querySelectorAll("[data-step]")];
  const done = box.querySelector("[data-done]"), back = box.querySelector("[data-back]");
  const after = document.getElementById("after");
  const name = `step-${box.dataset.steps}`;
  const kept = () => { try { return Number(sessionStorage.getItem(name)) || 0; } catch { return 0; } };
  let at = Math.min(kept(), steps.length);
  const show = (move) => {
    steps.forEach((step, i) => {
      step.classList.toggle("past", i < at);
      step.classList.toggle("now-step", i === at);
      if (i === at) step.setAttribute("aria-current", "step"); else step.removeAttribute("aria-current");
    });
    done.hidden = at >= steps.length;
    back.hidden = at === 0;
    try { sessionStorage.setItem(name, String(at)); } catch { /* it is then known until a reload */ }
    if (move) (steps[at] ?? after).scrollIntoView({ block: "center" });
  };
  done.addEventListener("click", () => { at = Math.min(at + 1, steps.length); show(true); });
  back.addEventListener("click", () => { at = Math.max(at - 1, 0); show(true); });
  show(false);
}
