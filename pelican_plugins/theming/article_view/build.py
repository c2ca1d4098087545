"""An article's body for its own page: table of contents, side notes, backlinks, reading time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape

from ..._core.errors import HtmlError
from ..._core.html_document import Document
from .backlinks import CitedResource, add_backlinks, may_need_backlinks
from .heading_links import add_heading_links, name_headings
from .sidenotes import add_sidenotes
from .toc import TocEntry, table_of_contents

# Elements that do not count.
_NOT_COUNTED = re.compile(
    r"<(pre|script|style|section class=\"resources\"|div class=\"footnote\")(?=[\s>])"
)
# Not past the next "<", which would take quadratic time.
_TAG = re.compile(r"<[^<>]*>")
# Scripts without spaces (UAX #24: Han, Hiragana, Katakana, Hangul).
_CHARACTER = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\U00020000-\U0002ffff]"
)
_CHARACTERS_PER_WORD = 2


def reading_time(html: str, words_per_minute: int) -> int:
    """Return the reading time of a body in minutes, at least 1.

    Args:
        html: a body. Code, footnotes and the reference list do not count.
        words_per_minute: reading speed; 0 returns 0.
    """
    if not words_per_minute:
        return 0
    text = unescape(_TAG.sub(" ", "".join(_counted_parts(html))))
    characters = len(_CHARACTER.findall(text)) if not text.isascii() else 0
    words = len((_CHARACTER.sub(" ", text) if characters else text).split())
    return max(1, round((words + characters / _CHARACTERS_PER_WORD) / words_per_minute))


def _counted_parts(html: str) -> list[str]:
    kept = []
    cursor = 0
    while found := _NOT_COUNTED.search(html, cursor):
        kept.append(html[cursor : found.start()])
        end = html.find(f"</{found[1].partition(' ')[0]}>", found.end())
        if end < 0:
            return kept
        cursor = end
    return [*kept, html[cursor:]]


# Python-Markdown aligns cells by inline styles, which a Content-Security-Policy blocks.
_CELL = re.compile(r'<(t[hd]) style="text-align: (left|center|right);">')
# As the engines write the title of an alert or admonition that its author did not name.
_ALERT_TITLE = re.compile(
    r'(?P<start><p class="admonition-title">(?:<strong>)?)'
    r"(?P<title>Note|Tip|Important|Warning|Caution)(?=</)"
)
_ALERTS = {
    "Note": "alert_note",
    "Tip": "alert_tip",
    "Important": "alert_important",
    "Warning": "alert_warning",
    "Caution": "alert_caution",
}
_HEADING = re.compile(r"<h[23][ >]")
_ANY_HEADING = re.compile(r"<h[1-6][\s>]")


@dataclass(frozen=True, slots=True)
class ArticleViewOptions:
    """Options for the view of an article.

    Attributes:
        toc: the number of headings from which there is a table of contents; 0 for never.
        sidenotes: whether footnotes are also shown in the margin.
        words_per_minute: reading speed; 0 for no reading time.
        heading_links: whether headings link to themselves.
    """

    toc: int = 0
    sidenotes: bool = True
    words_per_minute: int = 0
    heading_links: bool = False


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article's body as its own page shows it.

    Attributes:
        html: the body.
        outline: the table of contents; may be empty.
        minutes: the reading time; 0 if it is not shown.
    """

    html: str
    outline: tuple[TocEntry, ...]
    minutes: int


def build_view(
    html: str,
    resources: Iterable[CitedResource],
    words: Mapping[str, object],
    options: ArticleViewOptions,
) -> ArticleView:
    """Return a body as its own page shows it; it is only parsed if necessary."""
    resources = tuple(resources)
    time = reading_time(html, options.words_per_minute)
    if "admonition-title" in html:
        html = _ALERT_TITLE.sub(
            lambda alert: f"{alert['start']}{words.get(_ALERTS[alert['title']], alert['title'])}",
            html,
        )
    html = _focusable(_CELL.sub(r'<\1 class="cell-\2">', html))
    contents = bool(options.toc) and len(_HEADING.findall(html)) >= options.toc
    notes = options.sidenotes and "footnote-ref" in html
    back = may_need_backlinks(html, resources)
    linked = options.heading_links and _ANY_HEADING.search(html) is not None
    if not (contents or notes or back or linked):
        return ArticleView(html, (), time)
    try:
        document = Document(html)
    except HtmlError:
        return ArticleView(html, (), time)
    if linked:
        # Before the table of contents, whose own ids are numbers.
        name_headings(document)
    parts = table_of_contents(document) if contents else ()
    if notes:
        add_sidenotes(document)
    if back:
        add_backlinks(document, resources, words)
    if linked:
        add_heading_links(document)
    return ArticleView(document.html(), parts, time)


def _focusable(html: str) -> str:
    """Make code and tables, which scroll in their own boxes, focusable by keyboard."""
    return html.replace("<pre>", '<pre tabindex="0">').replace("<table>", '<table tabindex="0">')
