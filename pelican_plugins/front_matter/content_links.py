"""Links to other posts that shortcodes make, which Hugo resolves below the content folder."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator

from .._core.paths import join_inside

_MARKED = re.compile(r"\{filename\}(?P<path>/?[^\s)\"'#<>{}]+)(?P<end>\.(?:md|markdown))")


def resolve_marked(body: str, path: str, content: str, exists: Callable[[str], bool]) -> str:
    """Return a body whose links with Pelican's marker `{filename}` lead to existing files.

    `{filename}/posts/one.md` may be `posts/one.md` or the bundle `posts/one/index.md`, below the
    content folder of the generator that the post comes from. What is not found stays.

    Args:
        body: the text.
        path: of its file, relative to the site's `PATH`.
        content: the content folder that it is in, relative to `PATH`.
        exists: returns whether a file exists, by its path from `PATH`.
    """

    def resolve(found: re.Match[str]) -> str:
        for name in _candidates(found["path"], posixpath.dirname(path), content):
            for file in (f"{name}{found['end']}", f"{name}/index.md", f"{name}/_index.md"):
                if exists(file):
                    return f"{{filename}}/{file}"
        return found.group()

    return _MARKED.sub(resolve, body)


def _candidates(link: str, folder: str, content: str) -> Iterator[str]:
    """Yield the paths that a link may mean, without an extension."""
    bases = ("", content) if link.startswith("/") else (folder, posixpath.dirname(folder), content)
    for base in bases:
        joined = join_inside(base, link.lstrip("/"))
        if joined is not None:
            yield joined
