// Copies the letter, and prints the page.
for (const key of document.querySelectorAll("[data-print]")) key.addEventListener("click", () => print());
const copy = document.querySelector("[data-copy]");
const letter = document.querySelector("[data-letter]");
copy?.addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(letter.innerText);
    copy.textContent = copy.dataset.copied;
  } catch {
    getSelection().selectAllChildren(letter);   // without the right to copy, the letter is at least marked
  }
});
