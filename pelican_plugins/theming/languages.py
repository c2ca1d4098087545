"""Dates, plural forms and names of languages: data of Unicode CLDR, by Babel.

A language is whatever a site author wrote: `pt-BR`, `en_GB`, `DE`, `x-klingon`. What CLDR does not
know is answered by the empty string, never by an error.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

# Readers of the first read the second with ease, and without offence.
_RELATIVES = {
    "af": "nl",
    "cmn": "zh",
    "fo": "da",
    "fy": "nl",
    "gsw": "de",
    "iw": "he",
    "lb": "de",
    "mo": "ro",
    "nds": "de",
    "nn": "nb",
    "no": "nb",
    "prs": "fa",
    "yue": "zh-hant",
}
# Where Chinese is written in traditional characters unless its code says otherwise.
_TRADITIONAL = {"zh-hk", "zh-mo", "zh-tw"}
# How print writes the first day of a month; CLDR's patterns have no word for it.
_FIRST_DAY = {"fr": "1er", "pt": "1º"}
# The word for "year", which official letters have and newspapers have not.
_YEAR_WORD = re.compile(r"(?<!\s)\s+[рг]\.$")
_MONTH = 2
# RFC 5646, section 4.4.1: no registered language needs more.
_LONGEST = 35
# What CLDR writes where it has no name for a month.
_NAMELESS = re.compile(r"\bM\d\d\b")


def relatives(lang: str | None) -> tuple[str, ...]:
    """Return the codes whose words suit a reader of *lang*, the nearest first, in lower case."""
    code = _plain(lang)
    found = [code]
    parts = code.split("-")
    if "-".join(parts[:2]) in _TRADITIONAL:
        found.append("zh-hant")
    found += ["-".join(parts[:count]) for count in range(len(parts) - 1, 0, -1)]
    for each in found:
        if each in _RELATIVES:
            found.append(_RELATIVES[each])
    return tuple(dict.fromkeys(found))


def language_name(lang: str | None) -> str:
    """Return how a language calls itself, such as `português (Brasil)`; empty if unknown."""
    locale = _locale(_plain(lang))
    return (locale.get_display_name() or "") if locale else ""


def plural_form(number: int, lang: str | None) -> str:
    """Return the plural category of a number (UTS #35, part 3, Language Plural Rules)."""
    locale = _locale(_plain(lang))
    return locale.plural_form(number) if locale else "one" if number == 1 else "other"


def written_date(day: date, lang: str | None) -> str:
    """Return a date as *lang* writes it in full; empty if that is unknown."""
    locale = _locale(_plain(lang))
    if not locale:
        return ""
    if str(locale) == "en":
        # English is not only that of the United States.
        locale = Locale("en", "001")
    first = _FIRST_DAY.get(locale.language)
    if day.day == 1 and first and locale.territory != "PT":
        pattern = re.sub(r"\bd\b", f"'{first}'", locale.date_formats["long"].pattern, count=1)
        return format_date(day, pattern, locale)
    return _tidy(format_date(day, "long", locale))


def written_period(numbers: Sequence[int], lang: str | None) -> str:
    """Return a year, a month of a year, or a day, as *lang* writes it; empty if unknown.

    Args:
        numbers: year, month and day, or fewer.
        lang: a code.
    """
    year, month, day = (*numbers, 1, 1)[:3]
    locale = _locale(_plain(lang))
    if not locale or len(numbers) < _MONTH:
        return str(year) if locale else ""
    if len(numbers) > _MONTH:
        return written_date(date(year, month, day), lang)
    return _tidy(format_skeleton("yMMMM", date(year, month, 1), locale=locale))


def _tidy(text: str) -> str:
    return "" if _NAMELESS.search(text) else _YEAR_WORD.sub("", text)


def _plain(lang: str | None) -> str:
    return str(lang or "").strip().lower().replace("_", "-")[:_LONGEST]


@lru_cache(maxsize=256)
def _locale(lang: str) -> Locale | None:
    for tag in relatives(lang):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, TypeError, ValueError):
            continue
    return None
