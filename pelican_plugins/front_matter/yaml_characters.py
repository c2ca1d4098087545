"""Characters in YAML that are not what they look like, or that YAML drops."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from .._core.diagnostics import Diagnostic
from .._core.text import cut
from .header_block import may_be_pelican_metadata
from .key_aliases import MetadataValue
from .rules import VALUE_CUT
from .yaml_flow import quoted, split_comment

# They look like a space, but YAML 1.2.2, 6.2 takes only spaces and tabs for white space.
_BLANK = "[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]"
_ODD = re.compile(_BLANK)
_ZERO_WIDTH = re.compile("[\u200b\ufeff]")
_WIDE_COLON = re.compile(r"([A-Za-z][\w-]*)\uff1a\s*")
_BEGINNING = re.compile(
    rf"(?P<indent>(?:[ ]|{_BLANK})*)(?P<marks>(?:-(?:[ \t]|{_BLANK})+)*)"
    rf"(?P<key>(?:[\w-]+{_BLANK}*:)?)(?P<gap>{_BLANK}*)"
)
# An empty tag, and an anchor.
_DROPPED = re.compile(
    r"(?P<head>[\w-]+:[ \t]+|[ ]*(?:-[ \t]+)+)"
    r"(?P<value>(?:!|&(?P<anchor>[\w-]+))[ \t]+[^\s#\[{'\"|>&!].*)"
)
_NAMES = ("author", "authors", "categories", "category", "keywords", "tag", "tags")
_TEXTS = ("excerpt", "name", "slug", "summary", "title")
_TOP = re.compile(r"([\w-]+):(?=\s|$)")
_UNQUOTED = re.compile(r"(?P<start>[\w-]+:|[ \t]*-)[ \t]+(?P<value>[^\s'\"\[{|>&*!].*)")
_COMMENT = re.compile(r"(?:^|(?<![ \t])[ \t]+)#.*")
_ALIAS = re.compile(r"\*([\w-]+)")
_LONE = re.compile(r"[:-][ \t]+[!&]")
_BLOCK = re.compile(r"(?:^|[:-])[ \t]+[|>][-+0-9]{0,2}[ \t]*$")


def replace_odd_characters(text: str) -> tuple[str, dict[int, str]]:
    """Return YAML with plain spaces where others separate a key or a `-` from its value.

    A full-width colon after a key becomes a plain one. A value that begins with a lone `!`, or with
    an unused anchor, is put in quotation marks, since YAML drops both.

    Returns:
        the text, and the reason for each changed line, by number from 0.
    """
    if not (_ODD.search(text) or "\uff1a" in text or _LONE.search(text)):
        return text, {}
    lines, reasons = text.split("\n"), {}
    aliases = set(_ALIAS.findall(text))
    depth: int | None = None
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" "))
        if depth is not None and (indent > depth or not line.strip()):
            # In a block scalar, which is literal.
            continue
        new, reason = _plain(line, aliases)
        if new != line:
            lines[number], reasons[number] = new, reason
        depth = indent if _BLOCK.search(new) else None
    return "\n".join(lines), reasons


def _plain(line: str, aliases: set[str]) -> tuple[str, str]:
    dropped = _DROPPED.fullmatch(line.rstrip())
    if dropped is not None:
        anchor = dropped["anchor"]
        if anchor is None or anchor not in aliases:
            value, comment = split_comment(dropped["value"])
            reason = f"this line contains a {value.split()[0]} that YAML would drop"
            return f"{dropped['head']}{quoted(value)}{comment}", reason
    wide = _WIDE_COLON.match(line)
    if wide is not None:
        return f"{wide[1]}: {line[wide.end() :]}", "this line has a full-width colon after its key"
    match = _BEGINNING.match(line)
    assert match is not None
    # A single one is not an indentation: it was typed without being seen.
    indent = "" if len(match["indent"]) == 1 and _ODD.match(match["indent"]) else match["indent"]
    beginning = indent + match["marks"]
    if not (match["marks"] or match["key"]) or not _ODD.search(match.group()):
        return line, ""
    gap = " " if match["gap"] else ""
    beginning = _ODD.sub(" ", _ZERO_WIDTH.sub("", beginning))
    new = beginning + _ODD.sub("", match["key"]) + gap + line[match.end() :]
    return new, "this line contains a space that YAML treats as a letter"


def values_cut_by_comments(
    text: str, first_line: int, values: Mapping[str, MetadataValue]
) -> list[Diagnostic]:
    """Return a problem for each title, summary or name that a comment may have cut.

    Of `title: Song #1` YAML reads "Song", and of `tags: #a #b` nothing. An evident comment is not
    reported: one after quotation marks, or one with a space after its `#` in front matter that
    other lines show to be YAML.
    """
    if "#" not in text:
        return []
    lines = text.split("\n")
    plain = may_be_pelican_metadata(lines)
    found: dict[str, list[tuple[int, str]]] = {}
    key = ""
    for number, line in enumerate(lines):
        top = _TOP.match(line)
        key = top[1].lower() if top else key
        match = _UNQUOTED.fullmatch(line)
        if match is None or key not in (_NAMES if top is None else (*_NAMES, *_TEXTS)):
            continue
        comment = _COMMENT.search(match["value"])
        if comment is None:
            continue
        sign = comment.group().strip()
        if comment.start() == 0:
            value = values.get(key)
            if top is not None and value is not None and value.written not in (None, ""):
                # The value is in the lines below.
                continue
            said = f"{key} {'is empty' if top else 'has an empty item'}, since `{cut(sign)}`"
        elif plain or not sign[1:2].isspace():
            said = f"{key} ends before `{cut(sign)}`, which"
        else:
            continue
        found.setdefault(key, []).append((first_line + number, said))
    fix = "put the value in quotes, with or without that part"
    return [
        VALUE_CUT(f"{said} is a comment{_more(places)}", fix, line=line)
        for places in found.values()
        for line, said in places[:1]
    ]


def _more(places: Sequence[object]) -> str:
    return f" ({len(places) - 1} more below)" if len(places) > 1 else ""
