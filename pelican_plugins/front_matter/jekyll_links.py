"""Jekyll's tags and filters that make links: `post_url`, `link`, `site.baseurl`, `relative_url`."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from .settings import FrontMatterSettings

LINKS = frozenset({"post_url", "link"})
"""The names of the tags."""

_TEXTS = (".md", ".markdown", ".html", ".mkd", ".mkdn", ".mkdown", ".htm", ".xhtml", ".txt")
_POST = re.compile(r"(?P<folder>(?:.+/)?)(?P<name>(?P<year>\d+)-(?P<month>\d+)-\d+-.*)")


@dataclass(frozen=True, slots=True)
class JekyllLinks:
    """Finds what links of one text lead to.

    Attributes:
        exists: returns whether a file exists, by its path from the content folder.
        base: returns the path of the site's URL, without a slash at its end.
        settings: with the site's folders.
    """

    exists: Callable[[str], bool]
    base: Callable[[], str]
    settings: FrontMatterSettings

    def find(self, tag: str, rest: str) -> str | None:
        """Return Pelican's link to a post or a file; None if there is none.

        Args:
            tag: one of `LINKS`.
            rest: what follows it: the path of a file, or the name of a post without an extension.
        """
        written = rest.strip().strip("\"'")
        if not written or "{" in written:
            return None
        paths = self._posts(written) if tag == "post_url" else self._files(written)
        found = next((path for path in paths if self.exists(path)), None)
        if found is None:
            return None
        marker = "filename" if found.lower().endswith(_TEXTS) else "static"
        return f"{{{marker}}}/{quote(found)}"

    def _files(self, written: str) -> Iterator[str]:
        for root in self._roots():
            yield posixpath.join(root, written.lstrip("/"))

    def _posts(self, written: str) -> Iterator[str]:
        # Jekyll 4.3.1, tags/post_url.rb: folders of a name are below `_posts`, or above it.
        found = _POST.fullmatch(written.lstrip("/"))
        if found is None:
            return
        folder, name = found["folder"], found["name"]
        places = [f"_posts/{folder}", f"{folder}_posts/"]
        if not folder:
            years = f"_posts/{found['year']}/"
            places += [years, f"{years}{found['month']}/"]
        for root in self._roots():
            for place in places:
                for extension in _TEXTS:
                    yield posixpath.join(root, f"{place}{name}{extension}")

    def _roots(self) -> Iterator[str]:
        folders = [name.strip("/") for name in self.settings.content_folders] or [""]
        inner = {posixpath.dirname(name) for name in self.settings.permalinks if name}
        for folder in folders:
            yield folder
            yield from (posixpath.join(folder, name) for name in sorted(inner - {""}))
