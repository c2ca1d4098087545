"""The dates in names of files and folders, and the keys that may state a date instead."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from datetime import datetime

from .permalinks.jekyll_values import date_in_name

FILE_NAME = ":filename"
"""In the setting `date_keys`: the name of the file. Hugo's settings spell it so, too."""

_DIGITS = r"\d\d|(?<=[-_/])\d"
# Of one digit only between joints that no version number has, and below folders of years and
# months only as a folder: `2016/1/2-columns.md` is not a day.
_IN_PATH = re.compile(
    rf"(?:^|/)(?P<year>(?:19|20)\d\d)(?P<joint>[-_./]?)(?P<month>{_DIGITS})(?P=joint)"
    r"(?P<day>\d\d(?=$|[-_./T ])|(?<=[-_])\d(?=$|[-_./T ])|(?<=/)\d(?=/))"
)
# Hugo 0.111, pagemeta/page_frontmatter.go, dateAndSlugFromBaseFilename.
_OF_HUGO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_BUNDLE = re.compile(r"index(?:\.[\w-]+)?\.\w+", re.IGNORECASE)


def date_in_path(path: str, style: str | None = None) -> tuple[datetime, str] | None:
    """Return the date in the name of a file or of its folders, and the text it was read from.

    Args:
        path: with `/`: `2019-04-23-name.md`, `2019/04/23/name.md`, `20190423-name/index.md`,
            `2019-4-3-name.md`.
        style: see the setting `permalink_style`.
    """
    found = _date_of_jekyll(posixpath.basename(path)) if style == "jekyll" else None
    if found is not None:
        return found
    for match in reversed(list(_IN_PATH.finditer(path))):
        try:
            moment = datetime(int(match["year"]), int(match["month"]), int(match["day"]))  # noqa: DTZ001
        except ValueError:
            continue
        return moment, match.group().lstrip("/")
    return None


def date_in_file_name(path: str) -> tuple[datetime, str] | None:
    """Return the date that a file's name begins with, and the text it was read from.

    `name/index.md` has the name of its folder, as in Hugo and Zola.
    """
    folder, name = posixpath.split(path)
    found = _OF_HUGO.match(posixpath.basename(folder) if _BUNDLE.fullmatch(name) else name)
    try:
        return (datetime.fromisoformat(found.group()), found.group()) if found else None
    except ValueError:
        return None


def keys_before_name(date_keys: Iterable[str], path: str) -> tuple[str, ...]:
    """Return those of *date_keys*, a setting, that count more than the name of the file at *path*.

    All count if the name has no date.
    """
    keys = tuple(date_keys)
    if FILE_NAME in keys and date_in_file_name(path) is not None:
        return keys[: keys.index(FILE_NAME)]
    return tuple(key for key in keys if key != FILE_NAME)


def _date_of_jekyll(name: str) -> tuple[datetime, str] | None:
    found = date_in_name(name)
    if found is None:
        return None
    stem = posixpath.splitext(name)[0]
    return found[0], stem[: len(stem) - len(found[1]) - 1]
