"""What the heads of a site's texts say, found without reading them as a build does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from .slugs_and_urls import slug_of_file

_TITLE = re.compile(r"^title[ \t]*[:=][ \t]*(\S.*)$", re.IGNORECASE | re.MULTILINE)
_SLUG = re.compile(r"^:?slug[ \t]*[:=][ \t]*(\S.*)$", re.IGNORECASE | re.MULTILINE)
_TAGS = re.compile(
    r"^tags[ \t]*[:=][ \t]*(.*)((?:\n[ \t]*-[ \t]+.*)*)", re.IGNORECASE | re.MULTILINE
)
_MARKS = "\"' \t\r"
_GAPS = re.compile(r"[\s_-]+")


def slug_in(head: str, path: str, slug_of: Callable[[str], str], *, by_file: bool) -> str:
    """Return the slug that a text has, as far as its first lines tell.

    Args:
        head: these lines.
        path: of its file, with `/`, which names it where it has no title.
        slug_of: makes a slug of a title, as the site does.
        by_file: whether the site makes it of the file's name instead.
    """
    if match := _SLUG.search(head):
        return match[1].strip(_MARKS).strip("/")
    title = None if by_file else _TITLE.search(head)
    # Quotation marks around a title, and what YAML doubles within, are no part of any slug.
    return slug_of(title[1] if title else slug_of_file(path))


def tags_in(head: str) -> Iterator[str]:
    """Yield the tags of a text as they are typed."""
    for match in _TAGS.finditer(head):
        listed = re.findall(r"-[ \t]+(.*)", match[2]) or match[1].strip("[] \t\r").split(",")
        yield from filter(None, (name.strip(_MARKS) for name in listed))


def canonical(wanted: str, aliases: Mapping[str, str], used: Counter[str]) -> str:
    """Return how the site spells a tag; as it was *wanted* where the site has no such tag.

    Args:
        wanted: as the owner types it.
        aliases: of the vocabulary: each spelling, with the tag it stands for.
        used: how often each spelling stands in a text.
    """
    key = _key(wanted)
    for spelling, name in aliases.items():
        if _key(spelling) == key:
            return name
    same = [(-count, name) for name, count in used.items() if _key(name) == key]
    return min(same)[1] if same else wanted


def aliases_in(vocabulary: Mapping[str, object], more: Mapping[str, str]) -> dict[str, str]:
    """Return each spelling that an owner has settled, with the tag it stands for.

    Args:
        vocabulary: a `tags.yaml`, read.
        more: of the settings.
    """
    settled = {name: name for name in vocabulary}
    for name, said in vocabulary.items():
        others = said.get("aliases") if isinstance(said, Mapping) else None
        settled |= dict.fromkeys(map(str, _texts(others)), name)
    return {**settled, **{name: name for name in more.values()}, **more}


def _texts(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else [value] if value else []


def _key(name: str) -> str:
    return _GAPS.sub("", name).casefold()
