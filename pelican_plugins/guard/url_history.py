"""Which URLs a site had in earlier builds, and which of them lead nowhere now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

_REFRESH = 'http-equiv="refresh"'
# A page that leads on is a short one.
_MOST = 4_096


def missing_urls(
    pages: Mapping[str, str],
    gone: Mapping[str, str],
    present: Iterable[str],
    redirects: Callable[[str], bool],
) -> dict[str, str]:
    """Return the URLs that were there and are not among those that are *present*.

    Args:
        pages: those of the build before, by path below the output folder, each with its source.
        gone: those of earlier builds.
        present: paths of pages in the output folder.
        redirects: returns whether at such a path is a page that leads to another.
    """
    before = {**gone, **pages}
    missing = before.keys() - set(present)
    return {path: before[path] for path in sorted(missing) if not redirects(path)}


def is_redirect_page(output: Path, path: str) -> bool:
    """Return whether the file at *path* below the output folder leads readers to another page."""
    try:
        with (output / path).open(encoding="utf-8", errors="replace") as file:
            return _REFRESH in file.read(_MOST)
    except OSError:
        return False


def redirected_paths(output: Path) -> Iterator[str]:
    """Yield the paths from which a file `_redirects` leads on, as Netlify and others read it."""
    try:
        lines = (output / "_redirects").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return
    for line in lines:
        old = line.partition("#")[0].split()[:1]
        yield from (path.lstrip("/") for path in old)


def is_expected_removal(path: str, patterns: Iterable[str]) -> bool:
    """Return whether the site author has said that nothing need be at *path*."""
    names = {path, url_of_page(path), url_of_page(path).lstrip("/")}
    return any(fnmatchcase(name, pattern) for name in names for pattern in patterns)


def url_of_page(path: str) -> str:
    """Return the URL of a page, from the site's root."""
    return "/" + (path if path.rpartition("/")[2] != "index.html" else path[: -len("index.html")])
