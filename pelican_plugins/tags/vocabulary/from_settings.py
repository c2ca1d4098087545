"""A vocabulary in the site's settings."""

from __future__ import annotations

from collections.abc import Iterator

from ..._core.errors import SettingsError
from ..settings import TagsSettings
from ..spelling import display_name
from .entry import Entry, is_slug


def entries_of(settings: TagsSettings) -> Iterator[Entry]:
    """Yield what `POUCH_TAGS` says of tags.

    Raises:
        SettingsError: a name is empty.
    """
    for alias, name in settings.aliases.items():
        if not display_name(alias) or not display_name(name):
            raise SettingsError(f"POUCH_TAGS['aliases'] maps {alias!r} to {name!r}", "fill in both")
        yield _entry("aliases", name, aliases=(display_name(alias),))
    for name in settings.drop:
        yield _entry("drop", name, drop=True)
    for key in ("split", "implies", "parents"):
        for name, others in getattr(settings, key).items():
            named = tuple(_name(key, other) for other in others)
            yield _entry(key, name, **{key: named})
    for name, text in settings.descriptions.items():
        yield _entry("descriptions", name, description=" ".join(text.split()))
    for name, slug in settings.slugs.items():
        if not is_slug(slug):
            raise SettingsError(
                f"POUCH_TAGS['slugs'] gives {name!r} the slug {slug!r}",
                "write letters, numbers and hyphens",
            )
        yield _entry("slugs", name, slug=slug)


def _entry(key: str, name: str, **values: object) -> Entry:
    place = f"POUCH_TAGS[{key!r}]"
    return Entry(name=_name(key, name), place=place, **values)  # type: ignore[arg-type]


def _name(key: str, written: str) -> str:
    name = display_name(written)
    if not name:
        raise SettingsError(f"POUCH_TAGS[{key!r}] has {written!r}, which is no name", "write one")
    return name
