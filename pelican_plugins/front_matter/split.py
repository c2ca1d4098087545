"""Part a source file into its front matter and its body."""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass
from typing import Literal

from .._core.errors import SourceError

_FENCES: dict[str, tuple[Literal["yaml", "toml"], frozenset[str]]] = {
    "---": ("yaml", frozenset({"---", "..."})),
    "+++": ("toml", frozenset({"+++"})),
}
_KEY = re.compile(r"[\w-]+\s*[:=](\s|$)")


@dataclass(frozen=True, slots=True)
class Parts:
    """A file in two.

    Attributes:
        kind: how the front matter is written; None where the file has none.
        front_matter: its text, without fences (JSON keeps its braces); empty for none.
        body: what follows, or the whole text.
        first_line: the line of the file that `front_matter` begins on, from 1.
        body_line: the line that `body` begins on.
    """

    kind: Literal["yaml", "toml", "json"] | None
    front_matter: str
    body: str
    first_line: int = 1
    body_line: int = 1


def decode(data: bytes) -> str:
    """Return the text of a file, without a byte order mark and with plain line ends.

    Raises:
        SourceError: it is not UTF-8.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(
            f"the byte 0x{data[error.start]:02x} is not UTF-8 text",
            mend="save the file with the encoding UTF-8",
            line=line,
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def split(text: str) -> Parts:
    """Part *text* where its front matter ends.

    A front matter is YAML between a line `---` and a line `---` or `...`, TOML between two
    lines `+++`, or a JSON object. Only blank lines and HTML comments may stand before it; a
    `---` further down is a rule.

    Raises:
        SourceError: the front matter has no end.
    """
    lines = text.split("\n")
    start = _first_line_of_content(lines)
    if start is None:
        return Parts(None, "", text)
    opening = lines[start].rstrip()
    if opening in _FENCES:
        return _between_fences(text, lines, start)
    if opening.startswith("{") and not opening.startswith(("{{", "{%")):
        return _json_object(text, lines, start)
    return Parts(None, "", text)


def _first_line_of_content(lines: list[str]) -> int | None:
    in_comment = False
    for number, line in enumerate(lines):
        stripped = line.strip()
        if stripped.startswith("<!--"):
            in_comment = True
        if in_comment:
            in_comment = "-->" not in stripped
            if not in_comment and not stripped.endswith("-->"):
                return number
            continue
        if stripped:
            return number
    return None


def _between_fences(text: str, lines: list[str], start: int) -> Parts:
    kind, ends = _FENCES[lines[start].rstrip()]
    for end in range(start + 1, len(lines)):
        if lines[end].rstrip() in ends:
            return Parts(
                kind,
                "\n".join(lines[start + 1 : end]),
                "\n".join(lines[end + 1 :]),
                start + 2,
                end + 2,
            )
    if _KEY.match("\n".join(lines[start + 1 : start + 2])):
        raise SourceError(
            "the front matter has no end",
            mend=f"close it with a line {lines[start].rstrip()}",
            line=start + 1,
        )
    return Parts(None, "", text)


def _json_object(text: str, lines: list[str], start: int) -> Parts:
    source = "\n".join(lines[start:])
    try:
        _, end = json.JSONDecoder(parse_int=str).raw_decode(source)
    except (json.JSONDecodeError, RecursionError):
        if lines[start].strip() != "{":
            return Parts(None, "", text)
        # A brace alone on its line can hardly be meant otherwise: let its reader complain.
        return Parts("json", source, "", start + 1, len(lines))
    body = source[end:].removeprefix("\n")
    body_line = start + 1 + source.count("\n", 0, len(source) - len(body))
    return Parts("json", source[:end], body, start + 1, body_line)
