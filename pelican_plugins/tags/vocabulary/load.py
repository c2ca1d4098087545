"""Load a vocabulary from its YAML file and from `POUCH_TAGS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from ..._core.errors import SettingsError
from ..settings import TagsSettings
from ..spelling import display_name
from ..taxonomies import TAG, TermKind
from .entry import VocabularyEntry, is_slug
from .vocabulary import Vocabulary
from .yaml_file import read_vocabulary


def load_vocabulary(
    kind: TermKind, settings: TagsSettings, find: Callable[[str], Path | None]
) -> Vocabulary:
    """Return the vocabulary of a site for one kind of terms.

    Args:
        kind: which; `POUCH_TAGS` itself speaks of tags only.
        settings: `POUCH_TAGS`.
        find: returns where a file of the site author's lies.

    Raises:
        PouchError: it cannot be read, or contradicts itself. The build stops then: without it,
            addresses would move.
    """
    name = settings.file if kind is TAG else kind.file
    entries: list[VocabularyEntry] = list(entries_of(settings)) if kind is TAG else []
    path = find(name)
    if path is not None:
        entries += read_vocabulary(_text(path), path.name)
    elif name != kind.file:
        raise SettingsError(
            f"POUCH_TAGS['file'] is {name!r}, but there is no such file next to your settings",
            "make it, or correct the name",
        )
    return Vocabulary(entries)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SettingsError(f"{path.name} is not UTF-8", "save it as UTF-8") from None
    except OSError as error:
        raise SettingsError(f"{path.name} cannot be read: {error.strerror}") from None


def entries_of(settings: TagsSettings) -> Iterator[VocabularyEntry]:
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


def _entry(key: str, name: str, **values: object) -> VocabularyEntry:
    place = f"POUCH_TAGS[{key!r}]"
    return VocabularyEntry(name=_name(key, name), place=place, **values)  # type: ignore[arg-type]


def _name(key: str, written: str) -> str:
    name = display_name(written)
    if not name:
        raise SettingsError(f"POUCH_TAGS[{key!r}] has {written!r}, which is no name", "write one")
    return name
