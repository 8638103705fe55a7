// Photos: sends them as soon as they are chosen, and looks whether they are read. All of it works without, by a key.
const MOST_BYTES = 100_000_000, MOST_PHOTOS = 5, LOOK_MS = 500;

for (const form of document.querySelectorAll("[data-photos]")) {
  const status = form.querySelector("[data-status]");
  const send = (input) => {
    const files = [...input.files];
    if (!files.length) return;
    const wrong = files.length > MOST_PHOTOS ? form.dataset.many
      : files.reduce((sum, file) => sum + file.size, 0) > MOST_BYTES ? form.dataset.large : "";
    status.textContent = wrong;
    if (wrong) input.value = "";
    else form.requestSubmit();
  };
  form.addEventListener("change", ({ target }) => target.files && send(target));
  form.addEventListener("submit", () => {
    status.textContent = form.dataset.sending;
    form.classList.add("busy");
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    form.reset();
    form.classList.remove("busy");
    status.textContent = "";
  });
  if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") form.reset();
  for (const input of form.querySelectorAll("[type=file]")) send(input);   // chosen before this script ran
}

const scanner = document.querySelector("[data-scan]");
if (scanner) {
  const far = scanner.querySelector("[data-far]");
  const look = async () => {
    try {
      const { done, opened, shots } = await (await fetch(scanner.dataset.scan)).json();
      if (done) return location.reload();
      const words = opened >= shots ? far.dataset.last : far.dataset.words;
      const told = words.replace("{at}", opened).replace("{all}", shots);
      if (opened && told !== far.textContent) far.textContent = told;
    } catch { /* the server is away; it is asked again */ }
    setTimeout(look, LOOK_MS);
  };
  setTimeout(look, LOOK_MS);
}
