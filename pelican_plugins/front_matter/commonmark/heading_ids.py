"""Heading ids as on GitHub, and the table of contents made from them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from .markup import plain_text

_START = re.compile(r"<h(?P<level>[1-6])(?P<attributes>(?:\s[^<>]*)?)>")
# A pattern that begins with a literal is searched for much faster.
_ID = re.compile(r"""id=["']?([^\s"'>]+)""")
_OWN_ID = re.compile(rf"\s{_ID.pattern}")
_MARKER = re.compile(
    r'<p data-sourcepos="[^"]*">(?:\[TOC\]|\[\[_?TOC_?\]\])</p>'
    r'|<(?P<list>ul|ol) data-sourcepos="[^"]*"[^<>]*>\n<li data-sourcepos="[^"]*"[^<>]*>[^<]*'
    r"\n\{:\s?toc[^{}<>]*\}</li>\n</(?P=list)>",
    re.IGNORECASE,
)
# Each has all headings.
_MOST_CONTENTS = 20
_DROPPED = re.compile(r"[^\w\- ]")
# Kept, besides letters, marks, numbers and connectors such as `_`.
_KEPT = {"-", " "}
_KEPT_CATEGORIES = ("L", "M", "Nd", "Nl", "Pc")


def github_slug(text: str) -> str:
    """Return the id that GitHub gives a heading with this *text*, not yet numbered."""
    text = text.strip().lower()
    if text.isascii():
        return _DROPPED.sub("", text).replace(" ", "-")
    kept = (
        sign
        for sign in text
        if sign.isalpha()
        or sign in _KEPT
        or unicodedata.category(sign).startswith(_KEPT_CATEGORIES)
    )
    return "".join(kept).replace(" ", "-")


class Heading(NamedTuple):
    """A heading.

    Attributes:
        level: from 1 to 6.
        text: without tags, not escaped.
        listed: whether the table of contents includes it.
    """

    level: int
    id: str
    text: str
    listed: bool


def add_ids(html: str, permalink: str = "") -> tuple[str, list[Heading]]:
    """Return *html* with an id on each heading that lacks one, and all headings.

    Args:
        html: of a body.
        permalink: text of the link from each heading to itself; empty for none.
    """
    if "<h" not in html:
        return html, []
    # An explicit id is not given to another heading.
    taken = {
        match[1]: 0
        for match in _ID.finditer(html)
        if html[match.start() - 1 : match.start()].isspace()
    }
    headings: list[Heading] = []
    pieces, cursor = [], 0
    for start, end in _headings(html):
        inner = html[start.end() : end]
        text = " ".join(plain_text(inner).split())
        attributes = start["attributes"]
        own = _OWN_ID.search(attributes) if "id=" in attributes else None
        name = own[1] if own else _numbered(github_slug(text), taken)
        listed = bool(text) and "no_toc" not in attributes
        headings.append(Heading(int(start["level"]), name, text, listed))
        if not own and name:
            tag = f'<h{start["level"]} id="{escape(name)}"{attributes}>'
            pieces += [html[cursor : start.start()], tag]
            cursor = start.end()
        if permalink and name:
            title = 'title="Permanent link"'
            link = f'<a class="headerlink" href="#{escape(name)}" {title}>{escape(permalink)}</a>'
            pieces += [html[cursor:end], link]
            cursor = end
    return "".join([*pieces, html[cursor:]]), headings


def _headings(html: str) -> Iterator[tuple[re.Match[str], int]]:
    """Yield the start tag of each heading, and the offset of its end tag."""
    unclosed: set[str] = set()
    cursor = 0
    while start := _START.search(html, cursor):
        cursor = start.end()
        closing = f"</h{start['level']}>"
        end = -1 if closing in unclosed else html.find(closing, start.end())
        if end < 0:
            # Search for a missing end tag only once.
            unclosed.add(closing)
            continue
        yield start, end
        cursor = end


def _numbered(slug: str, taken: dict[str, int]) -> str:
    """Return *slug*, or `slug-1` and so on if it is taken, and reserve it."""
    if not slug:
        return ""
    name = slug
    while name in taken:
        taken[slug] += 1
        name = f"{slug}-{taken[slug]}"
    taken[name] = 0
    return name


def write_toc(html: str, headings: list[Heading]) -> str:
    """Replace `[TOC]`, or kramdown's `{:toc}`, with a table of contents."""
    if not ("toc" in html or "TOC" in html or "Toc" in html) or _MARKER.search(html) is None:
        return html
    contents = f'<div class="toc">\n{_nested([each for each in headings if each.listed])}</div>'
    return _MARKER.sub(lambda _match: contents, html, count=_MOST_CONTENTS)


def _nested(headings: list[Heading]) -> str:
    """Return nested lists; a skipped level adds no empty list."""
    pieces: list[str] = []
    levels: list[int] = []
    for heading in headings:
        while levels and heading.level < levels[-1]:
            if len(levels) > 1 and heading.level > levels[-2]:
                # Between the two levels: on the level of the deeper ones.
                break
            if len(levels) == 1:
                break
            pieces.append("</li>\n</ul>\n")
            levels.pop()
        if levels and heading.level <= levels[-1]:
            pieces.append("</li>\n")
            levels[-1] = min(levels[-1], heading.level)
        else:
            pieces.append("\n<ul>\n" if levels else "<ul>\n")
            levels.append(heading.level)
        pieces.append(f'<li><a href="#{escape(heading.id)}">{escape(heading.text)}</a>')
    pieces += ["</li>\n</ul>\n"] * len(levels)
    return "".join(pieces)
