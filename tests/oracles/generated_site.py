"""A generated site as plain data, whatever generated it, and how two of them differ.

An oracle builds a site with the generator it was written for, with layouts of ours that write into
each page what the generator knows of it. `read_output` reads these pages. `built_here.py` has
`pouch import` and `pelican` build the same site, with a theme of ours that writes the same data,
and `differences` compares the two.

A layout writes, as the first element of `<body>`,

    <script type="application/json" id="oracle">{"source": "posts/a.md", "kind": "page", …}</script>

with the keys of `Page` up to `categories`, but for translations, which are
`<link rel="alternate" href="…">`; and after it the text in `<main id="oracle-body">`. URLs may be
relative or absolute. What a generator cannot tell stays out.
"""

from __future__ import annotations

import difflib
import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

SIMILAR = 0.995
"""The share of words that two bodies must have in common, in order."""

_WORD = re.compile(r"\w+", re.UNICODE)
_FIRST = re.compile(r"(?:^|/)[\w-]+/1(?:/index)?\.html$")
_REFRESH = re.compile(r"\d+\s*;\s*url=['\"]?(.*?)['\"]?\s*$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of the output.

    Attributes:
        source: path of its file, relative to the content folder; empty for a list.
        kind: `page` for one with a text of its own, `list` for sections, terms and archives,
            `overview` for lists of terms.
        title: as a reader sees it.
        date: in ISO 8601 with the offset from UTC; empty for none.
        modified: as `date`; empty where the author states none.
        language: as its generator calls it; empty where it has but one.
        translations: paths of the other languages' files in the output.
        summary: its words, where the author states one.
        tags, categories: as typed, in order.
        words: of its body.
        links: paths in the output that links in its body lead to.
        images: paths in the output of the images in its body.
    """

    source: str
    kind: str = "page"
    title: str = ""
    date: str = ""
    modified: str = ""
    language: str = ""
    translations: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    images: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GeneratedSite:
    """An output folder.

    Attributes:
        pages: by the path of the file.
        redirects: path of a page that only redirects → path of its target, or an absolute URL.
        files: paths of all files.
        log: what the generator said.
    """

    pages: Mapping[str, Page]
    redirects: Mapping[str, str]
    files: frozenset[str]
    log: str = field(default="", repr=False)

    def target(self, path: str) -> str:
        """Return the path of the page that a reader of *path* comes to; empty for none."""
        for _ in range(5):
            if path not in self.redirects:
                break
            path = self.redirects[path]
        return path if path in self.files else ""


def read_output(folder: Path, root: str, log: str = "") -> GeneratedSite:
    """Return the site in an output folder whose pages were made with layouts of an oracle.

    Args:
        folder: of the output.
        root: the URL of the site.
        log: of the generator.
    """
    pages, redirects = {}, {}
    files = frozenset(_files(folder))
    for path in sorted(files):
        if not path.endswith((".html", ".htm")):
            continue
        soup = BeautifulSoup(folder.joinpath(path).read_text(encoding="utf-8"), "html.parser")
        url = page_url(path, root)
        if lead := refresh(soup):
            redirects[path] = in_output(lead, url, root, files)
        elif data := soup.find(id="oracle"):
            pages[path] = _page(json.loads(data.get_text()), soup, url, root, files)
    return GeneratedSite(pages=pages, redirects=redirects, files=files, log=log)


def _files(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.relative_to(folder).as_posix()


def _page(
    data: dict[str, Any], soup: BeautifulSoup, url: str, root: str, files: frozenset[str]
) -> Page:
    body = soup.find(id="oracle-body")
    assert isinstance(body, Tag), url
    return Page(
        source=data.get("source") or "",
        kind=data.get("kind", "page"),
        title=plain(data.get("title")),
        date=moment(data.get("date")),
        modified=moment(data.get("modified")),
        language=data.get("language") or "",
        translations=tuple(
            sorted(
                in_output(str(link["href"]), url, root, files)
                for link in soup.select("link[rel=alternate]")
            )
        ),
        summary=words_of(BeautifulSoup(data.get("summary") or "", "html.parser")),
        tags=tuple(map(plain, data.get("tags") or ())),
        categories=tuple(map(plain, data.get("categories") or ())),
        **in_body(body, url, root, files),
    )


def in_body(body: Tag, url: str, root: str, files: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Return the words, links and images of a body; what is outside of the site is left out."""
    links = [str(link["href"]) for link in body.select("a[href]")]
    images = [str(image["src"]) for image in body.select("img[src]")]
    return {
        "words": words_of(body),
        "links": tuple(path for link in links if (path := in_output(link, url, root, files))),
        "images": tuple(path for link in images if (path := in_output(link, url, root, files))),
    }


def page_url(path: str, root: str) -> str:
    """Return the URL of a file of the output."""
    return urljoin(f"{root.rstrip('/')}/", path.removesuffix("index.html"))


def in_output(link: str, url: str, root: str, files: frozenset[str]) -> str:
    """Return the path of the file that a link leads to.

    Empty for a link out of the site or to a place on the page; the path with a question mark at its
    end where there is no such file.
    """
    if not link or link.startswith("#"):
        return ""
    found, home = urlsplit(urljoin(url, link)), urlsplit(f"{root.rstrip('/')}/")
    if found.scheme not in {"http", "https"} or found.netloc != home.netloc:
        return ""
    path = unquote(found.path)
    if not path.startswith(home.path):
        return f"{path}?"
    path = path.removeprefix(home.path)
    for name in (path, posixpath.join(path, "index.html"), f"{path}.html"):
        if name in files:
            return name
    return f"{path}?"


def refresh(soup: BeautifulSoup) -> str:
    """Return where a page redirects to; empty if it is one to read."""
    meta = soup.find("meta", attrs={"http-equiv": re.compile("^refresh$", re.IGNORECASE)})
    found = _REFRESH.match(str(meta.get("content", ""))) if isinstance(meta, Tag) else None
    return found[1] if found else ""


def plain(text: object) -> str:
    """Return a text with white space as one space."""
    return " ".join(BeautifulSoup(str(text or ""), "html.parser").get_text().split())


def moment(text: object) -> str:
    """Return a date as ISO 8601 in one spelling; empty for none and for Go's zero."""
    if not text or str(text).startswith("0001-"):
        return ""
    return datetime.fromisoformat(str(text)).replace(microsecond=0).isoformat()


def words_of(element: Tag) -> tuple[str, ...]:
    """Return the words that an element shows."""
    for hidden in element.select("script, style, .anchor, .footnote-backref"):
        hidden.extract()
    return tuple(_WORD.findall(element.get_text(" ")))


def differences(old: GeneratedSite, ours: GeneratedSite) -> list[str]:
    """Return one line for everything of the *old* site that is lost or different in *ours*."""
    found = list(_addresses(old, ours))
    for path, page in sorted(old.pages.items()):
        mine = ours.pages.get(ours.target(path))
        if mine is not None and page.kind == "page":
            found += [f"{path}: {line}" for line in _page_differences(page, mine, old, ours)]
    kept = {ours.target(path) for path in old.pages}
    found += [
        f"{path}: {page.source} is public here"
        for path, page in sorted(ours.pages.items())
        if page.kind == "page" and path not in kept
    ]
    return found


def _addresses(old: GeneratedSite, ours: GeneratedSite) -> Iterator[str]:
    for path, page in sorted(old.pages.items()):
        target = ours.target(path)
        if not target:
            yield f"{path}: {page.kind} lost"
        elif page.kind == "page" and target not in ours.pages:
            yield f"{path}: is not a page here"
    for path, target in sorted(old.redirects.items()):
        # Of the first page of a list, at which it has never been.
        if (
            not _FIRST.search(path)
            and (end := old.target(target))
            and ours.target(path) != ours.target(end)
        ):
            yield f"{path}: does not lead to {end}"
    for path in sorted(old.files - {*old.pages, *old.redirects}):
        if path not in ours.files and not _is_nobodys(path, old):
            yield f"{path}: file lost"


def _is_nobodys(path: str, old: GeneratedSite) -> bool:
    """Return whether nobody has the URL of a file: it is for programs, or says nothing."""
    folder, name = posixpath.split(path)
    if name in {"sitemap.xml", "robots.txt"}:
        return True
    # Hugo's feeds of all terms of a taxonomy.
    overview = old.pages.get(f"{folder}/index.html") or old.pages.get(f"{folder}.html")
    return name.endswith(".xml") and overview is not None and overview.kind == "overview"


def _page_differences(
    old: Page, mine: Page, before: GeneratedSite, now: GeneratedSite
) -> Iterator[str]:
    if old.source and not f"/{mine.source}".endswith(f"/{old.source}"):
        yield f"comes from {mine.source}, not from {old.source}"
        return
    # Pelican's articles have one category, and others are tags.
    more = {*_folded(old.categories)} - {*_folded(old.tags)}
    mine = replace(mine, tags=tuple(tag for tag in mine.tags if tag.casefold() not in more))
    for name in ("title", "date", "modified", "language", "tags"):
        was, is_now = getattr(old, name), getattr(mine, name)
        if _folded(was) != _folded(is_now) and (was or name != "language"):
            yield f"{name} {was!r} is {is_now!r}"
    if old.categories and not {*_folded(mine.categories)} & {*_folded(old.categories)}:
        yield f"categories {old.categories} are {mine.categories}"
    if old.summary and similarity(old.summary, mine.summary) < SIMILAR:
        yield f"summary {' '.join(old.summary)!r} is {' '.join(mine.summary)!r}"
    if old.translations != tuple(sorted(mine.translations)):
        yield f"translations {old.translations} are {mine.translations}"
    if (share := similarity(old.words, mine.words)) < SIMILAR:
        yield f"words {share:.3f} alike: {_first_difference(old.words, mine.words)}"
    yield from _link_differences(old, mine, before, now)
    if len(old.images) != len(mine.images):
        yield f"{len(old.images)} images are {len(mine.images)}"


def _link_differences(
    old: Page, mine: Page, before: GeneratedSite, now: GeneratedSite
) -> Iterator[str]:
    led = {now.target(path) for path in mine.links}
    for path in dict.fromkeys(old.links):
        end = before.target(path)
        if end and now.target(end) not in led:
            yield f"no link to {path}"
    # What was missing there may be missing here.
    known = {*old.links, *old.images}
    for path in dict.fromkeys((*mine.links, *mine.images)):
        if path.endswith("?") and path not in known:
            yield f"leads to nothing: {path[:-1]}"


def similarity(old: Iterable[str], mine: Iterable[str]) -> float:
    """Return the share of words in common, from 0 to 1."""
    return difflib.SequenceMatcher(None, list(old), list(mine), autojunk=False).ratio()


def _first_difference(old: tuple[str, ...], mine: tuple[str, ...]) -> str:
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, mine, autojunk=False).get_opcodes():
        if tag != "equal":
            return f"{' '.join(old[a:b])[:60]!r} is {' '.join(mine[c:d])[:60]!r}"
    return ""


def _folded(value: Any) -> Any:
    if isinstance(value, tuple):
        return sorted(str(one).casefold() for one in value)
    return value
