"""Read YAML so that each value is known both by its type and as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from .._core.diagnostics import Diagnostic
from .._core.errors import DiagnosticError, unreadable
from .header_block import is_known
from .key_aliases import MetadataValue, too_deep
from .rules import KEY_TWICE

_MOST_NODES = 50_000
_DEEPEST = 100
# libyaml builds nodes by recursion in C, where depth ends in a crash. Shorter texts (in characters)
# cannot be that deep.
_SHALLOW = 4_000
_KEY_LINE = re.compile(r"([A-Za-z][\w-]*):(?:\s|$)")
# Line breaks of YAML 1.1, 4.2; editors have only the first three.
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
# Longer numbers Python would refuse to write as decimals.
_MOST_BITS = 14_000


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The safe loader, written in C where PyYAML was built with it."""


def _timestamp(loader: Any, node: yaml.ScalarNode) -> Any:
    # `2025-02-30` is not a date: as a string it can still be reported with its line.
    try:
        return yaml.constructor.SafeConstructor.construct_yaml_timestamp(loader, node)
    except ValueError:
        return node.value


def _integer(loader: Any, node: yaml.ScalarNode) -> int:
    # YAML 1.1 reads 1:30:00 as a base 60 number of any length.
    value: int = yaml.constructor.SafeConstructor.construct_yaml_int(loader, node)
    if value.bit_length() > _MOST_BITS:
        raise ValueError(node.value[:_SHALLOW])
    return value


Loader.add_constructor("tag:yaml.org,2002:timestamp", _timestamp)
Loader.add_constructor("tag:yaml.org,2002:int", _integer)
# YAML 1.1 has a type for a lone `=`, which nobody means: read it as a string.
Loader.add_constructor("tag:yaml.org,2002:value", Loader.construct_scalar)


def read_yaml(
    text: str, first_line: int = 1, doubles: list[Diagnostic] | None = None
) -> dict[str, MetadataValue]:
    """Read a mapping.

    Args:
        text: the YAML, without its fences.
        first_line: the line of the file that *text* begins on.
        doubles: gets a problem for every duplicate key.

    Returns:
        The values by lower-case key; empty for an empty text.

    Raises:
        DiagnosticError: it is not YAML, not a mapping, or too large to be front matter.
    """
    loader = Loader(text)
    lines = _lines(text, first_line)
    try:
        if len(text) > _SHALLOW:
            _check_depth(text, lines)
        node = loader.get_single_node()
        _check_keys(node, text, lines)
        return _values(loader, node, lines, doubles if doubles is not None else [])
    except yaml.YAMLError as error:
        raise _explained(error, text, lines) from error
    except RecursionError as error:
        raise too_deep(first_line) from error
    finally:
        loader.dispose()


def _lines(text: str, first_line: int) -> list[int]:
    """Return for each line, as YAML counts them, its line in the file."""
    lines = [first_line]
    for found in _BREAK.finditer(text):
        lines.append(lines[-1] + found.group().count("\n"))
    # An unexpected end is on the line after the last one.
    return [*lines, lines[-1] + 1]


def _values(
    loader: Any, node: yaml.Node | None, lines: list[int], doubles: list[Diagnostic]
) -> dict[str, MetadataValue]:
    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
        return {}
    line = lines[node.start_mark.line]
    if not isinstance(node, yaml.MappingNode):
        kind = "a list" if isinstance(node, yaml.SequenceNode) else "a single string"
        raise unreadable(
            f"the front matter is {kind}, not lines such as `title: …`",
            "write each entry as `key: value`",
            line=line,
        )
    # With anchors, a few lines can mean millions of nodes: count before building them.
    if sum(1 for _ in _walk(node)) > _MOST_NODES:
        raise unreadable("the front matter has too many values", "shorten it", line=line)
    # Keys of a merge (`<<: *base`) may be repeated below it.
    own = {id(key_node) for key_node, _ in node.value}
    loader.flatten_mapping(node)
    values = {}
    for key_node, value_node in node.value:
        key = _written(key_node)
        if not isinstance(key, str):
            continue
        line = lines[key_node.start_mark.line]
        if key.lower() in values and id(key_node) in own:
            text = f"duplicate key {key}; this one is used"
            doubles.append(KEY_TWICE(text, "delete one", line=line))
        try:
            typed = loader.construct_object(value_node, deep=True)
        except (ValueError, AttributeError, KeyError) as error:
            raise unreadable(
                f"the value of {key} is not the number, date or other type that it claims to be",
                "put it in quotes, and delete tags such as !!int",
                line=line,
            ) from error
        values[key.lower()] = MetadataValue(typed, _written(value_node), line)
    return values


