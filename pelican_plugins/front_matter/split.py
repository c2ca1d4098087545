"""Split a source file into its front matter and its body."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Literal

from .._core.errors import DiagnosticError, unreadable
from .._core.rules import UNREADABLE
from .header_block import end_of_header

# gray-matter, and so Eleventy, reads a language name after the fence; Middleman writes JSON
# between semicolons.
_FENCE = re.compile(r"(?P<marks>---|\+\+\+|;;;)[ \t]*+(?P<language>[A-Za-z]*+)[ \t]*")
_Kind = Literal["yaml", "toml", "json", "header"]
_LANGUAGES: dict[str, _Kind] = {
    "---": "yaml",
    "+++": "toml",
    ";;;": "json",
    "yaml": "yaml",
    "yml": "yaml",
    "toml": "toml",
    "json": "json",
    "json5": "json",
}
_PROGRAMS = {"js", "javascript", "ts", "typescript", "coffee", "coffeescript", "cson"}
_KEY = re.compile(r"""["']?[\w-]+["']?\s*[:=](\s|$)""")


@dataclass(frozen=True, slots=True)
class Parts:
    """A split file.

    Attributes:
        kind: format of the front matter; None if there is none. A `header` is Pelican's own
            metadata below a line `---` (see `header_block`).
        front_matter: without fences (JSON keeps its braces); empty if there is none.
        body: the rest, or the complete text.
        first_line: the line of the file that `front_matter` begins on, from 1.
        body_line: the line that `body` begins on.
    """

    kind: _Kind | None
    front_matter: str
    body: str
    first_line: int = 1
    body_line: int = 1


def decode(data: bytes) -> str:
    r"""Return the text of a file, without byte order marks and with `\n` line ends.

    Raises:
        DiagnosticError: it is not UTF-8.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise unreadable(
            f"the byte 0x{data[error.start]:02x} is not UTF-8 text",
            "save the file with the encoding UTF-8",
            line=line,
        ) from error
    # Tools that join files may leave several.
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def split(text: str) -> Parts:
    """Split *text* where its front matter ends.

    Front matter is YAML between a line `---` and a line `---` or `...`, TOML between two lines
    `+++`, or a JSON object, also between lines `;;;`. A line `---json` names another language, as
    in gray-matter. Pelican's own metadata below a line `---` may end with a blank line. Only blank
    lines and HTML comments may come before it; a `---` further down is a rule.

    Raises:
        DiagnosticError: the front matter has no end, or is code.
    """
    lines = text.split("\n")
    start = _first_line_of_content(lines)
    if start is None:
        return Parts(None, "", text)
    opening = lines[start].rstrip()
    fence = _FENCE.fullmatch(opening)
    if fence is not None:
        return _between_fences(text, lines, start, fence)
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


def _between_fences(text: str, lines: list[str], start: int, fence: re.Match[str]) -> Parts:
    marks, language = fence["marks"], fence["language"].lower()
    if language in _PROGRAMS:
        raise unreadable(
            f"the front matter is code ({fence['language']}), which is not run",
            "write its values as YAML between two lines ---",
            line=start + 1,
        )
    kind: _Kind | None = _LANGUAGES.get(language or marks)
    if kind is None:
        return Parts(None, "", text)
    ends = {marks, "..."} if kind == "yaml" else {marks}
    end = next((n for n in range(start + 1, len(lines)) if lines[n].rstrip() in ends), None)
    if kind == "yaml":
        closed = None if end is None else end - start - 1
        blank = end_of_header(lines[start + 1 :], closed)
        if blank is not None:
            end, kind = start + 1 + blank, "header"
    if end is not None:
        front_matter, body = "\n".join(lines[start + 1 : end]), "\n".join(lines[end + 1 :])
        return Parts(kind, front_matter, body, start + 2, end + 2)
    if marks == ";;;" or language or _KEY.match("\n".join(lines[start + 1 : start + 2])):
        raise unreadable(
            "the front matter has no end", f"close it with a line {marks}", line=start + 1
        )
    return Parts(None, "", text)


def _json_object(text: str, lines: list[str], start: int) -> Parts:
    source = "\n".join(lines[start:])
    try:
        _, end = json.JSONDecoder(parse_int=str).raw_decode(source)
    except (json.JSONDecodeError, RecursionError):
        if lines[start].strip() != "{":
            return Parts(None, "", text)
        # A brace alone on its line is clearly JSON: let its parser report the error.
        return Parts("json", source, "", start + 1, len(lines))
    body = source[end:].removeprefix("\n")
    body_line = start + 1 + source.count("\n", 0, len(source) - len(body))
    return Parts("json", source[:end], body, start + 1, body_line)


_BEGIN = re.compile(r"<body(?:\s[^<>]*)?>", re.IGNORECASE)
_END = re.compile(r"</body", re.IGNORECASE)


def has_front_matter(data: bytes) -> bool:
    """Return whether an HTML file begins with front matter, even if that has no end."""
    try:
        parts = split(decode(data))
    except DiagnosticError as error:
        # If it is not UTF-8, Pelican's own reader reports it.
        return error.diagnostic.code == UNREADABLE.code and data.lstrip()[:1] in {b"-", b"+", b";"}
    if parts.kind == "json":
        try:
            return isinstance(json.loads(parts.front_matter), dict)
        except ValueError:
            return False
    return parts.kind is not None


def body_html(text: str) -> str:
    """Return the contents of the `<body>` of an HTML document, or all of *text* if it has none."""
    begin = _BEGIN.search(text)
    ends = [match.start() for match in _END.finditer(text)]
    return text[begin.end() : ends[-1]] if begin and ends and begin.end() <= ends[-1] else text
