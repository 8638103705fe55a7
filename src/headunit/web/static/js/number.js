// Says what a number is while it is typed; the server reads it, nothing is corrected silently.
const field = document.querySelector("[data-number]");
const told = document.querySelector("[data-reading]");
const token = document.querySelector("input[name=token]");
const REST_MS = 250;
let timer, asked = 0;

const read = async () => {
  const at = ++asked;
  const body = new URLSearchParams({ token: token.value, text: field.value });
  try {
    const answer = await fetch(field.dataset.number, { method: "POST", body });
    if (!answer.ok || at !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    told.replaceChildren(...page.body.childNodes);
  } catch { /* the form itself says it when the server is gone */ }
};

if (field && told) {
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(read, REST_MS); });
  told.addEventListener("click", (event) => {
    const pick = event.target.closest("[data-other]");
    if (!pick) return;
    field.value = field.value.includes(pick.dataset.given) ? field.value.replace(pick.dataset.given, pick.dataset.other) : pick.dataset.other;
    field.focus();
    read();
  });
  if (field.value) read();
}
