"""Render Markdown as the HTML that Pelican's themes expect, using the engine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import unescape

from ..._core.diagnostics import Diagnostic
from ..rules import MARKUP_UNKNOWN, TEXT_TOO_LARGE
from .attributes import apply_attributes
from .code import highlight_code
from .engine import replace_surrogates, to_html
from .extensions import (
    prepare_footnotes,
    write_abbreviations,
    write_alerts,
    write_footnotes,
    write_tasks,
)
from .heading_ids import add_ids, write_toc
from .links import Find, bound_bare_links, read_urls_with_spaces, restore_markers, write_wikilinks
from .markup import plain_text
from .math import escape_dollars, write_formulas
from .options import Cached, EngineOptions, MarkdownStyle, uncached
from .pure.blocks import TooDeepError
from .raw_html import escape_unclosed_tags, open_markdown_in_html

# The engine takes quadratic time for these, and for email addresses on one line quadratic memory,
# too: 5,000 take a second.
_MOST_DESCRIPTIONS = 5000
_MOST_ADDRESSES = 5000
# Later readers of the HTML recurse; the engine itself limits nested lists to a hundred.
_DEEPEST = 250
_QUOTATION = re.compile(r'<blockquote data-sourcepos="(\d+):|</blockquote>')
# Escaping one dollar may make another begin a formula.
_MOST_READINGS = 4
_POSITION = re.compile(r' data-sourcepos="[0-9:-]+"')
_LINES = re.compile(r' data-sourcepos="(\d+):(\d+)-(\d+):(\d+)"')
_ALIGNED = re.compile(r'(<t[hd] data-sourcepos="[^"]*"[^<>]*?) align="([a-z]+)"')
_DESCRIPTION = re.compile(r'<dd data-sourcepos="(\d+):\d+-(\d+):\d+">(?!\n)')
_PLACED = re.compile(
    r'<(?:img|a) data-sourcepos="(?P<line>\d+):[^"]*"[^<>]*?\s(?:src|href)="(?P<url>[^"]+)"'
    r'|<h(?P<level>[1-6])(?: id="[^"]*")? data-sourcepos="(?P<begin>\d+):[^"]*"[^<>]*>'
    r"(?P<text>[^<\n]*(?:<(?!/h[1-6]>)[^<\n]*)*)"
)


@dataclass(frozen=True, slots=True)
class RenderedMarkdown:
    """HTML, and what is known about it.

    Attributes:
        lines: the source lines, from 1, of each URL of a link or image and of each heading, as in
            the HTML but without entities; in order if there are several.
    """

    html: str
    problems: list[Diagnostic]
    lines: Mapping[str, list[int]]


def render(
    text: str, style: MarkdownStyle, find: Find, cached: Cached = uncached
) -> RenderedMarkdown:
    """Return Markdown *text* as HTML.

    Args:
        text: of a body.
        style: of the site.
        find: see `links.Find`.
        cached: see `options.Cached`.

    Raises:
        TooDeepError: quotations are nested more than 250 deep.
    """
    text = replace_surrogates(text)
    if "\r" in text:
        # A line ending, too (CommonMark 0.31, 2.1).
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    source, problems = prepare_footnotes(text)
    source = open_markdown_in_html(source)
    options, too_large = _within_limits(source, style.options)
    problems += too_large
    html = _to_html(source, options)
    for _ in range(_MOST_READINGS):
        escaped = escape_dollars(html, source)
        if escaped == source:
            break
        source = escaped
        html = _to_html(source, options)
    _check_depth(html)
    html = read_urls_with_spaces(bound_bare_links(restore_markers(html)))
    html, unclosed = escape_unclosed_tags(html)
    problems += [_unclosed(name) for name in dict.fromkeys(unclosed)]
    if style.options.wikilinks:
        html, broken = write_wikilinks(html, find)
        problems += broken
    html = apply_attributes(write_abbreviations(html), source)
    html, unread = write_formulas(html, cached)
    html = write_alerts(highlight_code(html, style.code, cached), callouts=style.callouts)
    html = write_tasks(write_footnotes(html))
    if " align=" in html:
        html = _ALIGNED.sub(r'\1 style="text-align: \2;"', html)
    html, headings = add_ids(html, style.permalink)
    html = write_toc(html, headings)
    lines = _lines(html) if source.count("\n") == text.count("\n") else {}
    # Report a repeated link once.
    problems = list(dict.fromkeys(problems + unread))
    return RenderedMarkdown(_POSITION.sub("", html).rstrip("\n"), problems, lines)


def _check_depth(html: str) -> None:
    if html.count("<blockquote ") <= _DEEPEST:
        return
    depth = 0
    for match in _QUOTATION.finditer(html):
        depth += 1 if match[1] else -1
        if depth > _DEEPEST:
            raise TooDeepError(int(match[1]))


def _within_limits(source: str, options: EngineOptions) -> tuple[EngineOptions, list[Diagnostic]]:
    """Return *options* without those that would take minutes, and a problem for each."""
    problems = []
    if source.count("\n:") > _MOST_DESCRIPTIONS:
        options = replace(options, descriptions=False)
        text = f"it has more than {_MOST_DESCRIPTIONS} descriptions, which are shown as text"
        first = source[source.index("\n:") + 1 :].partition("\n")[0]
        problems.append(TEXT_TOO_LARGE(text, "write several posts", first))
    if source.count("@") > _MOST_ADDRESSES:
        line = max(source.split("\n"), key=lambda line: line.count("@"))
        if line.count("@") > _MOST_ADDRESSES:
            options = replace(options, bare_links=False)
            text = f"a line has more than {_MOST_ADDRESSES} times @, so no bare URL becomes a link"
            problems.append(TEXT_TOO_LARGE(text, "break the line", line[:60]))
    return options, problems


def _to_html(source: str, options: EngineOptions) -> str:
    """Return the engine's HTML, with the paragraphs of descriptions separated.

    comrak runs the paragraphs of a description together, without a tag or space between them, if
    no blank line separates it from its term.
    """
    html = to_html(source, options)
    if "<dd " not in html:
        return html
    lines = source.split("\n")
    glued = {
        int(first) - 1
        for first, last in _DESCRIPTION.findall(html)
        if any(not line.strip() for line in lines[int(first) : int(last)])
    }
    if not glued:
        return html
    parted: list[str] = []
    # The source line of each line read, from 1.
    places = [0]
    for number, line in enumerate(lines):
        added = ["", line] if number in glued else [line]
        parted += added
        places += [number + 1] * len(added)
    places.append(len(lines))

    def in_source(match: re.Match[str]) -> str:
        first, last = (places[min(int(match[n]), len(places) - 1)] for n in (1, 3))
        return f' data-sourcepos="{first}:{match[2]}-{last}:{match[4]}"'

    return _LINES.sub(in_source, to_html("\n".join(parted), options))


def _unclosed(name: str) -> Diagnostic:
    text = (
        f"nothing ends <{name}>, which would swallow the rest of the page, so it is shown as text"
    )
    fix = f"write `<{name}>` in backticks, or add </{name}>"
    return MARKUP_UNKNOWN(text, fix, f"<{name}")


def _lines(html: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for match in _PLACED.finditer(html):
        if match["url"]:
            found.setdefault(unescape(match["url"]), []).append(int(match["line"]))
        else:
            text = " ".join(plain_text(match["text"]).split())
            found.setdefault(text, []).append(int(match["begin"]))
    return found
