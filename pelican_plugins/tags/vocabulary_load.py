"""Load a vocabulary from `POUCH_TAGS` and its YAML file, a mapping by the names of tags."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from .._core.errors import DiagnosticError, SettingsError, unreadable
from .._core.text import did_you_mean
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
        entries += read_vocabulary(_read_text(path), path.name)
    elif name != kind.file:
        raise SettingsError(
            f"POUCH_TAGS['file'] is {name!r}, but there is no such file next to your settings",
            "make it, or correct the name",
        )
    return Vocabulary(entries)


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SettingsError(f"{path.name} is not UTF-8", "save it as UTF-8") from None
    except OSError as error:
        raise SettingsError(f"{path.name} cannot be read: {error.strerror}") from None


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
                "write letters, numbers and hyphens",
            )
        yield _entry_in_settings("slugs", name, slug=slug)


def _entry_in_settings(key: str, name: str, **values: object) -> VocabularyEntry:
    place = f"POUCH_TAGS[{key!r}]"
    return VocabularyEntry(name=_name_in_settings(key, name), place=place, **values)  # type: ignore[arg-type]


def _name_in_settings(key: str, written: str) -> str:
    name = display_name(written)
    if not name:
        raise SettingsError(f"POUCH_TAGS[{key!r}] has {written!r}, which is no name", "write one")
    return name


_KEYS = (
    *("aliases", "drop", "split", "implies", "parents", "different"),
    *("description", "slug", "names"),
)
_FIX = "write it as in `Ukraine: {aliases: [Ukrain]}`"


def read_vocabulary(text: str, path: str) -> list[VocabularyEntry]:
    """Return the entries of a file.

    All scalars are read as strings, so `2020` and `no` are tags.

    Args:
        text: of the file.
        path: for messages.

    Raises:
        DiagnosticError: it is not valid YAML, or not a vocabulary; with the line.
    """
    try:
        return [
            _entry_in_file(key, value, path) for key, value in _pairs(compose(text), "the file")
        ]
    except DiagnosticError as error:
        raise error.at(path) from None


def compose(text: str) -> yaml.Node | None:
    """Return the root node of a YAML document.

    Raises:
        DiagnosticError: it is not valid YAML.
    """
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise unreadable(f"it is no YAML ({error.problem})", _FIX, line=line) from error
    except yaml.YAMLError as error:
        raise unreadable(f"it is no YAML ({error})", _FIX) from error
    except RecursionError as error:
        raise unreadable("it is nested too deeply", _FIX) from error


def _entry_in_file(key: yaml.Node, value: yaml.Node, path: str) -> VocabularyEntry:
    values: dict[str, Any] = {}
    for inner, told in _pairs(value, f"what is said of {key.value!r}"):
        if inner.value not in _KEYS:
            fix = did_you_mean(inner.value, _KEYS) or f"known are {', '.join(_KEYS)}"
            raise _wrong(inner, f"{inner.value!r} of {key.value!r} is unknown", fix)
        values[inner.value] = _READERS[inner.value](told, f"{inner.value!r} of {key.value!r}")
    return VocabularyEntry(
        name=_name(key, "the name of a tag"), place=f"{path}:{_line(key)}", **values
    )


def _pairs(node: yaml.Node | None, what: str) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    if node is None or _is_nothing(node):
        return
    if not isinstance(node, yaml.MappingNode):
        raise _wrong(node, f"{what} should be a mapping", _FIX)
    lines: dict[str, int] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _wrong(key, f"a key of {what} should be a text", _FIX)
        if key.value in lines:
            text = f"{key.value!r} stands here and in line {lines[key.value]}"
            raise _wrong(key, text, "make them one")
        lines[key.value] = _line(key)
        yield key, value


def _name(node: yaml.Node, what: str) -> str:
    name = display_name(_text(node, what))
    if not name:
        raise _wrong(
            node, f"{what} is {node.value!r}, which is no name", "write a name, or delete it"
        )
    return name


def _text(node: yaml.Node, what: str) -> str:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    raise _wrong(node, f"{what} should be a text", "put it in quotation marks")


def _slug(node: yaml.Node, what: str) -> str:
    slug = _text(node, what)
    if is_slug(slug):
        return slug
    raise _wrong(
        node, f"{what} is {slug!r}", "write letters, numbers and hyphens, as in war-and-peace"
    )


def _description(node: yaml.Node, what: str) -> str:
    return " ".join(_text(node, what).split())


def _names(node: yaml.Node, what: str) -> tuple[str, ...]:
    if _is_nothing(node):
        return ()
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return tuple(dict.fromkeys(_name(item, what) for item in items))


def _languages(node: yaml.Node, what: str) -> dict[str, str]:
    return {key.value: _name(value, what) for key, value in _pairs(node, what)}


def _yes(node: yaml.Node, what: str) -> bool:
    answer = {"true": True, "yes": True, "false": False, "no": False}
    text = _text(node, what).lower()
    if text not in answer:
        raise _wrong(node, f"{what} is {node.value!r}", "write true or false")
    return answer[text]


def _is_nothing(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _wrong(node: yaml.Node, text: str, fix: str) -> DiagnosticError:
    return unreadable(text, fix, line=_line(node))


_READERS: dict[str, Callable[[yaml.Node, str], Any]] = {
    **dict.fromkeys(("aliases", "split", "implies", "parents", "different"), _names),
    "description": _description,
    "drop": _yes,
    "names": _languages,
    "slug": _slug,
}
