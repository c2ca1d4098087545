"""Load a vocabulary from `POUCH_TAGS` and its file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from .._core.errors import SettingsError
from .settings import TagsSettings
from .spelling import display_name
from .taxonomies import TAG, TermKind
from .vocabulary import Vocabulary, VocabularyEntry, is_slug


def load_vocabulary(
    kind: TermKind, settings: TagsSettings, find: Callable[[str], Path | None]
) -> Vocabulary:
    """Return the vocabulary of one taxonomy.

    Args:
        kind: the taxonomy; `POUCH_TAGS` itself is about tags only.
        settings: `POUCH_TAGS`.
        find: returns the path of a file next to the settings.

    Raises:
        PouchError: it cannot be read, or contradicts itself. This stops the build, since URLs
            would move without the vocabulary.
    """
    name = settings.file if kind is TAG else kind.file
    entries: list[VocabularyEntry] = list(entries_in_settings(settings)) if kind is TAG else []
    path = find(name)
    if path is not None:
        # Most sites have no such file, and need no parser of YAML for it.
        from .vocabulary_file import read_vocabulary

        entries += read_vocabulary(_read_text(path), path.name)
    elif name != kind.file:
        raise SettingsError(
            f"POUCH_TAGS['file'] is {name!r}, but there is no such file next to your settings",
            "create it, or correct the name",
        )
    return Vocabulary(entries)


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SettingsError(f"{path.name} is not UTF-8", "save it as UTF-8") from None
    except OSError as error:
        raise SettingsError(f"cannot read {path.name}: {error.strerror}") from None


def entries_in_settings(settings: TagsSettings) -> Iterator[VocabularyEntry]:
    """Yield the entries in `POUCH_TAGS`.

    Raises:
        SettingsError: a name is empty.
    """
    for alias, name in settings.aliases.items():
        if not display_name(alias) or not display_name(name):
            raise SettingsError(f"POUCH_TAGS['aliases'] maps {alias!r} to {name!r}", "fill in both")
        yield _entry_in_settings("aliases", name, aliases=(display_name(alias),))
    for name in settings.drop:
        yield _entry_in_settings("drop", name, drop=True)
    for key in ("split", "implies", "parents"):
        for name, others in getattr(settings, key).items():
            named = tuple(_name_in_settings(key, other) for other in others)
            yield _entry_in_settings(key, name, **{key: named})
    for name, text in settings.descriptions.items():
        yield _entry_in_settings("descriptions", name, description=" ".join(text.split()))
    for name, slug in settings.slugs.items():
        if not is_slug(slug):
            raise SettingsError(
                f"POUCH_TAGS['slugs'] gives {name!r} the slug {slug!r}",
                "use letters, numbers and hyphens",
            )
        yield _entry_in_settings("slugs", name, slug=slug)


def _entry_in_settings(key: str, name: str, **values: object) -> VocabularyEntry:
    place = f"POUCH_TAGS[{key!r}]"
    return VocabularyEntry(name=_name_in_settings(key, name), place=place, **values)  # type: ignore[arg-type]


def _name_in_settings(key: str, written: str) -> str:
    name = display_name(written)
    if not name:
        raise SettingsError(
            f"POUCH_TAGS[{key!r}] contains {written!r}, which is not a name", "correct or delete it"
        )
    return name
