"""The Markdown body of a source file on its own lines; whether it differs, and how to change it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..._core.diagnostics import Replacement
from ..._core.errors import DiagnosticError
from ..._core.source_lines import Lines
from ..post import has_pelican_headers
from ..split import split
from .blocks import PythonMarkdown
from .compare import LONGEST, any_difference, same_blocks

# Python-Markdown's extension `meta`, which reads Pelican's headers.
_HEADER = re.compile(r" {0,3}[A-Za-z0-9_-]+:|[ ]{4,}\S")
# Shortcodes that Hugo and Jekyll keep or drop before Markdown is read.
_TAG = re.compile(
    r"\{[{%][<%]?-?\s*+(?P<end>/|end)?\s*+(?P<name>highlight|codeblock|code|raw|comment|verbatim)\b"
)
_TEXT = re.compile(r"[^\s].*|^$", re.MULTILINE)
_MASK = "\ufffd"


def body_in_place(text: str) -> str:
    r"""Return the text of a file with blank lines instead of what is not Markdown.

    Args:
        text: with `\n` line ends.
    """
    try:
        parts = split(text)
    except DiagnosticError:
        return ""
    if parts.kind is None:
        return _without_headers(text) if has_pelican_headers(text) else text
    return "\n" * (parts.body_line - 1) + parts.body


def masked(body: str) -> str:
    """Return a body with a placeholder for each line of shortcodes that hold code or are hidden."""
    if "{{" not in body and "{%" not in body:
        return body
    pieces, done = [], 0
    for start, end in _hidden(body):
        pieces += [body[done:start], _TEXT.sub(_MASK, body[start:end])]
        done = end
    return "".join([*pieces, body[done:]])


def is_masked(line: str) -> bool:
    """Return whether a line holds a placeholder."""
    return _MASK in line


def _hidden(body: str) -> Iterator[tuple[int, int]]:
    name, start = "", 0
    for tag in _TAG.finditer(body):
        if not name and not tag["end"]:
            name, start = tag["name"], tag.start()
        elif name and tag["end"] and tag["name"] == name:
            yield start, tag.end()
            name = ""


def _without_headers(text: str) -> str:
    lines = text.split("\n")
    end = 0
    while end < len(lines) and not lines[end].strip():
        end += 1
    while end < len(lines) and _HEADER.match(lines[end]):
        end += 1
    return "\n".join([*[""] * end, *lines[end:]])


def apply_fix(text: str, line: int, change: Replacement) -> str | None:
    """Return the text of a file with a change; None if its lines have changed since.

    Args:
        text: with its own line ends.
        line: the first to change, from 1.
        change: complete lines.
    """
    lines = Lines(text)
    before = lines.plain
    old = change.old.split("\n")
    start = line - 1
    if lines.contents[start : start + len(old)] != old:
        return None
    lines.replace(start, len(old), change.new.split("\n"))
    same = same_blocks(masked(body_in_place(before)), masked(body_in_place(lines.plain)))
    return str(lines) if same else None


# Longer parts would slow down the build for one line of its summary.
_LONGEST_PART = 100_000
_STEP = 4
_MARKER = r"(?:[-*+]|\d{1,9}[.)])[ \t]"
_TAGS = "(?:article|aside|center|details|div|figure|footer|header|main|section)"
# Each begins with a line end, which is found fastest. Without any of these, and without the other
# conditions of `_is_doubtful`, both readers see the same blocks.
_DOUBTS = tuple(
    re.compile(pattern)
    for pattern in (
        # An item not indented by a multiple of four, or with a bracket after its number.
        rf"\n(?: {{1,3}}| {{5,7}}| {{9,11}}|[ \t]*>[ \t>]*){_MARKER}|\n\d{{1,9}}\)[ \t]",
        # A fence that is indented, has more than a language, or more than three characters.
        r"\n[ \t>]+(?:```|~~~)|\n(?:```|~~~)[^\n]*[^\n\w.+#\- ]",
        # A paragraph in a list item.
        r"\n[ \t]*\n(?: {1,3}| {5,7}|\t+ +)[^ \t\n]",
        # HTML that may have Markdown in it.
        rf"(?i:\n<{_TAGS}\b)",
    )
)
_FLUSH = re.compile(rf"\n{_MARKER}")
_RULE = re.compile(r"\n[ \t>]*[|:-][|:\- \t]*(?=\n|$)")
_ITEM = re.compile(r"([ \t>]*)([-*+]|\d{1,9}[.)])[ \t]")
_FENCE = re.compile(r"([ \t>]*)(`{3,}|~{3,})(.*)")
# HTML that may hold blank lines, and what ends it (CommonMark 0.31, section 4.6).
_WRAPPER = re.compile(rf"<(/?){_TAGS}\b", re.IGNORECASE)
_MORE = re.compile(r"[^\w.+#\- ]")
_RAW = re.compile(r" {0,3}<(?:(!--)|(pre|script|style|textarea)\b)", re.IGNORECASE)


def has_differences(body: str, engine: PythonMarkdown) -> bool:
    r"""Return quickly whether Python-Markdown does not show part of a body that others do.

    Only the doubtful parts of a body are rendered.

    Args:
        body: Markdown with `\n` line ends, without front matter.
        engine: that of the site.
    """
    if len(body) > LONGEST or not _is_doubtful(body):
        return False
    parts = _doubtful_parts(body.split("\n"))
    return any(any_difference(part, engine) for part in parts if len(part) <= _LONGEST_PART)


def _is_doubtful(body: str) -> bool:
    text = f"\n{body}"
    # An unclosed fence.
    if (text.count("\n```") + text.count("\n~~~")) % 2:
        return True
    return any(doubt.search(text) for doubt in _DOUBTS) or _has_glued(text) or _has_table(text)


def _has_glued(text: str) -> bool:
    """Return whether an item comes right below other text, or both kinds of list are used."""
    kinds = set()
    for found in _FLUSH.finditer(text):
        kinds.add(found[0][-2] == ".")
        above = text.rfind("\n", 0, found.start()) + 1
        alone = above == found.start() or text[above] == "#" or _ITEM.match(text, above)
        if len(kinds) > 1 or not alone:
            return True
    return False


def _has_table(text: str) -> bool:
    """Return whether a table comes right below a line of text."""
    for found in _RULE.finditer(text) if "|" in text else ():
        header = text.rfind("\n", 0, found.start())
        above = text.rfind("\n", 0, max(header, 0)) + 1
        if "-" in found[0] and "|" in found[0] and text[above:header].strip():
            return True
    return False


def _doubtful_parts(lines: Sequence[str]) -> Iterator[str]:
    """Yield the parts of a body, from one paragraph to another, that may differ."""
    start, part = 0, _Part()
    for number, line in enumerate(lines):
        if part.ends_before(line):
            if part.doubtful:
                yield "\n".join(lines[start:number])
            start, part = number, _Part()
        part.take(line)
    if part.doubtful or part.until:
        yield "\n".join(lines[start:])


class _Part:
    """A part of a body, line by line.

    Attributes:
        doubtful: whether it may differ.
        until: what ends the code or the HTML that a line is in.
    """

    def __init__(self) -> None:
        self.doubtful = False
        self.until = ""
        self._fence = ""
        self._before = ("", "")
        self._kind = ""
        self._least = _STEP
        self._loose = False
        self._open = False
        self._depth = 0

    def ends_before(self, line: str) -> bool:
        """Return whether an independent paragraph begins here."""
        begins = bool(line[:1].strip()) and not self._before[1].strip()
        return begins and not (self.until or self._depth or _ITEM.match(line))

    def take(self, line: str) -> None:
        """Add a line."""
        found = _FENCE.match(line) if "```" in line or "~~~" in line else None
        opening = _RAW.match(line) if "<" in line else None
        if "<" in line and not self.until:
            for tag in _WRAPPER.finditer(line):
                self._depth = max(self._depth + (-1 if tag[1] else 1), 0)
        if self.until:
            self._end(line, found)
        elif found:
            self.until = self._fence = found[2]
            self._doubt(found[1], _MORE.search(found[3]))
        elif opening:
            end = "-->" if opening[1] else f"</{opening[2].lower()}>"
            self.until = "" if end in line.lower() else end
        elif line.strip():
            self._take_text(line)
        else:
            self._open = False
            self._doubt(self._depth)
        self._before = (self._before[1], line)

    def _end(self, line: str, found: re.Match[str] | None) -> None:
        if not self._fence:
            self.until = "" if self.until in line.lower() else self.until
        elif found and found[2].startswith(self._fence) and not found[3].strip():
            self._doubt(found[2] != self._fence, found[1])
            self.until = self._fence = ""

    def _take_text(self, line: str) -> None:
        two_above, above = (each.strip() for each in self._before)
        item = _ITEM.match(line)
        if item:
            kind = "1" if item[2][-1] in ".)" else "-"
            indent = len(item[1])
            self._doubt(">" in item[1], item[2][-1] == ")", indent % _STEP and indent > self._least)
            # A line may continue an item; a heading is a separate block.
            glued = above and not (self._open or above.startswith("#"))
            self._doubt(glued, above and self._loose, self._kind not in {"", kind})
            self._kind = self._kind if indent else kind
            self._least = min(self._least, indent)
            self._open = True
        elif line[:1] in " \t>" and not above:
            self._doubt(self._kind)
            self._loose = True
        elif "|" in line and "-" in line and not line.strip(" \t|:->"):
            self._doubt(two_above, line[:1] in " \t>")

    def _doubt(self, *reasons: object) -> None:
        self.doubtful = self.doubtful or any(reasons)
