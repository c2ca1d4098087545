// Loads the player of a card in its place when the card's link is followed. Without this script, or
// with a modifier key, the link opens the page of the video, post or map.
const SANDBOX =
  "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation allow-forms";
const ALLOWED = "autoplay; encrypted-media; picture-in-picture";

function load(card, link) {
  const frame = document.createElement("iframe");
  frame.title = link.textContent;
  // Without a style sheet, too, it is as wide as the text.
  frame.width = "100%";
  frame.height = "360";
  frame.allow = ALLOWED;
  frame.allowFullscreen = true;
  // YouTube and OpenStreetMap answer nobody who does not say which site is asking.
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.setAttribute("sandbox", SANDBOX);
  frame.src = card.dataset.player;
  card.removeAttribute("data-player");
  card.classList.add("embed-open");
  card.prepend(frame);
  frame.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-player] > a");
  const changed = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || changed || event.defaultPrevented) return;
  if (!link.parentElement.dataset.player.startsWith("https://")) return;
  event.preventDefault();
  load(link.parentElement, link);
});

// A site whose policy forbids the frame: the link does what links do.
document.addEventListener("securitypolicyviolation", (event) => {
  const frame = document.activeElement;
  const link = frame?.closest?.(".embed-open")?.querySelector(":scope > a");
  if (event.effectiveDirective === "frame-src" && link) location.assign(link.href);
});
