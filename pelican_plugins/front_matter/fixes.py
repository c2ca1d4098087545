"""Safe changes to source files: the result is read again, and must mean the same.

To rename a tag, its places in the front matter are found, so that nothing else changes.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import yaml

from .._core.contract import TAGS_AS_TYPED
from .._core.diagnostics import Diagnostic, Replacement
from .._core.errors import DiagnosticError
from .._core.source_lines import Lines
from .differences.bodies import apply_fix
from .key_aliases import MEANINGS, joined
from .post import Post, SourceContext, read_post
from .settings import FrontMatterSettings
from .split import split

SPELLINGS = 3
"""Number of spellings of a name that are tried."""


@dataclass(frozen=True, slots=True, order=True)
class TagSpan:
    """Part of a line.

    Attributes:
        line: from 0.
        start: its first character in the line.
        end: after its last one.
        quote: the quotation mark around it; may be empty.
    """

    line: int
    start: int
    end: int
    quote: str = ""

    def spellings(self, name: str) -> tuple[str, ...]:
        """Return `SPELLINGS` ways to write *name* there, the most similar one first."""
        single = "'" + name.replace("'", "''") + "'"
        double = json.dumps(name, ensure_ascii=False)
        by_likeness = {"": (name, single, double), "'": (single, double, double)}
        return by_likeness.get(self.quote, (double, double, double))


def find_tag(text: str, tag: str) -> list[TagSpan]:
    r"""Return where *tag* may be a tag in front matter; empty if that is not certain.

    Args:
        text: of a file, with `\n` line ends.
        tag: as written there.
    """
    try:
        parts = split(text)
    except DiagnosticError:
        return []
    first = parts.first_line - 1
    if parts.kind == "yaml":
        return list(_in_yaml(parts.front_matter, tag, first))
    if parts.kind in {None, "header"}:
        return []
    return list(_quoted(parts.front_matter, tag, first))


def _in_yaml(block: str, tag: str, first: int) -> Iterator[TagSpan]:
    try:
        root = yaml.compose(block, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return
    if not isinstance(root, yaml.MappingNode):
        return
    starts = [0, *(found.end() for found in re.finditer("\n", block))]
    for node in [each for path in MEANINGS["tags"] for each in _at(root, path.split("."))]:
        for scalar in _scalars(node):
            yield from _in_scalar(scalar, block, starts, tag, first)


def _at(node: yaml.Node, path: list[str]) -> Iterator[yaml.Node]:
    """Yield the nodes at a path of keys."""
    if not path:
        yield node
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and joined(key.value) == joined(path[0]):
                yield from _at(value, path[1:])


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    pending, seen = [node], set()
    while pending:
        current = pending.pop(0)
        if id(current) in seen:
            # An anchor repeats a node.
            continue
        seen.add(id(current))
        if isinstance(current, yaml.ScalarNode):
            yield current
        elif isinstance(current, yaml.SequenceNode):
            pending += current.value
        elif isinstance(current, yaml.MappingNode):
            pending += [child for pair in current.value for child in pair]


def _in_scalar(
    node: yaml.ScalarNode, block: str, starts: list[int], tag: str, first: int
) -> Iterator[TagSpan]:
    # Its own line numbers differ: YAML 1.1 also breaks lines at U+2028.
    begin, end = node.start_mark.index, node.end_mark.index
    number = bisect_right(starts, begin) - 1
    line, column = first + number, begin - starts[number]
    raw = block[begin:end]
    if "\n" in raw:
        return
    if node.value.strip() == tag:
        quote = node.style if node.style in {"'", '"'} else ""
        yield TagSpan(line, column, column + len(raw), quote or "")
        return
    # Several in one string, separated by commas.
    for match in re.finditer(r"[^,;'\"]+", raw):
        if match.group().strip() == tag:
            start = column + match.start() + match.group().index(tag)
            yield TagSpan(line, start, start + len(tag))


def _quoted(block: str, tag: str, first: int) -> Iterator[TagSpan]:
    """Yield the only place in TOML or JSON where *tag* is in quotes."""
    wanted = [json.dumps(tag, ensure_ascii=False), f"'{tag}'"]
    found = [
        TagSpan(first + number, match.start(), match.end(), match.group()[0])
        for number, line in enumerate(block.split("\n"))
        for match in re.finditer("|".join(map(re.escape, wanted)), line)
    ]
    # The same word may be a title or a category.
    if len(found) == 1:
        yield from found


# The same context for both readings.
_PLACE = SourceContext(path="a.md", is_page=True, now=datetime(2000, 1, 1, tzinfo=UTC), zone=UTC)
_HEADER = re.compile(r"(tags:\s*)(.*)", re.IGNORECASE)


def remove_byte_order_mark(text: str, diagnostic: Diagnostic) -> str | None:
    """Return *text* without its byte order mark; see `diagnostics.Rule.fixer`."""
    return text.lstrip(diagnostic.replacement.old) if diagnostic.replacement else None


def rewrite_markdown(text: str, diagnostic: Diagnostic) -> str | None:
    """Return *text* with blocks as other readers read them; see `diagnostics.Rule.fixer`."""
    change = diagnostic.replacement
    return apply_fix(text, diagnostic.line or 0, change) if change else None


def rename_tag(text: str, diagnostic: Diagnostic) -> str | None:
    """Return *text* with a tag renamed; see `diagnostics.Rule.fixer`."""
    return _renamed(Lines(text), diagnostic.replacement) if diagnostic.replacement else None


def write_line_as_read(text: str, diagnostic: Diagnostic) -> str | None:
    """Return *text* with a line of YAML written as it is read; see `diagnostics.Rule.fixer`.

    Other repaired lines change with it if one alone is not enough.
    """
    lines, number = Lines(text), diagnostic.line or 0
    before = _read(lines.plain)
    if diagnostic.replacement is None or before is None or not 1 <= number <= len(lines.contents):
        return None
    instead = diagnostic.replacement.new
    others = {one.line: one.replacement.new for one in before.problems if one.replacement}
    for changes in ({number: instead}, {**others, number: instead}):
        changed = Lines(str(lines))
        for line, written in changes.items():
            changed.contents[(line or 1) - 1] = written
        if _says_the_same(before, changed, changes):
            return str(changed)
    return None


def _says_the_same(before: Post, changed: Lines, lines: Container[int | None]) -> bool:
    after = _read(changed.plain)
    # Problems of other lines may disappear, but none may be added.
    others = [problem for problem in before.problems if problem.line not in lines]
    return (
        after is not None
        and all(problem in others for problem in after.problems)
        and (after.metadata, after.body) == (before.metadata, before.body)
    )


def _renamed(lines: Lines, change: Replacement) -> str | None:
    before = _read(lines.plain)
    if before is None:
        return _renamed_in_header(lines, change)
    tokens = find_tag(lines.plain, change.old)
    for choice in range(SPELLINGS) if tokens else ():
        changed = _with(lines, tokens, change.new, choice)
        after = _read(changed.plain)
        if after is not None and _is_renaming(before, after, change):
            return str(changed)
    renamed = _renamed_in_header(Lines(str(lines)), change)
    after = None if renamed is None else _read(Lines(renamed).plain)
    return renamed if after is not None and _is_renaming(before, after, change) else None


def _with(lines: Lines, tokens: list[TagSpan], name: str, choice: int) -> Lines:
    """Return the lines with *name* in all places at once: a tag may be listed twice."""
    changed = Lines(str(lines))
    # From the end, so that earlier offsets in a line stay valid.
    for token in sorted(set(tokens), reverse=True):
        line, spelling = changed.contents[token.line], token.spellings(name)[choice]
        changed.contents[token.line] = line[: token.start] + spelling + line[token.end :]
    return changed


def _is_renaming(before: Post, after: Post, change: Replacement) -> bool:
    """Return whether one tag has been renamed, and nothing else has changed."""
    wanted = {change.new if tag == change.old else tag for tag in _tags(before)}
    return (
        change.old in _tags(before)
        # A second category is a tag, too, and may be the same one.
        and wanted == set(_tags(after))
        and _without_tags(before) == _without_tags(after)
        and before.body == after.body
    )


def _tags(post: Post) -> list[str]:
    return list(post.metadata.get("tags", ()))


def _without_tags(post: Post) -> dict[str, Any]:
    # Raw values whose meaning is in the tags.
    left_out = {"tags", TAGS_AS_TYPED, "keywords", "taxonomies"}
    return {key: value for key, value in post.metadata.items() if key not in left_out}


def _renamed_in_header(lines: Lines, change: Replacement) -> str | None:
    """Rename a tag in a line `Tags: …` of Pelican's own headers."""
    for number, line in enumerate(lines.contents):
        if not line.strip():
            return None
        header = _HEADER.fullmatch(line)
        if header is None:
            continue
        separator = ";" if ";" in header[2] else ","
        names = header[2].split(separator)
        if {",", ";"} & set(change.new) or change.old not in map(str.strip, names):
            return None
        renamed = [
            name.replace(change.old, change.new) if name.strip() == change.old else name
            for name in names
        ]
        lines.contents[number] = header[1] + separator.join(renamed)
        return str(lines)
    return None


def _read(text: str) -> Post | None:
    try:
        post = read_post(text, _PLACE, FrontMatterSettings())
    except DiagnosticError:
        return None
    # Notes do not matter, and name positions that change.
    return post and replace(post, notes=[])
