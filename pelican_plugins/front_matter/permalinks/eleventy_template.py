"""Liquid and Nunjucks in a permalink, as far as they need no code of the site's own.

Both are close to Jinja, whose sandbox renders what they have in common. Liquid writes a filter's
arguments after a colon (shopify.github.io/liquid/filters/date/), Nunjucks in parentheses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from unidecode import unidecode

from ..slugs_and_urls import UnusableUrlError

_TAG = re.compile(r"\{[{%](?:(?!\{[{%]).)*?[%}]\}", re.DOTALL)
_FILTER = re.compile(
    r"""\|\s*(?P<name>\w+)\s*:\s*(?P<values>(?:"[^"]*"|'[^']*'|[^|"'%}])+)""", re.DOTALL
)
_CONTAINS = re.compile(r"""(?<![\w.])([\w.]++)\s+contains\s+("[^"]*"|'[^']*'|[\w.]+)""")
_WORDS = {"elsif": "elif", "assign": "set"}
# moment's and Luxon's tokens that have one meaning.
_TOKENS = {
    **dict.fromkeys(("yyyy", "YYYY"), "%Y"),
    **dict.fromkeys(("MM", "LL"), "%m"),
    **dict.fromkeys(("dd", "DD"), "%d"),
}
_TOKEN = re.compile(r"[A-Za-z]+")


class _Nothing(StrictUndefined):
    """A value that data files may have: it may be compared with, but not written."""

    def __bool__(self) -> bool:  # type: ignore[override]
        return False


def render(template: str, values: Mapping[str, Any]) -> str:
    """Return a permalink.

    Args:
        template: such as `/{{ page.date | date: '%Y' }}/{{ title | slugify }}/`.
        values: of the front matter, and `page`.

    Raises:
        UnusableUrlError: it needs values or filters that are not known here.
    """
    if "{{" not in template and "{%" not in template:
        return template
    try:
        return str(_compiled(template).render(dict(values)))
    except UnusableUrlError:
        raise
    except (TemplateError, TypeError, ValueError, AttributeError, RecursionError) as error:
        text = f"only Eleventy can make it of {template!r} ({error})"
        raise UnusableUrlError(text) from error


@lru_cache(maxsize=256)
def _compiled(template: str) -> Any:
    environment = ImmutableSandboxedEnvironment(undefined=_Nothing)
    environment.filters.update(_FILTERS)
    return environment.from_string(_TAG.sub(lambda tag: _as_jinja(tag[0]), template))


def _as_jinja(tag: str) -> str:
    for word, ours in _WORDS.items():
        tag = re.sub(rf"^(\{{%-?\s*){word}\b", rf"\1{ours}", tag)
    tag = _CONTAINS.sub(r"(\2 in (\1 or ''))", tag)
    return _FILTER.sub(lambda found: f"| {found['name']}({found['values'].strip()}) ", tag)


def _date(moment: Any, pattern: Any = "") -> str:
    if isinstance(moment, str):
        try:
            moment = datetime.fromisoformat(moment)
        except ValueError as error:
            raise UnusableUrlError(f"{moment!r} is no date") from error
    if not isinstance(moment, date):
        raise UnusableUrlError("there is no date")
    if "%" in str(pattern):
        return moment.strftime(str(pattern))
    known = _TOKEN.sub(lambda token: _TOKENS.get(token[0], "?"), str(pattern))
    if not pattern or "?" in known:
        raise UnusableUrlError(f"the date format {pattern!r} is not known here")
    return moment.strftime(known)


