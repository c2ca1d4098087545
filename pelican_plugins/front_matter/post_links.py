"""Resolve a post's links to the files of other posts, and find the broken ones."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from .._core.paths import join_inside

MARKER = "{filename}"
"""Pelican's, before the path of a source."""

_FROM_CONTENT = "@/"
_NOTES = (".md", ".markdown")


@dataclass(frozen=True, slots=True)
class PostLinks:
    """Finds the posts that the links of one post lead to.

    Code hosts and most editors resolve a link from the post's own folder; Obsidian, Zola (`@/a.md`)
    and code hosts (`/a.md`) from the content folder or the repository. Hugo's `ref` and Jekyll's
    `post_url` also find a name wherever it is. None may lead out of the content folder.

    Attributes:
        folder: of the post, relative to the content folder.
        find: returns the path of a file by its path, in any case; None if there is none.
        search: returns the path of a file by the end of its path, with or without extension.
        folders: folders of posts, relative to the content folder.
        is_moved: whether the site came from another generator.
        missing: the links so far that lead to no file, as typed.
    """

    folder: str
    find: Callable[[str], str | None]
    search: Callable[[str], str | None]
    folders: tuple[str, ...] = ()
    is_moved: bool = False
    missing: list[str] = field(default_factory=list)

    def link(self, written: str) -> str | None:
        """Return a link with Pelican's marker; None if it is to stay.

        Args:
            written: the URL without its fragment, percent-encoded.
        """
        typed = unquote(written)
        is_marked = typed.startswith(MARKER)
        if is_marked and not self.is_moved:
            return None
        for path in self._paths(typed.removeprefix(MARKER)):
            found = self.find(path)
            if found is not None:
                return self._to(found, written)
        name = typed.removeprefix(MARKER)
        found = self.search(posixpath.splitext(name)[0]) if is_marked else None
        if found is not None:
            return self._to(found, written)
        if name[:1] != "/" or is_marked:
            self.missing.append(name)
        # Pelican would say the same, but not where.
        return written.removeprefix(MARKER) if is_marked else None

    def _to(self, found: str, written: str) -> str:
        typed = unquote(written)
        from_here = None if typed[:1] in {"/", "{"} else join_inside(self.folder, typed)
        # As typed where that is right, so that nothing changes in what was cached.
        return f"{MARKER}{written}" if from_here == found else f"{MARKER}/{quote(found)}"

    def _paths(self, name: str) -> Iterator[str]:
        if name.startswith(_FROM_CONTENT):
            name, folders = name.removeprefix(_FROM_CONTENT), (*self.folders, "")
        elif name.startswith("/"):
            folders = ("", *self.folders)
        else:
            folders = (self.folder, "", *self.folders)
        for folder in folders:
            path = join_inside(folder, name.lstrip("/"))
            if path is None:
                continue
            yield path
            stem, ending = posixpath.splitext(path)
            if self.is_moved and ending in _NOTES:
                yield from (f"{stem}/index.md", f"{stem}/_index.md")


def in_any_case(
    path: str, is_file: Callable[[str], bool], names_in: Callable[[str], list[str]]
) -> str | None:
    """Return a file's path as its system spells it; None if there is none.

    Args:
        path: relative to the content folder.
        is_file: returns whether a file exists.
        names_in: returns the names in a folder; empty if there is none.
    """
    if is_file(path):
        return path
    found = ""
    for step in path.split("/"):
        wanted = step.casefold()
        name = next((n for n in sorted(names_in(found)) if n.casefold() == wanted), None)
        if name is None:
            return None
        found = f"{found}/{name}" if found else name
    return found if is_file(found) else None
