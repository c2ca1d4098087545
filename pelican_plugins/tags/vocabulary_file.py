"""Read the YAML file of a vocabulary, a mapping by the names of tags."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import yaml

from .._core.errors import DiagnosticError, unreadable
from .._core.text import did_you_mean
from .spelling import display_name
from .vocabulary import VocabularyEntry, is_slug

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
        raise unreadable(f"not valid YAML ({error.problem})", _FIX, line=line) from error
    except yaml.YAMLError as error:
        raise unreadable(f"not valid YAML ({error})", _FIX) from error
    except RecursionError as error:
        raise unreadable("it is nested too deeply", _FIX) from error


def _entry_in_file(key: yaml.Node, value: yaml.Node, path: str) -> VocabularyEntry:
    values: dict[str, Any] = {}
    for inner, told in _pairs(value, f"the entry of {key.value!r}"):
        if inner.value not in _KEYS:
            fix = did_you_mean(inner.value, _KEYS) or f"valid keys are {', '.join(_KEYS)}"
            raise _wrong(inner, f"{inner.value!r} of {key.value!r} is an unknown key", fix)
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
            raise _wrong(key, f"a key of {what} should be a string", _FIX)
        if key.value in lines:
            text = f"{key.value!r} is listed here and in line {lines[key.value]}"
            raise _wrong(key, text, "merge the two")
        lines[key.value] = _line(key)
        yield key, value


def _name(node: yaml.Node, what: str) -> str:
    name = display_name(_text(node, what))
    if not name:
        raise _wrong(
            node, f"{what} is {node.value!r}, which is not a name", "write a name, or delete it"
        )
    return name


def _text(node: yaml.Node, what: str) -> str:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    raise _wrong(node, f"{what} should be a string", "put it in quotes")


def _slug(node: yaml.Node, what: str) -> str:
    slug = _text(node, what)
    if is_slug(slug):
        return slug
    raise _wrong(
        node, f"{what} is {slug!r}", "use letters, numbers and hyphens, as in war-and-peace"
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
