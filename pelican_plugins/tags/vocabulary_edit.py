"""Add to a vocabulary file without changing anything else in it."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from typing import Any

import yaml

from .._core.errors import DiagnosticError, unreadable
from .spelling import display_name
from .vocabulary import VocabularyEntry
from .vocabulary_file import compose, read_vocabulary

_PLAIN = re.compile(r"[^\W\d_][\w .+#/-]*[\w+]|[^\W\d_]")
_WORDS_OF_YAML = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def add_name(text: str, tag: str, key: str, name: str) -> str:
    """Return a vocabulary in which *name* is in the list *key* of *tag*.

    Args:
        text: the file; comments, order and quoting stay.
        tag: added if missing.
        key: such as `aliases` or `different`.
        name: to add to the list.

    Raises:
        DiagnosticError: the file uses YAML that cannot be edited this way.
    """
    root = compose(text)
    if name in _parsed(text).get(tag, {}).get(key, ()):
        return text
    if isinstance(root, yaml.MappingNode) and not root.flow_style:
        changed = _in_mapping(text, root, tag, key, name)
    elif root is None or (isinstance(root, yaml.ScalarNode) and not root.value):
        changed = _below(text, f"{_quoted(tag)}:\n  {key}: [{_quoted(name)}]\n")
    else:
        raise _by_hand(tag, key, name, root)
    _check(text, changed, tag, key, name)
    return changed


def _in_mapping(text: str, root: yaml.MappingNode, tag: str, key: str, name: str) -> str:
    margin = " " * root.start_mark.column
    for found, value in root.value:
        if display_name(str(found.value)) != tag:
            continue
        if isinstance(value, yaml.MappingNode):
            return _in_entry(text, value, key, name)
        if isinstance(value, yaml.ScalarNode) and value.tag.endswith(":null"):
            line = f"{margin}  {key}: [{_quoted(name)}]\n"
            return _after_line(_without(text, value), found.end_mark.index, line)
        raise _by_hand(tag, key, name, value)
    return _below(text, f"{margin}{_quoted(tag)}:\n{margin}  {key}: [{_quoted(name)}]\n")


def _in_entry(text: str, entry: yaml.MappingNode, key: str, name: str) -> str:
    for inner, value in entry.value:
        if inner.value != key:
            continue
        if isinstance(value, yaml.SequenceNode) and value.flow_style:
            comma = ", " if value.value else ""
            return _insert(text, value.end_mark.index - 1, f"{comma}{_quoted(name)}")
        if isinstance(value, yaml.SequenceNode):
            last = value.value[-1]
            line = f"{' ' * value.start_mark.column}- {_quoted(name)}\n"
            return _after_line(text, last.end_mark.index, line)
        written = text[value.start_mark.index : value.end_mark.index]
        items = f"{written}, {_quoted(name)}" if value.value else _quoted(name)
        space = "" if text[value.start_mark.index - 1 : value.start_mark.index] == " " else " "
        return _insert(_without(text, value), value.start_mark.index, f"{space}[{items}]")
    if entry.flow_style:
        comma = ", " if entry.value else ""
        return _insert(text, entry.start_mark.index + 1, f"{key}: [{_quoted(name)}]{comma}")
    line = f"{key}: [{_quoted(name)}]\n{' ' * entry.start_mark.column}"
    return _insert(text, entry.start_mark.index, line)


def _check(before: str, after: str, tag: str, key: str, name: str) -> None:
    """Raise an error if the edit changed anything else."""
    wanted = _parsed(before)
    fields = wanted.setdefault(tag, asdict(VocabularyEntry(name=tag)))
    fields[key] = tuple(dict.fromkeys((*fields[key], name)))
    try:
        same = _parsed(after) == wanted
    except DiagnosticError:
        same = False
    if not same:
        raise _by_hand(tag, key, name, None)


def _parsed(text: str) -> dict[str, dict[str, Any]]:
    entries = (replace(entry, place="") for entry in read_vocabulary(text, ""))
    return {entry.name: asdict(entry) for entry in entries}


def _quoted(name: str) -> str:
    plain = _PLAIN.fullmatch(name) and name.lower() not in _WORDS_OF_YAML and " #" not in name
    return name if plain else json.dumps(name, ensure_ascii=False)


def _below(text: str, lines: str) -> str:
    return f"{text}{lines}" if not text or text.endswith("\n") else f"{text}\n{lines}"


def _insert(text: str, index: int, added: str) -> str:
    return text[:index] + added + text[index:]


def _after_line(text: str, index: int, line: str) -> str:
    end = text.find("\n", index)
    return _below(text, line) if end < 0 else _insert(text, end + 1, line)


def _without(text: str, node: yaml.Node) -> str:
    return text[: node.start_mark.index] + text[node.end_mark.index :]


def _by_hand(tag: str, key: str, name: str, node: yaml.Node | None) -> DiagnosticError:
    line = int(node.start_mark.line) + 1 if node is not None else 1
    wanted = f"`{_quoted(tag)}: {{{key}: [{_quoted(name)}]}}`"
    return unreadable(
        "it is written in a way that cannot be edited automatically",
        f"add {wanted} by hand",
        line=line,
    )
