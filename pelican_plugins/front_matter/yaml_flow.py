"""Quote YAML values where they need it: a plain one, or a list or mapping such as `[C#, @home]`."""

from __future__ import annotations

import re

import yaml

from .parse_yaml import Loader

_DEEPEST = 20
_CLOSING = {"[": "]", "{": "}"}
_QUOTES = "'\""
# Words that begin with an apostrophe, in English, Dutch, Afrikaans and Italian, and years.
_ELISION = re.compile(
    r"'(?:(?:tis|twas|twere|twill|twould|til|till|cause|bout|round|em|er|im|n|t|s|k|ns|na|nu|sto"
    r"|ndrangheta|o|ohana|okina)\b|\d\d(?!\d))",
    re.IGNORECASE,
)
# A template expression of another program is not a mapping.
TEMPLATE = re.compile(r"\{\s*[{%]")


# The opening quotation mark, and the first like it, which closes it before a space.
_CLOSED_WITHIN = re.compile(r"""(["'])[^"'\s](?:(?!\1).)*(?<=\S)\1(?=[\s.,;:!?)])""")
_PAIR = re.compile(
    r"""(?:(?:"[^"\\]*"|'[^']*')\s*:\s*|\w[\w.-]*(?: [\w.-]+)*\s*(?::\s+|(?=[,}])))"""
)


class UnsureError(ValueError):
    """A string may be meant in several ways."""


def quoted(text: str) -> str:
    """Return *text* in single quotation marks (YAML 1.2.2, 7.3.2)."""
    return "'" + text.replace("'", "''") + "'"


def meant_by_quoted(text: str) -> str:
    """Return the meaning of a string that begins with a quotation mark but is not a quoted one.

    In `"One" and two` the marks belong to it; in `'it's'` the outer ones do not; in `'tis` it is an
    apostrophe.

    Raises:
        UnsureError: none of these is certain.
    """
    mark, is_odd = text[0], text.count(text[0]) % 2 == 1
    is_enclosed = len(text) > 2 and text.endswith(mark)  # noqa: PLR2004 (more than two marks)
    starts_word = mark == "'" and _ELISION.match(text) is not None
    if "\n" in text or (mark == '"' and "\\" in text):
        raise UnsureError
    if _CLOSED_WITHIN.match(text):
        if is_odd and (mark == '"' or is_enclosed):
            raise UnsureError
        return text
    if is_enclosed and not starts_word and (mark == '"' or "''" not in text[1:-1]):
        return text[1:-1]
    if starts_word and not is_enclosed:
        return text
    raise UnsureError


def end_of_quoted(text: str, start: int) -> int:
    """Return the end of the quoted string that begins at *start*; -1 if it has none.

    YAML 1.2.2, 7.3.1 and 7.3.2: a backslash escapes in double quotation marks, and a single one is
    doubled.
    """
    mark = text[start]
    pattern = r'"(?:[^"\\]|\\.)*"' if mark == '"' else r"'(?:[^']|'')*'(?!')"
    match = re.compile(pattern, re.DOTALL).match(text, start)
    return match.end() if match else -1


def end_of_brackets(text: str, start: int) -> int:
    """Return the end of the brackets that open at *start*; -1 if they are not closed."""
    wanted: list[str] = []
    for match in re.compile(r"[\[\]{}]").finditer(text, start):
        sign = match.group()
        if sign in _CLOSING:
            wanted.append(_CLOSING[sign])
        elif sign != wanted.pop():
            break
        if not wanted:
            return match.end()
    return -1


def repair_flow(text: str, anchors: frozenset[str]) -> str:
    """Return a list or mapping that YAML cannot read with its items in quotation marks.

    Line ends stay where they are. Values that YAML does not read as strings, such as numbers, stay,
    as do quoted items and aliases of one of the *anchors*. Empty items of a list are removed.

    Args:
        text: from its first bracket to its last.
        anchors: the names after a `&` in the front matter.

    Raises:
        UnsureError: it is not certain where an item begins or ends, or what it is.
    """
    flow = _Flow(text, anchors)
    repaired, end = flow.collection(0, 1)
    if text[end:].strip():
        raise UnsureError
    return repaired


