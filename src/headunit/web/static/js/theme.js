// Tells the styles that scripts run, and sets day or night: the reader's choice, or else the system's. Runs before the first paint.
document.documentElement.classList.add("js");
try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "day" || chosen === "night") document.documentElement.dataset.theme = chosen;
} catch { /* storage may be closed; the system's choice then stands */ }
