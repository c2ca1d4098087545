"""Slugs for names without a usable one: without a letter, or too long for a file name.

If Pelican's slug works, it is kept. The plugin `tags` has its own slugs.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, count
from operator import attrgetter
from typing import Any

from .diagnostics import Diagnostic
from .output_paths import fitted, shortened
from .paths import leads_out
from .rules import ADDRESS_ODD
from .text import cut

LONGEST_SLUG = 150
"""Bytes of a slug: a file is named by it, with room for an extension and a page's number."""

_SIGNS = "+ plus # sharp . dot & and @ at % percent / slash * star ! bang ? query = equals $ dollar"
_WORDS = dict(zip(_SIGNS.split()[::2], _SIGNS.split()[1::2], strict=True))
_NOT_SLUG = re.compile(r"[^\w]+")


def other_slugs(name: str, slug: str = "", *, fallback: str) -> Iterator[str]:
    """Yield alternative slugs for *name*, best first.

    They spell out punctuation (`c-sharp`), keep the script of the name, name symbols as Unicode
    does (`fire`), and finally append a number.

    Args:
        name: a title, or the name of a tag, a category or an author.
        slug: the usual slug, from its letters; empty where it has none.
        fallback: the slug for a name without any usable character.
    """
    spelt_out = "".join(f"-{_WORDS[c]}-" if c in _WORDS else c for c in name.casefold())
    told = _NOT_SLUG.sub("-", spelt_out).strip("-_")
    if told.isascii() and told:
        yield short_slug(told)
    own_script = _NOT_SLUG.sub("-", unicodedata.normalize("NFC", name.casefold())).strip("-_")
    symbols = ""
    if own_script:
        yield short_slug(own_script)
    elif not told:
        symbols = _NOT_SLUG.sub("-", "-".join(_names_of_symbols(name)).lower()) or fallback
        yield short_slug(symbols)
    for number in count(2):
        yield f"{short_slug(slug or told or symbols)}-{number}"


def _names_of_symbols(name: str) -> Iterator[str]:
    """Yield Unicode's names of symbols; a flag is named by the letters of its code.

    UTS #51: flags are pairs of regional indicators, or a flag and tag characters. Characters that
    only join others, or choose their looks, have no separate name.
    """
    for found in _FLAG.finditer(name):
        if found["letters"]:
            codes = ((ord(c) - _REGIONAL_A) % 26 for c in found["letters"])
            yield f"flag-{''.join(chr(ord('a') + code) for code in codes)}"
        elif found["tags"]:
            yield f"flag-{''.join(chr(ord(c) - _TAGS) for c in found['tags'])}"
        elif sign := unicodedata.name(found["sign"], ""):
            yield sign


_REGIONAL_A, _TAGS = 0x1F1E6, 0xE0000
_FLAG = re.compile(
    "(?P<letters>[\U0001f1e6-\U0001f1ff]{2})|\U0001f3f4(?P<tags>[\U000e0061-\U000e007a]+)"
    "|(?P<sign>[^\\s\u200d\ufe00-\ufe0f\U000e0020-\U000e007f])"
)


def short_slug(slug: str) -> str:
    """Return *slug* cut to the length of a file name; a cut one ends in a checksum."""
    return shortened(slug, LONGEST_SLUG)


KINDS = ("category", "author")
_FEEDS = ("ATOM", "RSS", "JSON")
_NO_NAME = {"", ".", ".."}

SlugOfName = Callable[[Any, str], str]


def settle_slugs(generator: Any, slug_of_name: SlugOfName) -> Iterator[tuple[str, Diagnostic]]:
    """Give slugs to categories and authors without a usable one, before their pages are made.

    Args:
        generator: an articles generator that has read all of them.
        slug_of_name: returns Pelican's slug of a name for a category or author.

    Yields:
        For each, the source path of its first content, and the diagnostic.
    """
    lists = [contents for contents in vars(generator).values() if isinstance(contents, list)]
    contents = [one for one in chain.from_iterable(lists) if hasattr(one, "source_path")]
    contents.sort(key=attrgetter("source_path"))
    for kind in KINDS:
        groups = [(group, content) for content in contents for group in _groups(kind, content)]
        yield from _settle(kind, groups, slug_of_name)


