// The search page: asks the index that Pagefind made of the site. Loaded on that page alone.
const form = document.querySelector("[data-index]");
const status = document.querySelector("[data-search-status]");
const hits = document.querySelector("[data-search-hits]");
const words = JSON.parse(form.dataset.words);
const plurals = new Intl.PluralRules(document.documentElement.lang || "en");
const MOST = 30;

// An import is resolved against this file, an address of the page against the page.
const pagefind = await import(new URL(form.dataset.index, document.baseURI));

let latest = 0;

async function search(query) {
  const mine = ++latest;
  if (!query.trim()) {
    status.textContent = "";
    hits.replaceChildren();
    return;
  }
  const found = await pagefind.search(query);
  const shown = await Promise.all(found.results.slice(0, MOST).map((result) => result.data()));
  // Answers may come in another order than questions.
  if (mine !== latest) return;
  const count = found.results.length;
  status.textContent = (words[plurals.select(count)] ?? words.other).replace("{n}", count);
  hits.replaceChildren(...shown.map(item));
}

function item({ url, meta, excerpt }) {
  const link = Object.assign(document.createElement("a"), { href: url, textContent: meta.title });
  const heading = document.createElement("h2");
  heading.append(link);
  const text = document.createElement("p");
  // Of what the index says, only text and marks come through.
  for (const node of new DOMParser().parseFromString(excerpt, "text/html").body.childNodes) {
    const part = node.nodeName === "MARK" ? document.createElement("mark") : document.createTextNode("");
    part.textContent = node.textContent;
    text.append(part);
  }
  const entry = document.createElement("li");
  entry.append(heading, text);
  return entry;
}

const field = form.elements.q;
field.value = new URLSearchParams(location.search).get("q") ?? "";
status.textContent = "";
form.addEventListener("submit", (event) => {
  event.preventDefault();
  history.replaceState(null, "", field.value ? `?q=${encodeURIComponent(field.value)}` : location.pathname);
  search(field.value);
});
field.addEventListener("input", () => search(field.value));
if (field.value) search(field.value);
