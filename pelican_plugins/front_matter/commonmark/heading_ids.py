"""Heading ids as on GitHub, and the table of contents made from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from ..._core.github_slugs import github_slug, numbered_slug
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
        name = own[1] if own else numbered_slug(github_slug(text), taken)
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
