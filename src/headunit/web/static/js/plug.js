// The supply and the progress, anew each second; when something has come to its end the whole page is loaded anew.
const box = document.querySelector("[data-live]");
const EACH_MS = 1000;

// A page that tells a fault may be the answer to a form, which a reload would send again: it is asked for anew.
const again = () => {
  if (document.querySelector("#fault")) location.replace(location.pathname + location.search);
  else location.reload();
};

const look = async () => {
  if (document.hidden) { setTimeout(look, EACH_MS); return; }
  try {
    const answer = await fetch(box.dataset.live);
    if (answer.status === 404) { again(); return; }
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-stamp]").dataset.stamp;
      const changed = fresh !== box.querySelector("[data-stamp]").dataset.stamp;
      box.replaceChildren(...page.body.childNodes);
      if (changed) { again(); return; }
    }
  } catch { /* the page itself says it when the server is gone */ }
  setTimeout(look, EACH_MS);
};

if (box && !("over" in box.dataset)) setTimeout(look, EACH_MS);
