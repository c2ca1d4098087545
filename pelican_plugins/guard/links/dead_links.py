"""Find the links of a site that lead to no page, file or anchor of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import SplitResult, unquote, urljoin

from ..._core.nearest_name import group_names, nearest_name
from ..._core.urls import split
from .page_links import PageLinks

_NO_HOST = "http://site.invalid"
# What a browser shows at the top of a page without such an element (WHATWG HTML, 7.4.6.4).
_TOP = {"", "top"}
# A fragment directive asks for words, not for an element (WICG, "Text fragments").
_DIRECTIVE = ":~:"
_MOST_SUGGESTED = 50
_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A broken link.

    Attributes:
        page: path of its page, below the output folder.
        url: as written on the page.
        target: path that it leads to, below the output folder.
        fragment: the missing anchor; empty where the target itself is missing.
        nearest: the path or anchor that may be meant; empty where nothing is like it.
        above: whether it misses the path of the site's URL, below which there is such a file.
    """

    page: str
    url: str
    target: str
    fragment: str = ""
    nearest: str = ""
    above: bool = False


class SiteLinks:
    """The files of a site, to which links may lead.

    Args:
        files: their paths below the output folder.
        pages: the ids and links of the HTML files among them.
        site_url: `SITEURL`, which may be empty.
        redirected: paths that the server redirects; `*` matches anything.
    """

    def __init__(
        self,
        files: Collection[str],
        pages: Mapping[str, PageLinks],
        site_url: str = "",
        redirected: Iterable[str] = (),
    ) -> None:
        self._files = frozenset(files)
        self._pages = pages
        address = site_url.strip().rstrip("/")
        parts = split(address)
        if parts is None or not parts.netloc:
            # Links are relative then, or begin at the root, or with a path of the host.
            path = parts.path if parts and not parts.scheme and address[:1] == "/" else ""
            address = f"{_NO_HOST}{path}"
            parts = SplitResult("http", _NO_HOST.partition("//")[2], path, "", "")
        self._base = urljoin("http:", address)
        self._host = _host(parts.netloc)
        self._path = unquote(parts.path)
        exact, starts = set(), []
        for path in redirected:
            start = re.split(r"[*:]", unquote(path).strip("/"), maxsplit=1)[0]
            if start == unquote(path).strip("/"):
                exact.add(start)
            elif start:
                # `/*` alone is mostly the page for what is not found.
                starts.append(start)
        self._redirected, self._starts = frozenset(exact), tuple(starts)
        self._suggested = 0

    def dead(self) -> Iterator[DeadLink]:
        """Yield the dead links of all pages, by page and in their order."""
        for page in sorted(self._pages):
            links = self._pages[page]
            base = urljoin(f"{self._base}/{page}", links.base)
            for url in links.links:
                found = self._dead(page, base, url)
                if found is not None:
                    yield found

    def _dead(self, page: str, base: str, url: str) -> DeadLink | None:
        if url[:1] == "#":
            # Most links within a page, and `<base>` is rare.
            path = page if base == f"{self._base}/{page}" else self._below(urljoin(base, url))
            fragment = url[1:]
        else:
            try:
                whole = urljoin(base, url)
            except ValueError:
                return None
            path, fragment = self._below(whole), whole.partition("#")[2]
        if path is None:
            return None
        above = path.startswith("/")
        found = self._file(path.removeprefix("/"))
        if above:
            # Another site on that host may have it, so the link may not be meant for ours.
            # Its home page surely exists.
            alike = self._by_plain_path.get(_plain(path), [""])
            meant = path.strip("/") and (found or alike[0])
            return DeadLink(page, url, path[1:], nearest=meant, above=True) if meant else None
        if found is None:
            return DeadLink(page, url, path, nearest=self._nearest(path, self._by_plain_path))
        return self._anchor(page, url, found, fragment.split(_DIRECTIVE)[0])

    def _anchor(self, page: str, url: str, path: str, fragment: str) -> DeadLink | None:
        target = self._pages.get(path)
        if target is None or fragment.lower() in _TOP:
            return None
        name = unquote(fragment)
        if {fragment, name} & target.ids:
            return None
        by_plain: dict[str, list[str]] = {}
        if self._suggested < _MOST_SUGGESTED:
            by_plain = group_names(target.ids, _plain)
        return DeadLink(page, url, path, name, self._nearest(name, by_plain))

    def _below(self, url: str) -> str | None:
        """Return the path of a URL below that of the site.

        Returns:
            With a slash before it where it is on the same host and not below the site's path; None
            for another host or scheme.
        """
        parts = split(url)
        if parts is None or parts.scheme not in {"http", "https"}:
            return None
        if _host(parts.netloc) != self._host:
            return None
        path = unquote(parts.path)
        if path == self._path or path.startswith(f"{self._path}/"):
            return path[len(self._path) :].lstrip("/")
        return f"/{path.lstrip('/')}"

    def _file(self, path: str) -> str | None:
        """Return the file that servers send for a path, or the path where they redirect it."""
        folder = path.rstrip("/")
        for name in (path, f"{folder}/index.html".lstrip("/"), f"{path}.html"):
            if name in self._files:
                return name
        is_redirected = folder in self._redirected or path.startswith(self._starts)
        return path if is_redirected or not folder else None

    @cached_property
    def _by_plain_path(self) -> dict[str, list[str]]:
        return group_names(self._files, _plain)

    def _nearest(self, name: str, by_plain: Mapping[str, list[str]]) -> str:
        """Return the name most like *name*; for the first of many dead links only."""
        if not by_plain or self._suggested >= _MOST_SUGGESTED:
            return ""
        self._suggested += 1
        return nearest_name(name, by_plain, _plain, _ALIKE)


def _host(netloc: str) -> str:
    host = netloc.rpartition("@")[2].lower().removeprefix("www.")
    return re.sub(r":(?:80|443)?\Z", "", host)


def _plain(name: str) -> str:
    """Return a path or id without what people mistake.

    That is case, `_`, `.html`, `index.html`, and what looks the same (UAX #15).
    """
    name = (
        unicodedata.normalize("NFKC", name)
        .casefold()
        .strip("/")
        .removesuffix("index.html")
        .strip("/")
    )
    return re.sub(r"[\s_-]+", "-", name.removesuffix(".html").removesuffix(".md"))
