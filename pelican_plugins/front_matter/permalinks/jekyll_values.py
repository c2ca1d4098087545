"""Read dates, file names and lists of names as Jekyll does."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

_DATED_NAME = re.compile(r"(\d{2,4})-(\d{1,2})-(\d{1,2})-(.*)", re.DOTALL)
_NAMED_ZONE = re.compile(r"(?P<moment>.*\d) ?(?P<zone>[A-Za-z]{2,5})")
_ZONES = {
    **dict.fromkeys(("UTC", "GMT", "UT"), 0),
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
}
_IN_A_URL = frozenset("._~!$&'()+,;=@")
# Years of two digits from 69 on are of the last century, as in Ruby's Date.
_LAST_CENTURY = 69


def with_known_zone(written: str) -> str:
    """Return a date as typed with the name of its zone as Ruby reads it.

    That is an offset for the names of RFC 5322, 4.3; others are passed over, so that the time is
    one of the site's zone.
    """
    found = _NAMED_ZONE.fullmatch(written.strip())
    if found is None or found["zone"].lower() in {"am", "pm"}:
        return written
    hours = _ZONES.get(found["zone"].upper())
    return found["moment"] if hours is None else f"{found['moment']} {hours:+03}:00"


def date_in_name(name: str) -> tuple[datetime, str] | None:
    """Return the date that the name of a file begins with, and the rest without its extension.

    The month and the day may have one digit, and the year two. A day that a month does not have is
    in the next one. None if the name does not begin with a date.
    """
    stem, extension = posixpath.splitext(name)
    found = _DATED_NAME.fullmatch(stem)
    if found is None or len(extension) < len(".x"):
        return None
    year, month, day = (int(part) for part in found.groups()[:3])
    if len(found[1]) == len("16"):
        year += 1900 if year >= _LAST_CENTURY else 2000
    try:
        if not 1 <= day <= 31:  # noqa: PLR2004
            return None
        return datetime(year, month, 1) + timedelta(days=day - 1), found[4]  # noqa: DTZ001
    except ValueError:
        return None


def title_of_name(path: str) -> str:
    """Return the title of a post without one, from the name of its file."""
    stem = posixpath.splitext(posixpath.basename(path))[0]
    named = date_in_name(posixpath.basename(path))
    return " ".join(map(str.capitalize, (named[1] if named else stem).split("-")))


def slugify(text: str, *, pretty: bool = False, cased: bool = False) -> str:
    """Return *text* with hyphens for what is not a letter, a mark or a digit (UAX #44: L, M, Nd).

    Args:
        text: of any kind.
        pretty: keep characters that need no escape in a URL, too.
        cased: keep capitals.
    """
    kept = "".join(c if _is_kept(c, pretty=pretty) else "\0" for c in text)
    slug = re.sub("\0+", "-", kept).removeprefix("-").removesuffix("-")
    # Letter by letter, since Ruby knows no final sigma.
    return slug if cased else "".join(map(str.lower, slug))


def _is_kept(character: str, *, pretty: bool) -> bool:
    kind = unicodedata.category(character)
    return kind[0] in "LM" or kind == "Nd" or (pretty and character in _IN_A_URL)


def categories_of(values: Mapping[str, Any], folders: Iterable[str] = ()) -> list[str]:
    """Return the categories of a post.

    Those of the *folders* above `_posts` come first. A string of `categories` is divided at spaces,
    one of `category` is a single name.
    """
    several = values.get("categories")
    listed = several.split() if isinstance(several, str) else several
    one = values.get("category")
    found = [*folders, *_flat(listed), *_flat(one)]
    return list(dict.fromkeys(found))


def _flat(value: Any) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for item in value:
            yield from _flat(item)
    elif value is not None:
        yield as_text(value)


def as_text(value: Any) -> str:
    """Return a value as Ruby writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
