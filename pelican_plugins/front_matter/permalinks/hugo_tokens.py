"""Write words, dates and lists of sections in a URL as Hugo does."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from ..settings import FrontMatterSettings

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
# Go's package time: the parts of its reference date, the longer ones first.
_LAYOUT = re.compile(
    r"January|Jan(?![a-z])|Monday|Mon(?![a-z])|2006|002|0[1-6]|15|__2|_2|PM|pm|[1-5]"
)
_KEPT = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Mn", "Mc", "Me"})


def sanitised(path: str, rules: FrontMatterSettings) -> str:
    """Return a path as Hugo writes it: words joined by hyphens, without most punctuation."""
    if rules.remove_accents:
        bare = [c for c in unicodedata.normalize("NFD", path) if unicodedata.category(c) != "Mn"]
        path = unicodedata.normalize("NFC", "".join(bare))
    kept: list[str] = []
    gap = False
    for position, character in enumerate(path):
        if _is_kept(character, path, position):
            if gap and kept and "-" not in {character, kept[-1]}:
                kept.append("-")
            kept.append(character)
            gap = False
        elif character in "\t\n\v\f\r\x85" or unicodedata.category(character)[0] == "Z":
            gap = True
    if not rules.lower_case_urls:
        return "".join(kept)
    # Go lowers each character on its own: no final sigma, one character for one.
    return "".join(character.lower()[0] for character in kept)


def _is_kept(character: str, path: str, position: int) -> bool:
    if character == "%":
        return re.match(r"%[0-9A-Fa-f]{2}", path[position : position + 3]) is not None
    return character in "./\\_#+~-@" or unicodedata.category(character) in _KEPT


def formatted(moment: datetime, token: str) -> str:
    """Return a date formatted by a *token* of Hugo or a layout of Go; empty if it is neither."""
    weekday = moment.isoweekday() % 7
    words = {
        "year": str(moment.year),
        "month": f"{moment.month:02}",
        "monthname": _MONTHS[moment.month - 1],
        "day": f"{moment.day:02}",
        "weekday": str(weekday),
        "weekdayname": _DAYS[weekday],
        "yearday": str(moment.timetuple().tm_yday),
    }
    if token in words:
        return words[token]
    if not _LAYOUT.search(token):
        return ""
    parts = _parts(moment, _MONTHS[moment.month - 1], _DAYS[weekday])
    return _LAYOUT.sub(lambda found: parts[found[0]], token)


def _parts(moment: datetime, month: str, weekday: str) -> dict[str, str]:
    hour, day_of_year = moment.hour % 12 or 12, moment.timetuple().tm_yday
    half = "PM" if moment.hour >= 12 else "AM"  # noqa: PLR2004
    return {
        "2006": f"{moment.year:04}",
        "06": f"{moment.year % 100:02}",
        "January": month,
        "Jan": month[:3],
        "01": f"{moment.month:02}",
        "1": str(moment.month),
        "Monday": weekday,
        "Mon": weekday[:3],
        "02": f"{moment.day:02}",
        "2": str(moment.day),
        "_2": f"{moment.day:2}",
        "002": f"{day_of_year:03}",
        "__2": f"{day_of_year:3}",
        "15": f"{moment.hour:02}",
        "03": f"{hour:02}",
        "3": str(hour),
        "PM": half,
        "04": f"{moment.minute:02}",
        "4": str(moment.minute),
        "pm": half.lower(),
        "05": f"{moment.second:02}",
        "5": str(moment.second),
    }


def selected(sections: Sequence[str], cut: str) -> Sequence[str]:
    """Return the sections that `0`, `last`, `1:` or `:last` between brackets chooses."""
    if not sections:
        return ()
    first, colon, end = cut.strip().lower().partition(":")

    def place(text: str, *, beyond: int) -> int:
        number = len(sections) - 1 if text == "last" else int(text) if text.isdecimal() else 0
        return number if number < len(sections) else beyond

    if not colon:
        number = place(first, beyond=-1)
        return (sections[number],) if number >= 0 else ()
    start = place(first, beyond=len(sections)) if first else 0
    return sections[start : place(end, beyond=len(sections)) if end else len(sections)]
