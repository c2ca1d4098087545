// Light or dark colours, as the reader chose. Loaded before anything is painted, so nothing flashes.
(() => {
  const KEY = "pouch-scheme";
  const root = document.documentElement;
  const isChoice = (value) => value === "light" || value === "dark";

  function stored() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      // The reader's browser keeps nothing.
      return null;
    }
  }

  function apply(choice) {
    if (isChoice(choice)) root.dataset.scheme = choice;
    else delete root.dataset.scheme;
    // The colour of the browser's own bars.
    for (const meta of document.querySelectorAll("meta[name=theme-color]")) {
      meta.dataset.media ??= meta.media;
      const chosen = meta.dataset.media.includes(choice) ? "all" : "not all";
      meta.media = isChoice(choice) ? chosen : meta.dataset.media;
    }
    for (const button of document.querySelectorAll("[data-set-scheme]")) {
      const value = isChoice(choice) ? choice : "";
      button.setAttribute("aria-pressed", String(button.dataset.setScheme === value));
    }
  }

  root.dataset.schemeSwitch = "";
  apply(stored());
  document.addEventListener("DOMContentLoaded", () => {
    for (const group of document.querySelectorAll(".scheme-switch")) group.hidden = false;
    apply(stored());
  });
  document.addEventListener("click", (event) => {
    const choice = event.target.closest?.("[data-set-scheme]")?.dataset.setScheme;
    if (choice === undefined) return;
    try {
      if (choice) localStorage.setItem(KEY, choice);
      else localStorage.removeItem(KEY);
    } catch {
      // It holds for this page.
    }
    apply(choice);
  });
  // Another tab, or a page that comes back from the history.
  addEventListener("storage", () => apply(stored()));
  addEventListener("pageshow", (event) => event.persisted && apply(stored()));
})();
