"""From the address an author wrote to the file in the content folder."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote

from .._core.paths import join_inside
from .._core.urls import split

_MARKER = re.compile(r"[{|](?P<what>static|attach|filename)[|}](?P<path>.*)", re.DOTALL)
_ENDINGS = (
    *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp", ".tif", ".tiff"),
    *(".jfif", ".apng"),
)


@dataclass(frozen=True, slots=True)
class Address:
    """A picture's address in its parts.

    Attributes:
        base: what stands before any `?` and `#`.
        query: with its `?`, or empty.
        fragment: without its `#`.
    """

    base: str
    query: str
    fragment: str

    @classmethod
    def of(cls, src: str) -> Address:
        """Take *src* apart."""
        rest, _, fragment = src.partition("#")
        base, mark, query = rest.partition("?")
        return cls(base, mark + query, fragment)

    def __str__(self) -> str:
        return self.base + self.query + (f"#{self.fragment}" if self.fragment else "")


@dataclass(frozen=True, slots=True)
class Local:
    """A picture that is a file of the site.

    Attributes:
        path: the file, relative to the content folder.
        base: the address to write, which Pelican makes whole for each page.
    """

    path: str
    base: str


def names_file(base: str) -> bool:
    """Tell whether *base* means a file of the site by its form, there or not.

    Of a `{filename}` that leads nowhere Pelican tells by itself.
    """
    marker = _MARKER.match(base)
    return marker["what"] != "filename" if marker else _is_local(base)


def _is_local(base: str) -> bool:
    parts = split(base)
    return bool(base) and parts is not None and not parts.scheme and not parts.netloc


def locate(
    base: str,
    folder: str,
    is_published: Callable[[str], bool],
    roots: tuple[str, ...] = (),
) -> Local | None:
    """Find the file that *base* (an address without `?` and `#`) means.

    Args:
        base: as written; with a marker of Pelican's, from the site's root or relative.
        folder: of the post, relative to the content folder.
        is_published: tells whether a path relative to the content folder is published.
        roots: folders that an address from the site's root may lie in besides, as Hugo's
            `static`, whose files are published without that folder's name.
    """
    marker = _MARKER.match(base)
    written = marker["path"] if marker else base
    if not _is_local(written):
        return None
    for path in dict.fromkeys((written, unquote(written))):
        places = ["", *roots] if path.startswith("/") and not marker else [""]
        for place in places:
            found = join_inside(folder, f"/{place}{path}" if place else path)
            if found is not None and is_published(found):
                return Local(found, base if marker else "{static}/" + quote(found))
    return None


def nearest(base: str, names: Iterable[str]) -> str | None:
    """Return the published picture that *base* may have meant, as an address from the root."""
    wanted = unquote(base.rpartition("}")[2]).lower()
    by_stem: dict[str, list[str]] = {}
    for name in filter(is_picture, names):
        by_stem.setdefault(_stem(name), []).append(name)
    found = difflib.get_close_matches(_stem(wanted), by_stem, n=1, cutoff=0.75)
    if not found:
        return None
    return "/" + difflib.get_close_matches(wanted, by_stem[found[0]], n=1, cutoff=0)[0]


def is_picture(name: str) -> bool:
    """Tell whether a file is a picture by its name."""
    return name.lower().endswith(_ENDINGS)


def _stem(name: str) -> str:
    return posixpath.splitext(posixpath.basename(name))[0].lower()
