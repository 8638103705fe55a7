// Photos: sends them as soon as they are chosen, and looks whether they are read. All of it works without, by a key.
const MOST_BYTES = 100_000_000, MOST_PHOTOS = 5, LOOK_MS = 500;

for (const form of document.querySelectorAll("[data-photos]")) {
  const status = form.querySelector("[data-status]");
  form.addEventListener("change", ({ target }) => {
    const files = [...(target.files ?? [])];
    if (!files.length) return;
    const wrong = files.length > MOST_PHOTOS ? form.dataset.many
      : files.reduce((sum, file) => sum + file.size, 0) > MOST_BYTES ? form.dataset.large : "";
    status.textContent = wrong;
    if (wrong) target.value = "";
    else form.requestSubmit();
  });
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
