"""Diagnostics for broken internal links."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from .._core.build import build_of
from .._core.content_paths import ContentPaths
from .._core.contract import PelicanContent, has_pictures
from .._core.diagnostics import Diagnostic
from .._core.paths import shown
from .._core.source_lines import in_content
from .._core.text import counted
from .._core.urls import split
from .links.dead_links import DeadLink, SiteLinks
from .links.page_links import PageLinks, read_page
from .output_files import list_files
from .rules import ANCHOR_MISSING, LINK_DEAD
from .url_history import redirected_paths

# What begins as a host does, typed without its scheme.
_HOST = re.compile(r"www\.|(?:[\w-]+\.)+[a-z]{2,24}/", re.IGNORECASE)
# With a scheme, a host or a path from the root.
_ABSOLUTE = re.compile(r"https?://|/", re.IGNORECASE)
_PAGES = (".html", ".htm", ".xhtml")


def findings(
    contexts: Iterable[Mapping[str, Any]], output: Path, ignored: Collection[str] = ()
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each broken internal link on a page.

    A link that is in an article is reported there; any other once, with the first of its pages.

    Args:
        contexts: of the site's templates, and of those of sites within it.
        output: the output folder.
        ignored: paths below it of files that are not part of the site.
    """
    contexts = list(contexts)
    files = list_files(output).keys() - {*ignored}
    pages = {path: _page(output / path) for path in files if path.lower().endswith(_PAGES)}
    site_url = str(contexts[0].get("SITEURL") or "").strip() if contexts else ""
    if site_url and not _ABSOLUTE.match(site_url):
        text = f"SITEURL is {site_url!r}, so most links on its pages are relative and broken"
        yield LINK_DEAD(text, f"set it to 'https://{site_url}'")
        return
    site = SiteLinks(files, pages, site_url, redirected_paths(output))
    sources = _sources(contexts, output)
    told: set[str] = set()
    others: dict[tuple[str, str], list[DeadLink]] = defaultdict(list)
    for link in site.dead():
        source = sources.get(link.page)
        if source is not None and source.is_told_elsewhere(pages[link.page], link.url):
            told.add(link.url)
        elif source is not None and (needle := source.needle(link)):
            told.add(link.url)
            yield in_content(source.content, _diagnostic(link, needle=needle))
        else:
            others[link.target, link.fragment].append(link)
    for group in others.values():
        # Lists show what is in articles.
        links = [link for link in group if link.page in sources or link.url not in told]
        if links:
            rest = len({link.page for link in links}) - 1
            more = f" (here and on {counted(rest, 'other page')})" if rest else ""
            yield _diagnostic(links[0], more).at(shown(output / links[0].page))


def _page(path: Path) -> PageLinks:
    try:
        return read_page(path.read_bytes())
    except OSError:
        return PageLinks(frozenset(), ())


def _sources(contexts: Iterable[Mapping[str, Any]], output: Path) -> dict[str, _Source]:
    result = {}
    for context in contexts:
        paths = build_of(context).state(ContentPaths)
        for content in filter(None, context["generated_content"].values()):
            place = Path(context["OUTPUT_PATH"], paths.of(content) or content.save_as)
            if place.is_relative_to(output):
                result[place.relative_to(output).as_posix()] = _Source(content)
    return result


@dataclass(slots=True)
class _Source:
    """An article or page, and the text of its file, read when needed."""

    content: PelicanContent
    _text: str | None = None

    def needle(self, link: DeadLink) -> str:
        """Return how its file writes a link, or the part that is wrong; empty where it does not."""
        if self._text is None:
            try:
                self._text = Path(self.content.source_path).read_text("utf-8", "replace")
            except OSError:
                self._text = ""
        url, plain = link.url, unquote(link.url)
        forms = [url, plain, quote(plain, safe="/#?&=:%~")]
        if link.fragment:
            # The page may be named by its source.
            forms += [f"#{link.fragment}", f"#{quote(link.fragment)}"]
        return next((form for form in forms if form and form in (self._text or "")), "")

    def is_told_elsewhere(self, page: PageLinks, url: str) -> bool:
        # The plugin `images` has looked for the files of its pictures.
        return has_pictures(self.content) and url in page.pictures


def _diagnostic(link: DeadLink, more: str = "", needle: str = "") -> Diagnostic:
    parts = split(link.url)
    url = f"/{link.target}" if parts and parts.netloc else link.url
    url = needle if needle == unquote(url) else url
    fix = f"did you mean #{link.nearest}?" if link.nearest else "add that id to the heading"
    if link.nearest and _looks_like(link.fragment or link.target, link.nearest):
        fix = f"copy {link.nearest} from there: it looks the same in another Unicode form"
    if link.fragment:
        page = "this page" if url.startswith("#") else f"/{link.target}"
        url = url if "#" in url else f"{url}#{link.fragment}"
        text = f"it links to {url}, but {page} has no such heading or id{more}"
        return ANCHOR_MISSING(text, fix, needle)
    if link.above:
        text = f"it links to {url}, which lacks the path of SITEURL{more}"
        fix = "link with {filename} or {static}, or start the link with that path"
        return LINK_DEAD(text, fix, needle)
    text = f"it links to {url}, but the site has no such page or file{more}"
    nearest = f"/{link.nearest}".removesuffix("index.html")
    if not link.nearest:
        fix = "correct or remove the link"
    elif not _looks_like(link.target, link.nearest):
        fix = f"did you mean {nearest}?"
    if not link.nearest and _HOST.match(url):
        fix = f"did you mean https://{url}?"
    return LINK_DEAD(text, fix, needle)


def _looks_like(name: str, other: str) -> bool:
    """Return whether two names differ in their Unicode normal form only (UAX #15)."""
    return unicodedata.normalize("NFC", name) == unicodedata.normalize("NFC", other)