def name_groups(content: Any, slug_of_name: SlugOfName) -> None:
    """Give categories and authors without a letter a preliminary slug, for their paths."""
    for kind in KINDS:
        for group in _groups(kind, content):
            if slug_of_name(group, group.name) in _NO_NAME:
                group.slug = next(other_slugs(group.name, fallback=kind))


def is_not_of_slugs(record: logging.LogRecord) -> bool:
    """Log filter: hide Pelican's line on a name without a slug; ours names the file."""
    told = tuple(f"Unable to generate valid slug for {kind.title()} " for kind in KINDS)
    return not record.getMessage().startswith(told)


def slugs_of_names(
    names: Iterable[str], slugify: Callable[[str], str], is_usable: Callable[[str], bool], kind: str
) -> dict[str, str]:
    """Return slugs for those *names* whose own are not usable.

    Args:
        names: of all categories, or of all authors.
        slugify: returns Pelican's slug of a name; it may be empty.
        is_usable: returns whether a slug can name files.
        kind: `category` or `author`, the slug of last resort.
    """
    own = {name: slugify(name) for name in sorted(set(names))}
    taken = {slug for slug in own.values() if is_usable(slug)}
    found = {}
    for name, slug in own.items():
        if not is_usable(slug):
            short = [short_slug(slug)] if slug not in _NO_NAME else []
            others = chain(short, other_slugs(name, short[0] if short else "", fallback=kind))
            found[name] = next(one for one in others if one not in taken and one != slug)
            taken.add(found[name])
    return found


def _groups(kind: str, content: Any) -> list[Any]:
    if kind == "category":
        groups = [content.category] if getattr(content, "category", None) else []
    else:
        groups = [*getattr(content, "authors", ())]
    return [group for group in groups if takes_slug(group)]


def takes_slug(group: Any) -> bool:
    """Return whether the slug can be set; it cannot in the plugin more-categories."""
    slug = getattr(type(group), "slug", None)
    return not isinstance(slug, property) or slug.fset is not None


def _settle(
    kind: str, groups: list[tuple[Any, Any]], slug_of_name: SlugOfName
) -> Iterator[tuple[str, Diagnostic]]:
    if not groups:
        return
    one = groups[0][0]

    def is_usable(slug: str) -> bool:
        paths = _paths(kind, slug, one.settings)
        return slug not in _NO_NAME and all(fitted(p) == p and not leads_out(p) for p in paths)

    if not is_usable("x"):
        # The settings are wrong, not the slug.
        return
    slugs = slugs_of_names((g.name for g, _ in groups), partial(slug_of_name, one), is_usable, kind)
    told = set()
    for group, content in groups:
        if group.name not in slugs:
            continue
        slug = group.slug = slugs[group.name]
        if group.name not in told:
            told.add(group.name)
            wrong = (
                "contains no letters"
                if slug_of_name(one, group.name) in _NO_NAME
                else "is too long"
            )
            text = f"the {kind} {cut(group.name)!r} {wrong} for a file name, so the slug of"
            text += f" its page is {cut(slug)!r}"
            fix = "rename it to choose the slug"
            needle = group.name.splitlines()[0] if group.name else ""
            yield content.source_path, ADDRESS_ODD(text, fix, needle)


def _paths(kind: str, slug: str, settings: Any) -> Iterator[str]:
    """Yield the paths of a group's page and feeds."""
    word = kind.upper()
    for name in (f"{word}_SAVE_AS", *(f"{word}_FEED_{form}" for form in _FEEDS)):
        pattern = settings.get(name)
        if pattern:
            # The pattern may use other attributes of a group, too.
            yield str(pattern).replace("{slug}", slug)
