"""Read invalid YAML as its author meant it: `title: One: two` has a title with a colon."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .._core.diagnostics import Diagnostic, Replacement
from .._core.errors import DiagnosticError
from .key_aliases import MetadataValue
from .parse_yaml import read_yaml
from .rules import REPAIRED
from .yaml_characters import replace_odd_characters
from .yaml_flow import (
    UnsureError,
    end_of_brackets,
    end_of_quoted,
    quoted,
    repair_flow,
    repair_value,
)

_KEYED = re.compile(
    r"(?P<head>\s*+(?:-[ \t]++)*(?P<key>[\w.-]+|\"[^\"]+\"|'[^']+')[ \t]*:[ \t]+)"
    r"(?P<value>\S(?:.*\S)?)\s*"
)
_ITEM = re.compile(r"(?P<head>\s*(?:-[ \t]++)+)(?P<value>\S(?:.*\S)?)\s*")
_KEY_LINE = re.compile(r"(?P<key>[\w-]+):(?:\s|$)")
_ANCHOR = re.compile(r"&([\w-]+)")
_NAMES = frozenset(
    {
        *("alias", "aliases", "author", "authors", "categories", "category", "keywords"),
        *("redirect_from", "tag", "tags", "taxonomies"),
    }
)
# The first key of the mappings in a list.
_FIRST_KEYS = {"name", "title"}
_MOST_REPAIRS = 20
_FARTHEST = 50


def read_yaml_as_meant(
    text: str, first_line: int
) -> tuple[dict[str, MetadataValue], list[Diagnostic]]:
    """Read *text*, adding quotation marks where needed.

    Only lines that YAML itself complains about are changed, one value at a time, and only if they
    have one meaning.

    Returns:
        The values (see `parse_yaml.read_yaml`), and a problem for each line that was read as if
        written differently, and for each duplicate key.

    Raises:
        DiagnosticError: it cannot be read even so; the error is that of the original text.
    """
    plain, reasons = replace_odd_characters(text)
    lines, before = plain.split("\n"), text.split("\n")
    original: DiagnosticError | None = None
    for _ in range(_MOST_REPAIRS + 1):
        doubles: list[Diagnostic] = []
        try:
            values = read_yaml("\n".join(lines), first_line, doubles)
            repaired = _title_as_text(lines, values, reasons, first_line)
            if repaired is None:
                return values, [*_told(before, lines, reasons, first_line), *doubles]
        except DiagnosticError as error:
            original = original or error
            repaired = _repair(lines, (error.diagnostic.line or 1) - first_line)
        if repaired is None:
            break
        lines = repaired
    assert original is not None
    raise original


def _told(
    before: Sequence[str], after: Sequence[str], reasons: dict[int, str], first_line: int
) -> list[Diagnostic]:
    return [
        REPAIRED(
            f"{reasons.get(number, 'this line is not YAML')} and was read as `{new.strip()}`",
            "write it like that",
            line=first_line + number,
            replacement=Replacement("", new),
        )
        for number, (old, new) in enumerate(zip(before, after, strict=True))
        if old != new
    ]


def _title_as_text(
    lines: list[str], values: dict[str, MetadataValue], reasons: dict[int, str], first_line: int
) -> list[str] | None:
    """Return *lines* with a title such as `[Review]` as a string."""
    title = values.get("title")
    if title is None or not isinstance(title.written, list | dict):
        return None
    if isinstance(title.written, dict) and any(title.written.values()):
        return None
    number = title.line - first_line
    match = _KEYED.fullmatch(lines[number])
    if match is None or end_of_brackets(match["value"], 0) != len(match["value"]):
        return None
    reasons[number] = "the title on this line is a list"
    return [*lines[:number], match["head"] + quoted(match["value"]), *lines[number + 1 :]]


def _repair(lines: list[str], number: int) -> list[str] | None:
    """Return *lines* with one value in quotation marks; None if that does not help."""
    if not 0 <= number <= len(lines):
        return None
    try:
        opened = _opened(lines, number)
        if opened is not None:
            return _with_line(lines, opened)
        number = min(number, len(lines) - 1)
        if not _is_sound(lines[number]):
            repaired = _with_line(lines, number)
            if repaired is not None:
                return repaired
        repaired = _brackets(lines, number)
        if repaired is not None:
            return repaired
        # YAML may report here an error in a line above.
        above = range(number - 1, max(number - _FARTHEST, 0) - 1, -1)
        culprit = next((at for at in above if not _is_sound(lines[at])), None)
        return None if culprit is None else _with_line(lines, culprit)
    except UnsureError:
        return None


def _with_line(lines: list[str], number: int) -> list[str] | None:
    new = _line(lines, number)
    if new is None or new == lines[number]:
        return None
    return [*lines[:number], new, *lines[number + 1 :]]


def _is_sound(line: str) -> bool:
    """Return whether YAML reads a line on its own, or a line that begins nothing."""
    item = _ITEM.fullmatch(line)
    match = item or _KEYED.fullmatch(line)
    if match is None:
        return not line.lstrip(" ").startswith("\t")
    try:
        read_yaml(f"x:\n- {item['value']}" if item else f"x: {match['value']}")
    except DiagnosticError:
        return False
    return True


def _opened(lines: list[str], number: int) -> int | None:
    """Return the line above *number* whose quotation mark is not closed before that line."""
    for start in range(min(number, len(lines)) - 1, -1, -1):
        match = _KEYED.fullmatch(lines[start]) or _ITEM.fullmatch(lines[start])
        if match is None or match["value"][0] not in "'\"":
            continue
        if end_of_quoted(match["value"], 0) > 0:
            continue
        text = "\n".join([match["value"], *lines[start + 1 :]])
        end = end_of_quoted(text, 0)
        return start if end < 0 or start + text.count("\n", 0, end) >= number else None
    return None


def _line(lines: list[str], number: int) -> str | None:
    line = lines[number]
    comment = line.lstrip()
    if comment.startswith("#") and "\t" in line[: -len(comment)]:
        # Tabs before a comment are harmless, but YAML refuses them.
        return comment
    match = _KEYED.fullmatch(line)
    item = _ITEM.fullmatch(line)
    if item is not None and (match is None or _is_one_text(lines, number, item, match)):
        match = item
    if match is None:
        return None
    in_names = match is not item and _is_in_names(lines, number)
    value = repair_value(match["value"], _anchors(lines), in_names=in_names)
    return None if value is None else match["head"] + value


def _brackets(lines: list[str], number: int) -> list[str] | None:
    """Repair a list or mapping of several lines, one of which is line *number*."""
    for start in range(number, -1, -1):
        match = _KEYED.fullmatch(lines[start]) or _ITEM.fullmatch(lines[start])
        if match is not None and match["value"][0] in "[{":
            break
        if _KEY_LINE.match(lines[start]):
            return None
    else:
        return None
    rest = "\n".join([match["value"], *lines[start + 1 :]])
    end = end_of_brackets(rest, 0)
    text = rest[:end]
    if end < 0 or any(_KEY_LINE.match(line) for line in text.split("\n")[1:]):
        return None
    repaired = match["head"] + repair_flow(text, _anchors(lines)) + rest[end:]
    return (
        None if repaired.split("\n") == lines[start:] else [*lines[:start], *repaired.split("\n")]
    )


def _is_one_text(lines: list[str], number: int, item: re.Match[str], keyed: re.Match[str]) -> bool:
    """Return whether `- One: two: three` is a string, not a mapping with one colon too many.

    Raises:
        UnsureError: it may be either.
    """
    if item["value"][0] in "'\"[{@`%":
        return True
    depth = len(item["head"])
    beside = f"{item['head']}{keyed['key']}:"
    following = lines[number + 1] if number + 1 < len(lines) else ""
    goes_on = len(following) - len(following.lstrip()) >= depth and _KEYED.match(following)
    others = (line for at, line in enumerate(lines) if at != number)
    if goes_on or keyed["key"] in _FIRST_KEYS or any(o.startswith(beside) for o in others):
        return False
    if _is_in_names(lines, number):
        return True
    raise UnsureError


def _is_in_names(lines: list[str], number: int) -> bool:
    """Return whether a line is part of a list of names, such as tags."""
    keys = (_KEY_LINE.match(line) for line in reversed(lines[: number + 1]))
    key = next(filter(None, keys), None)
    return key is not None and key["key"].lower() in _NAMES


def _anchors(lines: list[str]) -> frozenset[str]:
    return frozenset(_ANCHOR.findall("\n".join(lines)))