def _check_keys(root: yaml.Node | None, text: str, lines: list[int]) -> None:
    """Refuse an unclosed string or list that continues over keys.

    YAML 1.2.2, 7.3 and 8.1, has such lines indented; libyaml does not require it, so that with
    `title: 'tis` a line `draft: true` could be part of the title.
    """
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return
    own = {lines[key.start_mark.line]: value for key, value in root.value}
    inside: yaml.Node = root
    for number, line in enumerate(text.split("\n"), lines[0]):
        inside = own.get(number, inside)
        key = None if number in own or inside is root else _KEY_LINE.match(line)
        # A sentence may begin with `Note:`, but hardly with a lower-case letter.
        if key is None or not (key[1][0].islower() or is_known(key[1])):
            continue
        if isinstance(inside, yaml.MappingNode) and inside.flow_style:
            continue
        is_list = isinstance(inside, yaml.SequenceNode)
        what = "a list" if is_list else "a text"
        raise unreadable(
            f"the front matter is not YAML: {what} runs on past the key {key[1]!r}",
            f"close the {'bracket' if is_list else 'quotation mark'} that opens there",
            line=lines[inside.start_mark.line],
        )


def _check_depth(text: str, lines: list[int]) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                line = event.start_mark.line if event.start_mark else 0
                raise too_deep(lines[line])
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _walk(node: yaml.Node) -> Iterator[None]:
    pending = [node]
    seen = 0
    while pending and seen <= _MOST_NODES:
        current = pending.pop()
        seen += 1
        yield
        if isinstance(current, yaml.SequenceNode):
            pending += current.value
        elif isinstance(current, yaml.MappingNode):
            pending += [child for pair in current.value for child in pair]


def _written(node: yaml.Node) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return [_written(child) for child in node.value]
    if isinstance(node, yaml.MappingNode):
        return {str(_written(key)): _written(value) for key, value in node.value}
    if node.tag == "tag:yaml.org,2002:null":
        return None
    return node.value


def _explained(error: yaml.YAMLError, text: str, lines: list[int]) -> DiagnosticError:
    """Return *error* as a problem that a writer understands, at the line to look at."""
    mark: Any = getattr(error, "problem_mark", None)
    if not isinstance(error, yaml.MarkedYAMLError) or mark is None:
        # A character that YAML forbids: PyYAML knows only its offset.
        position = getattr(error, "position", 0)
        line = lines[0] + text.count("\n", 0, position)
        return unreadable(
            f"the front matter is not YAML: {str(error).splitlines()[0]}",
            "delete the character",
            line=line,
        )
    if "nesting depth" in (error.problem or ""):
        # Newer versions of libyaml have their own limit.
        return too_deep(lines[mark.line])
    fix = "check the lines around it"
    if error.context and "quoted scalar" in error.context and error.context_mark:
        # Reported at the end of the file; point to the opening quote.
        mark, fix = error.context_mark, "close the quotation mark that opens there"
    elif "\t" in _line_at(text, lines[mark.line] - lines[0]):
        fix = "indent with spaces; YAML does not allow tabs"
    elif (error.problem or "").startswith("mapping values are not allowed"):
        fix = "put the value in quotes, since it contains a colon"
    elif error.problem and "found character" in error.problem:
        fix = "put the value in quotes"
    elif error.problem and "constructor for the tag" in error.problem:
        fix = "delete the tag; front matter is plain data"
    return unreadable(
        f"the front matter is not YAML: {error.problem or error.context}",
        fix,
        line=lines[mark.line],
    )


def _line_at(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number] if number < len(lines) else ""
