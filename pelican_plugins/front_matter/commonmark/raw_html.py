"""Raw HTML in Markdown: Markdown inside an element, and tags that are never closed.

`<div markdown="1">` works as in kramdown. An unclosed `<title>` or `<script>` would swallow
the rest of the page, so it is shown as text.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from ..literals import LITERAL, Literals

_ASKS = re.compile(
    r"""\smarkdown(?:\s*=\s*(?:"(?:1|block|span|true)"|'(?:1|block|span|true)'|1))?(?=[\s>])"""
)
_BEGIN = re.compile(
    rf"{LITERAL}|^ {{0,3}}<(?P<name>[a-z][\w-]*+)[^<>\n]*>", re.MULTILINE | re.IGNORECASE
)


def open_markdown_in_html(text: str) -> str:
    """Return *text* with the blank lines that CommonMark needs to read Markdown in an element.

    CommonMark reads Markdown after a blank line (0.31, 4.6), and knows no such attribute.
    """
    if "markdown" not in text or _ASKS.search(text) is None:
        return text
    literals = Literals(text)
    ends: dict[str, list[int]] = {}
    # Start and end of each replaced range, and its replacement.
    edits: list[tuple[int, int, str]] = []
    position = 0
    while match := _BEGIN.search(text, position):
        if not match["name"]:
            position = literals.end(match)
            continue
        position = match.end()
        asks = _ASKS.search(match.group())
        if asks is None:
            continue
        name = match["name"].lower()
        if name not in ends:
            closing = re.finditer(rf"</{name}\s*>", text, re.IGNORECASE)
            ends[name] = [found.start() for found in closing]
        edits.append((match.start() + asks.start(), match.start() + asks.end(), ""))
        edits.append((match.end(), match.end(), "\n\n"))
        place = bisect_left(ends[name], match.end())
        if place < len(ends[name]):
            edits.append((ends[name][place], ends[name][place], "\n\n"))
    pieces, cursor = [], 0
    for start, end, new in sorted(set(edits)):
        pieces += [text[cursor:start], new]
        cursor = end
    return "".join([*pieces, text[cursor:]])


# Raw text elements (WHATWG HTML, 13.2.5.2 to 13.2.5.5); GFM 6.11 filters them, too.
_NAMES = "iframe|noembed|noframes|noscript|plaintext|script|style|textarea|title|xmp"
# Few posts hold any.
_MAY_BEGIN = re.compile(rf"<(?:{_NAMES})[\s/>]", re.IGNORECASE)
_TAG = re.compile(
    rf"<(?P<end>/?)(?P<name>{_NAMES})(?=[\s/>])|<(?P<svg_end>/?)svg(?=[\s/>])"
    r"|</?p(?=[\s>])",
    re.IGNORECASE,
)


def escape_unclosed_tags(html: str) -> tuple[str, list[str]]:
    """Return *html* with unclosed raw text tags shown as text, and their names.

    A tag counts as closed if its end comes before the next tag of its kind and, inline, before the
    end of its paragraph; authors embed videos and scripts. A title within `<svg>` is an image's.
    """
    found: list[str] = []
    tags = list(_TAG.finditer(html)) if _MAY_BEGIN.search(html) else []
    pieces, cursor, position = [], 0, 0
    within_svg = False
    last_script = max((n for n, tag in enumerate(tags) if _ends_script(tag)), default=-1)
    while position < len(tags):
        tag = tags[position]
        position += 1
        if tag["svg_end"] is not None:
            within_svg = not tag["svg_end"]
        if not tag["name"] or tag["end"]:
            continue
        end = None
        if tag["name"].lower() != "script" or position <= last_script:
            end = _end_of(tags, position, html, within_svg=within_svg)
        if end is not None:
            # The contents of such an element are text.
            position = end + 1
            continue
        found.append(tag["name"].lower())
        pieces += [html[cursor : tag.start()], "&lt;"]
        cursor = tag.start() + 1
    return "".join([*pieces, html[cursor:]]), found


def _ends_script(tag: re.Match[str]) -> bool:
    return bool(tag["end"]) and tag["name"].lower() == "script"


def _end_of(
    tags: list[re.Match[str]], following: int, html: str, *, within_svg: bool
) -> int | None:
    """Return the index of the tag that ends the one before *following*; None if there is none."""
    start = tags[following - 1]
    name = start["name"].lower()
    if name == "plaintext" or (name == "title" and not within_svg):
        return None
    inline = start.start() > 0 and html[start.start() - 1] != "\n"
    depth = int(inline)
    for place in range(following, len(tags)):
        tag = tags[place]
        if inline and not tag["name"] and tag["svg_end"] is None:
            # Nested paragraphs are its own; the engine's next one begins after this one ends.
            depth += -1 if tag.group().startswith("</") else 1
            if depth == 0 or html.startswith(" data-sourcepos", tag.end()):
                return None
        if (tag["name"] or "").lower() == name:
            if tag["end"]:
                return place
            # A script may write a script tag.
            if name != "script" or inline:
                return None
    return None
