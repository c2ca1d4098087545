"""Paths of files: which stay where they belong, and which links of a post lead to one."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from html import unescape
from urllib.parse import quote, unquote

from .._core.output_paths import file_of
from .._core.paths import DRIVE, PARTS, leads_out

# BCP 47 in outline, with the underscores of locales.
_LANGUAGE = re.compile(r"(?:[A-Za-z]{2,8}|[xX](?=[-_]))(?:[-_][A-Za-z0-9]{1,8}){0,8}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|[/\\]{2}")
_OUTSIDE = {"", ".", ".."}
# Unicode's category Cc.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def path_problem(path: str) -> str | None:
    """Return why no file of a site may be at *path*, as a clause; None if it may.

    Args:
        path: where Pelican would write a content.
    """
    if leads_out(path):
        return "points outside the output folder"
    if _CONTROL.search(path):
        return "contains a control character"
    return "is a folder" if path.endswith("/") or not file_of(path) else None


def path_inside_output(path: str) -> str:
    """Return *path* without what leads out of its folder or no URL can hold.

    A folder, such as the output folder itself, becomes an `index.html` in it.
    """
    path = f"{path}index.html" if path.endswith("/") else _CONTROL.sub("", path)
    path = DRIVE.sub("", path.replace("\0", ""), count=1) if DRIVE.match(path) else path
    steps = [step for step in PARTS.split(path.replace("\0", "")) if step not in _OUTSIDE]
    return "/".join(steps) or "index.html"


def relative_url(url: str) -> str:
    """Return a URL below a site that no program reads as an absolute one.

    RFC 3986, section 4.2: a colon in the first segment would end a scheme, and two slashes begin a
    host; browsers read a backslash as a slash.
    """
    first, slash, rest = url.lstrip("/\\").partition("/")
    return f"{first.replace(':', '%3A')}{slash}{rest}".replace("\\", "%5C")


def are_read_twice(path: str, articles: Iterable[str], pages: Iterable[str]) -> bool:
    """Return whether both of Pelican's generators read a file.

    Args:
        path: relative to the content folder, with `/`.
        articles: `ARTICLE_PATHS`, each of which Pelican keeps out of the folders of pages.
        pages: `PAGE_PATHS`, each of which it keeps out of those of articles.
    """
    innermost = innermost_folder(path, articles)
    return innermost is not None and innermost == innermost_folder(path, pages)


def innermost_folder(path: str, folders: Iterable[str]) -> str | None:
    """Return the innermost of *folders* or files that a path is in; None if there is none."""
    names = (folder.strip("/").removesuffix(".").rstrip("/") for folder in map(str, folders))
    holding = (n for n in names if not n or path == n or path.startswith(f"{n}/"))
    return max(holding, key=len, default=None)


def value_problem(key: str, value: str) -> str | None:
    """Return why a file's *value* cannot be used for *key*, as a clause; None if it can.

    Args:
        key: `lang`, `save_as` or `url`; values of other keys are not checked.
        value: as Pelican would take it.
    """
    if key == "lang" and not _LANGUAGE.fullmatch(value):
        return "it is not a language tag such as en or pt-BR"
    if key == "save_as" and leads_out(value):
        return "it points outside the output folder" if value else None
    if key in {"save_as", "url"} and _CONTROL.search(value):
        return "it contains a control character"
    if key == "url" and _SCHEME.match(value):
        return "it is not a URL within the site"
    return None


def case_conflicts(addresses: Iterable[tuple[str, str]]) -> list[tuple[str, str, str, str]]:
    """Return the paths that are one file on file systems that ignore case (macOS, Windows).

    Args:
        addresses: pairs of a path in the output folder and its owner.

    Returns:
        `(path, other path, owner, other owner)` for each such pair.
    """
    groups: dict[str, dict[str, str]] = defaultdict(dict)
    for path, owner in addresses:
        groups[unicodedata.normalize("NFC", path).casefold()].setdefault(path, owner)
    found = []
    for group in groups.values():
        (first, owner), *others = sorted(group.items())
        found += [(path, first, whose, owner) for path, whose in others]
    return found


def outside_folders(paths: Iterable[str]) -> tuple[str, ...]:
    """Return those of *paths*, relative to the content folder, that are not in it."""
    return tuple(filter(None, (path.rstrip("/") for path in paths if leads_out(path))))


def is_allowed(path: str, patterns: Iterable[str]) -> bool:
    """Return whether *path*, below the content folder, matches one of the glob *patterns*."""
    plain = unicodedata.normalize("NFC", path.replace("\\", "/"))
    wanted = (unicodedata.normalize("NFC", pattern).removeprefix("/") for pattern in patterns)
    return any(fnmatchcase(plain, pattern) for pattern in wanted)


# Python-Markdown writes these attributes with double quotes. A URL that begins with another brace
# or a bar has another of Pelican's markers; one with a colon is absolute.
_ADDRESS = re.compile(
    r"""(?P<head><(?:img|a|source|video|audio)\b[^<>]*?\s(?P<name>src|href|poster)=")"""
    r"""(?P<path>(?:\{filename\}|/(?!/))?[^"{|:/#?][^":#?]*)(?P<rest>(?:[#?][^"]*)?")"""
)
# Pelican looks up the URL without unescaping HTML: no file name holds `&amp;`.
_UNSAFE = re.compile(r"[&\"<>]")
_POST = (".md", ".markdown", ".mkd", ".mdown", ".rst")
# Pelican makes pages of these, so a link may mean the page or the file.
_PAGES = (".html", ".htm")


def link_local_files(
    html: str, exists: Callable[[str], bool], find_post: Callable[[str], str | None]
) -> str:
    """Return *html* with Pelican's markers before the URLs of files next to the post.

    Pelican then copies a linked image (`{static}`), and a link to another post's source leads to
    its page (`{filename}`).

    Args:
        html: of the post.
        exists: returns whether a file exists, by its path from the post's folder.
        find_post: returns Pelican's link to the post that a link names; None if there is none.
    """

    def mark(match: re.Match[str]) -> str:
        written = _UNSAFE.sub(lambda found: quote(found.group()), unescape(match["path"]))
        path = unquote(written)
        if path.lower().endswith(_PAGES):
            return match.group()
        if path.startswith(("/", "{")) and not path.lower().endswith(_POST):
            return match.group()
        if match["name"] == "href" and path.lower().endswith(_POST):
            post = find_post(written)
            return match.group() if post is None else f"{match['head']}{post}{match['rest']}"
        return (
            f"{match['head']}{{static}}{written}{match['rest']}" if exists(path) else match.group()
        )

    marked = _ADDRESS.sub(mark, html)
    # If equal, the same object, to save memory.
    return marked if marked != html else html
