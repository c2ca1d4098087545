"""Which paths and URLs stay where they belong."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from fnmatch import fnmatchcase

from .._core.output_paths import file_of
from .._core.paths import DRIVE, PARTS, leads_out

# BCP 47 in outline, with the underscores of locales.
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,8}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|[/\\]{2}")
_LIKE_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_OUTSIDE = {"", ".", ".."}
# Unicode's category Cc.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def path_problem(path: str) -> str | None:
    """Return why no file of a site may be at *path*, as a clause; None if it may.

    Args:
        path: where Pelican would write a content.
    """
    if leads_out(path):
        return "leads out of the output folder"
    if _CONTROL.search(path):
        return "holds a control character"
    return "is that of a folder" if path.endswith("/") or not file_of(path) else None


def path_inside_output(path: str) -> str:
    """Return *path* without what leads out of its folder or no URL can hold.

    A folder, such as the output folder itself, becomes an `index.html` in it.
    """
    path = f"{path}index.html" if path.endswith("/") else _CONTROL.sub("", path)
    path = DRIVE.sub("", path.replace("\0", ""), count=1) if DRIVE.match(path) else path
    steps = [step for step in PARTS.split(path.replace("\0", "")) if step not in _OUTSIDE]
    return "/".join(steps) or "index.html"


def relative_url(url: str) -> str:
    """Return a URL below a site so that no program takes it for an absolute one.

    RFC 3986, section 4.2: a colon in the first segment would end a scheme, and two slashes begin a
    host; browsers take a backslash for a slash.
    """
    first, slash, rest = url.lstrip("/\\").partition("/")
    return f"{first.replace(':', '%3A')}{slash}{rest}".replace("\\", "%5C")


def looks_like_scheme(url: str) -> bool:
    """Return whether a program that joins URLs would take *url* for an absolute one."""
    return _LIKE_SCHEME.match(url) is not None


def value_problem(key: str, value: str) -> str | None:
    """Return why a file's *value* cannot be used for *key*, as a clause; None if it can.

    Args:
        key: `lang`, `save_as` or `url`; values of other keys are not checked.
        value: as Pelican would take it.
    """
    if key == "lang" and not _LANGUAGE.fullmatch(value):
        return "it is not a language tag such as en or pt-BR"
    if key == "save_as" and leads_out(value):
        return "it leads out of the output folder" if value else None
    if key in {"save_as", "url"} and _CONTROL.search(value):
        return "it holds a control character"
    if key == "url" and _SCHEME.match(value):
        return "it is no address below the site"
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
