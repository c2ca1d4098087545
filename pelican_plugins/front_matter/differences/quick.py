"""Tell in next to no time whether a body is shown otherwise, for a build that only counts.

What is looked at with care is no more than the part of a text that gives a reason to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .compare import LONGEST, loses
from .seen import PythonMarkdown

_MARKER = r"(?:[-*+]|\d{1,9}[.)])[ \t]"
# Each begins with the end of a line, which is found fastest. Without any of these, and without what
# `_is_doubtful` asks besides, both readers see the same blocks.
_DOUBTS = tuple(
    re.compile(pattern)
    for pattern in (
        # An entry that is indented otherwise than by four, or has a bracket behind its number.
        rf"\n(?: {{1,3}}| {{5,7}}| {{9,11}}|[ \t]*>[ \t>]*){_MARKER}|\n\d{{1,9}}\)[ \t]",
        # A fence that is indented, or says more than a language, or is longer than most.
        r"\n[ \t>]+(?:```|~~~)|\n(?:```|~~~)[^\n]*[^\n\w.+#\- ]",
        # A paragraph in an entry.
        r"\n[ \t]*\n(?: {1,3}| {5,7})[^ \n]",
    )
)
_FLUSH = re.compile(rf"\n{_MARKER}")
_RULE = re.compile(r"\n[ \t>]*[|:-][|:\- \t]*(?=\n|$)")
_ITEM = re.compile(r"([ \t>]*)([-*+]|\d{1,9}[.)])[ \t]")
_FENCE = re.compile(r"([ \t>]*)(`{3,}|~{3,})(.*)")
# HTML that may hold blank lines, and what ends it (CommonMark 0.31, section 4.6).
_RAW = re.compile(r" {0,3}<(?:(!--)|(pre|script|style|textarea)\b)", re.IGNORECASE)


def is_concerned(body: str, engine: PythonMarkdown) -> bool:
    """Tell whether Python-Markdown does not show something of a body that others do.

    Args:
        body: Markdown with plain line ends, without front matter.
        engine: that of the site.
    """
    if len(body) > LONGEST or not _is_doubtful(body):
        return False
    return any(loses(part, engine) for part in _doubtful_parts(body.split("\n")))


def _is_doubtful(body: str) -> bool:
    text = f"\n{body}"
    # A fence without an end.
    if (text.count("\n```") + text.count("\n~~~")) % 2:
        return True
    return any(doubt.search(text) for doubt in _DOUBTS) or _has_glued(text) or _has_table(text)


def _has_glued(text: str) -> bool:
    """Tell whether an entry comes right below what is none, or both kinds of list are there."""
    kinds = set()
    for found in _FLUSH.finditer(text):
        kinds.add(found[0][-2] == ".")
        above = text.rfind("\n", 0, found.start()) + 1
        if len(kinds) > 1 or (above < found.start() and not _ITEM.match(text, above)):
            return True
    return False


def _has_table(text: str) -> bool:
    """Tell whether a table comes right below a line of text."""
    for found in _RULE.finditer(text) if "|" in text else ():
        header = text.rfind("\n", 0, found.start())
        above = text.rfind("\n", 0, max(header, 0)) + 1
        if "-" in found[0] and "|" in found[0] and text[above:header].strip():
            return True
    return False


def _doubtful_parts(lines: Sequence[str]) -> Iterator[str]:
    """Yield the parts of a text, from one paragraph to another, that give a reason to look."""
    start, doubtful, listed, kind, loose = 0, False, False, "", False
    fence = raw = before = ""
    for number, line in enumerate(lines):
        found = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if fence:
            if found and found[2].startswith(fence) and not found[3].strip():
                doubtful = doubtful or found[2] != fence or bool(found[1])
                fence = ""
            before = line
            continue
        if raw:
            raw = "" if raw in line.lower() else raw
            before = line
            continue
        if line[:1].strip() and not before.strip() and not _ITEM.match(line):
            if doubtful:
                yield "\n".join(lines[start:number])
            start, doubtful, listed, kind, loose = number, False, False, "", False
        if found:
            fence = found[2]
            doubtful = doubtful or bool(found[1]) or bool(re.search(r"[^\w.+#\- ]", found[3]))
        elif opening := _RAW.match(line) if "<" in line else None:
            raw = "-->" if opening[1] else f"</{opening[2].lower()}>"
            raw = "" if raw in line.lower() else raw
        elif line.strip():
            item = _ITEM.match(line)
            indented = line[:1] in " \t>"
            if item:
                own = "1" if item[2][-1] in ".)" else "-"
                glued = bool(before.strip()) and not _ITEM.match(before)
                odd = bool(item[1]) and (">" in item[1] or len(item[1]) % 4 > 0)
                doubtful = doubtful or glued or odd or item[2][-1] == ")" or kind not in {"", own}
                doubtful = doubtful or (loose and bool(before.strip()))
                kind = kind if item[1] else own
                listed = True
            elif indented and not before.strip():
                loose = True
                doubtful = doubtful or listed
            elif "|" in line and "-" in line and not line.strip(" \t|:->"):
                above = lines[number - 2] if number > 1 else ""
                doubtful = doubtful or indented or bool(above.strip())
        before = line
    if doubtful or fence:
        yield "\n".join(lines[start:])
