"""The URLs of earlier builds, and those that nothing serves or redirects now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

_REFRESH = 'http-equiv="refresh"'
# A redirect page is short.
_MOST = 4_096


def missing_urls(
    pages: Mapping[str, str],
    gone: Mapping[str, str],
    present: Iterable[str],
    redirects: Callable[[str], bool],
) -> dict[str, str]:
    """Return the pages of earlier builds that are neither *present* nor redirected.

    Args:
        pages: sources of the pages of the previous build, by path below the output folder.
        gone: the same of the builds before it.
        present: paths of the pages now.
        redirects: returns whether the page at a path redirects.
    """
    before = {**gone, **pages}
    missing = before.keys() - set(present)
    return {path: before[path] for path in sorted(missing) if not redirects(path)}


def is_redirect_page(output: Path, path: str) -> bool:
    """Return whether the file at *path* below *output* is a redirect page."""
    try:
        with (output / path).open(encoding="utf-8", errors="replace") as file:
            return _REFRESH in file.read(_MOST)
    except OSError:
        return False


def redirected_paths(output: Path) -> Iterator[str]:
    """Yield the paths that a file `_redirects` redirects, as on Netlify and others."""
    try:
        lines = (output / "_redirects").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return
    for line in lines:
        old = line.partition("#")[0].split()[:1]
        yield from (path.lstrip("/") for path in old)


def is_expected_removal(path: str, patterns: Iterable[str]) -> bool:
    """Return whether `removed_urls` (*patterns*) names the page at *path*."""
    names = {path, url_of_page(path), url_of_page(path).lstrip("/")}
    return any(fnmatchcase(name, pattern) for name in names for pattern in patterns)


def url_of_page(path: str) -> str:
    """Return the URL of a page, from the site's root."""
    return "/" + (path if path.rpartition("/")[2] != "index.html" else path[: -len("index.html")])