class _Flow:
    """One pass over a string. Each method returns the output, and where it continues."""

    def __init__(self, text: str, anchors: frozenset[str]) -> None:
        self._text = text
        self._anchors = anchors
        self._one_line = "\n" not in text

    def collection(self, start: int, depth: int) -> tuple[str, int]:
        if depth > _DEEPEST:
            raise UnsureError
        opening = self._text[start]
        closing, is_list = _CLOSING[opening], opening == "["
        pieces, position = [opening], start + 1
        some = False
        while True:
            blanks, position = self._blanks(position)
            pieces.append(blanks)
            sign = self._text[position : position + 1]
            if not sign:
                raise UnsureError
            if sign == closing:
                return "".join([*pieces, closing]), position + 1
            if sign == ",":
                # `[a,, b]` has an empty item, and no name is empty.
                if some:
                    pieces.append(",")
                elif not is_list:
                    raise UnsureError
                some = False
                position += 1
                continue
            if some:
                raise UnsureError
            read = self._member if is_list else self._pair
            member, position = read(position, closing, depth)
            pieces.append(member)
            some = True

    def _blanks(self, start: int) -> tuple[str, int]:
        pattern = r"\s*" if self._one_line else r"(?:\s|(?<=\s)#[^\n]*)*"
        match = re.compile(pattern).match(self._text, start)
        assert match is not None
        return match.group(), match.end()

    def _pair(self, start: int, closing: str, depth: int) -> tuple[str, int]:
        """Write `key: value`, or a key alone."""
        key = _PAIR.match(self._text, start)
        if key is None:
            raise UnsureError
        position = key.end()
        if self._text[position : position + 1] in {",", closing} or ":" not in key.group():
            return key.group(), position
        member, position = self._member(position, closing, depth)
        return key.group() + member, position

    def _member(self, start: int, closing: str, depth: int) -> tuple[str, int]:
        text = self._text
        sign = text[start]
        if sign in _CLOSING and not TEMPLATE.match(text, start):
            end = end_of_brackets(text, start)
            if end > 0 and self._at_end(end, closing):
                return self.collection(start, depth + 1)
        elif sign in _QUOTES:
            end = end_of_quoted(text, start)
            if end > 0 and self._at_end(end, closing):
                return text[start:end], end
            end = self._end_of_text(start, closing)
            member = text[start:end].rstrip()
            return quoted(meant_by_quoted(member)), start + len(member)
        end = self._end_of_text(start, closing)
        member = text[start:end].rstrip()
        return self._written(member, in_list=closing == "]"), start + len(member)

    def _at_end(self, position: int, closing: str) -> bool:
        _, following = self._blanks(position)
        return self._text[following : following + 1] in {",", closing}

    def _end_of_text(self, start: int, closing: str) -> int:
        """Return the end of the string that begins at *start*: before a comma, or its bracket."""
        depth = 0
        pattern = re.compile(r"[\[\]{},]" if self._one_line else r"[\[\]{},]|\s#")
        for match in pattern.finditer(self._text, start):
            sign = match.group()
            if depth == 0 and (sign in {",", closing} or sign.endswith("#")):
                return match.start()
            if sign in _CLOSING:
                depth += 1
            elif sign in _CLOSING.values():
                depth -= 1
            if depth < 0:
                break
        raise UnsureError

    def _written(self, member: str, *, in_list: bool) -> str:
        if member.startswith("*") and member[1:] in self._anchors:
            return member
        try:
            root = yaml.compose(f"[{member}]", Loader=Loader)
        except yaml.YAMLError:
            root = None
        members = root.value if root is not None else []
        node = members[0] if len(members) == 1 else None
        if isinstance(node, yaml.ScalarNode):
            as_written = node.value == member or "\n" in member
            if as_written and (node.tag != "tag:yaml.org,2002:str" or "\n" in member):
                return member
        elif node is not None and in_list and not TEMPLATE.match(member):
            # `[water: deep]` is a mapping to YAML, whatever it was meant to be.
            return member
        if "\n" in member or not member:
            raise UnsureError
        return quoted(member)


_COMMENT = re.compile(r"[ \t]#")
# YAML 1.2.2, 7.3.3: a plain value cannot begin with these, nor with `-`, `?` and a blank.
_CANNOT_BEGIN = ("@", "`", "%", "*", "&", "|", ">", "]", "}", ",", "!", "- ", "? ", "-\t", "?\t")
_BLOCK = re.compile(r"[|>][-+0-9]{0,2}")


def repair_value(value: str, anchors: frozenset[str], *, in_names: bool) -> str | None:
    """Return a one-line value in quotation marks, with its comment after them.

    None for a value that needs none, or continues on another line.

    Args:
        value: from its first character to the end of the line.
        anchors: see `repair_flow`.
        in_names: whether it is a list, of tags or the like.

    Raises:
        UnsureError: it may be meant in several ways.
    """
    first = value[0]
    if first in "'\"":
        end = max(end_of_quoted(value, 0), 0)
        text, comment = split_comment(value, end)
        return None if len(text) == end else quoted(meant_by_quoted(text)) + comment
    if first in "[{" and not TEMPLATE.match(value):
        end = end_of_brackets(value, 0)
        if end < 0:
            return None
        text, comment = split_comment(value, end)
        if len(text) == end:
            return repair_flow(text, anchors) + comment
        if in_names or text[end] == ",":
            raise UnsureError
        return quoted(text) + comment
    text, comment = split_comment(value, end_of_brackets(value, 0) if first == "{" else 0)
    if _BLOCK.fullmatch(text) or text.startswith("!!") or text[1:] in anchors:
        return None
    wanting = text.startswith((*_CANNOT_BEGIN, "{")) or text in {"-", "?"} or _has_colon(text)
    return quoted(text) + comment if wanting else None


def _has_colon(text: str) -> bool:
    return ": " in text or ":\t" in text or text.endswith(":")


def split_comment(value: str, start: int = 0) -> tuple[str, str]:
    """Return a value, and the comment after *start* with its leading white space."""
    match = _COMMENT.search(value, max(start, 0))
    end = match.start() if match else len(value)
    while match and end > max(start, 0) and value[end - 1] in " \t":
        end -= 1
    return value[:end], value[end:]