# What the library @sindresorhus/slugify writes unlike Unidecode.
_SPELLED = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "ё": "yo",
        "є": "ye",
        "й": "y",
        "щ": "sch",
        "ъ": "",
        "ь": "",
        "ю": "yu",
        "я": "ya",
        "Ё": "Yo",
        "Є": "Ye",
        "Й": "Y",
        "Щ": "Sch",
        "Ъ": "",
        "Ь": "",
        "Ю": "Yu",
        "Я": "Ya",
        "ґ": "g",
        "Ґ": "G",
        "ή": "i",
        "η": "i",
        "ύ": "y",
        "υ": "y",
        "ϋ": "y",
        "β": "v",
        "ξ": "ks",
        "φ": "f",
        "χ": "x",
        "Ή": "I",
        "Η": "I",
        "Ύ": "Y",
        "Υ": "Y",
        "Ξ": "KS",
        "Φ": "F",
        "Χ": "X",
        "Ψ": "PS",
        "Θ": "TH",
        "Þ": "TH",
        "&": " and ",
        "♥": " love ",
    }
)
_SPELLS = ("LATIN", "CYRILLIC", "GREEK")
_SPELLS_OTHERWISE = ("ARABIC", "ARMENIAN", "GEORGIAN", "THAANA")


def slugify(value: Any) -> str:
    """Return a string as Eleventy's filter `slugify` does (@sindresorhus/slugify).

    Raises:
        UnusableUrlError: it is of a script whose spelling is not known here.
    """
    text = "".join(map(_spelled, unicodedata.normalize("NFC", str(value)).translate(_SPELLED)))
    text = re.sub(r"([a-z\d])'([ts])(\s|$)", r"\1\2\3", text.lower())
    return re.sub(r"[^a-z\d]+", "-", text).strip("-")


def _spelled(character: str) -> str:
    if character.isascii():
        return character
    plain = "".join(
        c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c)
    )
    name = unicodedata.name(plain[:1] or " ", "")
    if plain.isascii() or not name.startswith((*_SPELLS, *_SPELLS_OTHERWISE)):
        return plain
    if name.startswith(_SPELLS_OTHERWISE):
        raise UnusableUrlError(f"how Eleventy spells {character!r} is not known here")
    return unidecode(character)


# What slugify, from npm, writes unlike Unidecode.
_WORDED = str.maketrans(
    {
        "&": "and",
        "%": "percent",
        "$": "dollar",
        "|": "or",
        "<": "less",
        ">": "greater",
        "£": "pound",
        "€": "euro",
        "đ": "dj",
        "Đ": "DJ",
        "©": "(c)",
        "®": "(r)",
        "™": "tm",
        **dict.fromkeys("‘’", "'"),
        **dict.fromkeys("“”„", '"'),
        "–": "-",
        "…": "...",
    }
)


def slug(value: Any) -> str:
    """Return a string as Eleventy's older filter `slug` does (slugify, from npm).

    Raises:
        UnusableUrlError: it is of a script whose spelling is not known here.
    """
    text = unicodedata.normalize("NFC", str(value)).translate(_WORDED)
    if any(unicodedata.name(c, "").startswith((*_SPELLS[1:], *_SPELLS_OTHERWISE)) for c in text):
        raise UnusableUrlError(f"how Eleventy spells {value!r} is not known here")
    text = re.sub(r"[^\w\s*+~.()'\"!\-:@]+", "", "".join(map(_spelled, text)), flags=re.ASCII)
    return re.sub(r"[\s-]+", "-", text.replace("-", " ").strip()).lower()


def _text(change: Callable[..., str]) -> Callable[..., str]:
    return lambda value, *given: change(str(value), *map(str, given))


_FILTERS: dict[str, Callable[..., Any]] = {
    "slugify": slugify,
    "slug": slug,
    "url": lambda value, *_: value,
    "downcase": _text(str.lower),
    "upcase": _text(str.upper),
    "append": _text(lambda value, end: value + end),
    "prepend": _text(lambda value, start: start + value),
    "remove": _text(lambda value, part: value.replace(part, "")),
    "strip": _text(str.strip),
    **dict.fromkeys(("date", "dateFormat", "formatDate", "dateformat", "toFormat"), _date),
}
