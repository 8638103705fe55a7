// The key that turns day into night and back; without a choice the system's stands.
const button = document.querySelector("[data-day]");
const system = matchMedia("(prefers-color-scheme: dark)");
const isNight = () => (document.documentElement.dataset.theme ?? (system.matches ? "night" : "day")) === "night";
const show = () => button.setAttribute("aria-pressed", String(isNight()));

if (button) {
  button.addEventListener("click", () => {
    const next = isNight() ? "day" : "night";
    document.documentElement.dataset.theme = next;
    try { localStorage.setItem("theme", next); } catch { /* it then holds for this page */ }
    show();
  });
  system.addEventListener("change", show);
  show();
}
