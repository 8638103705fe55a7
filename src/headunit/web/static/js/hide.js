// Hides a code and shows it again: the segments go dark, and the spoken digits go too.
for (const key of document.querySelectorAll("[data-hide]")) {
  const codes = key.closest("[data-code]") ? [key.closest("[data-code]")] : [...document.querySelectorAll("[data-code]")];
  const hide = key.textContent;
  key.addEventListener("click", () => {
    const off = codes[0].querySelector(".code").classList.toggle("off");
    for (const code of codes) code.querySelector("[data-code-text]").hidden = off;
    key.textContent = off ? key.dataset.show : hide;
  });
}
