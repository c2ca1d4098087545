"""The prose of a body: what descriptions, lists of posts and feeds can use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from .hidden_elements import Hiding, hides_text, how_hidden, style_of
from .text import one_line

# No prose, or not the author's own: headings, captions, tables, code, lists, quotations, embeds.
_OTHER = frozenset(
    """
    aside audio blockquote button canvas details dialog dl fieldset figcaption figure form h1 h2 h3
    h4 h5 h6 head header hgroup iframe map math menu nav noscript object ol picture pre rp rt
    script select style svg table template textarea title ul video
    """.split()  # noqa: SIM905
)
# No words of a page at all.
_NO_TEXT = frozenset(
    "canvas head iframe noscript object rp rt script select style template textarea title".split()  # noqa: SIM905
)
_OTHER_CLASSES = frozenset(
    """
    admonition footnote footnote-ref footnotes gallery highlight markdown-alert resources sidenote
    toc
    """.split()  # noqa: SIM905
)
_BLOCKS = frozenset("address article body br center div hr html main p section".split())  # noqa: SIM905
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
# Sentence ends: Latin and Cyrillic, Arabic and Urdu, Devanagari, Armenian, Ethiopic; those of East
# Asia need no space behind them (UAX #29, Sentence_Terminal).
_END = re.compile(
    r"(?P<east>[。！？｡]+[」』）”’]*)"
    r"|(?<![.!?…‽؟۔।॥։።])(?P<sign>[.!?…‽؟۔।॥։።]++)[\"'”’»›)\]]*+(?=\s+(?P<next>\S))"
)
# On a page with several lists, an id would be duplicated, and a heading be above its card's title.
_NOT_IN_LISTS = re.compile(
    r"<(?:audio|blockquote|canvas|details|div|dl|embed|form|h[1-6]|hr|iframe|link|nav|object|ol|pre"
    r"|script|section|style|svg|table|template|ul|video)\b|<[^<>]*\s(?:id|style)=|srcset=",
    re.IGNORECASE,
)
_SRC = re.compile(r"""\ssrc=["']?\s*([^"'\s<>]*)""", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//|data:", re.IGNORECASE)
_LETTER = re.compile(r"\w")
_PIECE = 4_096
_SHORTEST_PART = 0.4


def prose_of(html: str, enough: int = 0) -> tuple[str, ...]:
    """Return the paragraphs of prose in some HTML, as plain text.

    Headings, captions, tables, code, lists, quotations, notes, what is hidden, and paragraphs that
    are nothing but links are not prose; where there is nothing else, they are returned.

    Args:
        html: a body or a summary.
        enough: the number of characters after which nothing more is read; 0 to read all.
    """
    return _read(html, _ProseReader(enough)) or _read(html, _ProseReader(enough, _NO_TEXT))


def _read(html: str, reader: _ProseReader) -> tuple[str, ...]:
    # Not loaded by a build that renders no page.
    from lxml import etree

    parser = etree.HTMLParser(target=reader, huge_tree=True, no_network=True)
    try:
        parser.feed("<div>")
        for start in range(0, len(html), _PIECE):
            if reader.is_done:
                break
            parser.feed(html[start : start + _PIECE])
        parser.close()
    except etree.LxmlError:
        pass
    return reader.finished()


def summary_html(html: str, site_url: str) -> str:
    """Return the summary that an author wrote, as a list shows it.

    Text, emphasis, links and the site's own pictures stay as written. Of anything else, such as
    what is above `<!--more-->`, the prose is left.

    Args:
        html: of the summary.
        site_url: URLs that begin with it are the site's own; may be empty.
    """
    if _NOT_IN_LISTS.search(html) is None and all(
        not _HOST.match(url) or (site_url and url.startswith(site_url))
        for url in _SRC.findall(html)
    ):
        return html
    return "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in prose_of(html))


def excerpt_of(html: str, most: int) -> str:
    """Return the first prose of a body, cut at the end of a sentence.

    Args:
        html: a body or a summary.
        most: characters of the result.
    """
    text = ""
    for paragraph in prose_of(html, most):
        text = f"{text} {paragraph}".strip()
        if len(text) >= most // 2:
            break
    return cut_prose(text, most)


def cut_prose(text: str, most: int) -> str:
    """Return plain text cut at the end of a sentence, or else of a word, with an ellipsis."""
    if len(text) <= most:
        return text
    ends = [end for end in _sentence_ends(text[: most + 2]) if end <= most]
    if ends and ends[-1] >= most * _SHORTEST_PART:
        return text[: ends[-1]]
    at = text.rfind(" ", 0, most)
    if at < most * _SHORTEST_PART:
        # A script without spaces; not within what is one character to its readers.
        at = most - 1
        while at > 0 and _joins(text[at]):
            at -= 1
    return text[:at].rstrip(" ,;:–—-") + "…"


def _sentence_ends(text: str) -> Iterator[int]:
    for found in _END.finditer(text):
        is_short = found["sign"] == "." and _is_abbreviation(_word_before(text, found.start()))
        if found["east"] or not (is_short or found["next"].islower()):
            yield found.end()


def _word_before(text: str, end: int) -> str:
    start = end
    while start and (text[start - 1] in "._" or text[start - 1].isalnum()):
        start -= 1
    return text[start:end]


def _is_abbreviation(word: str) -> bool:
    """Return whether a word before a full stop is like `Dr`, `z.B`, `J` or the 3 of a day."""
    is_short = len(word) <= 2 and (word[:1].isupper() or word.isdigit())  # noqa: PLR2004
    return is_short or "." in word


def _joins(character: str) -> bool:
    # Combining signs, variation selectors and joiners (UAX #29, Extend).
    return unicodedata.category(character) in {"Mn", "Mc", "Me", "Cf", "Sk"}


@dataclass(slots=True)
class _ProseReader:
    """Gets tags and text from lxml's parser, which then builds no tree."""

    enough: int
    others: frozenset[str] = _OTHER
    paragraphs: list[str] = field(default_factory=list)
    is_done: bool = False
    _parts: list[str] = field(default_factory=list)
    _linked: list[str] = field(default_factory=list)
    _skipped: int = 0
    _links: int = 0
    _open: list[tuple[str, bool, bool]] = field(default_factory=list)
    _length: int = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element."""
        if tag in _BLOCKS:
            self._finish() if tag != "br" else self.data(" ")
        if tag in _VOID:
            return
        is_skipped = tag in self.others or self._is_no_prose(tag, attributes)
        is_link = tag == "a"
        self._open.append((tag, is_skipped, is_link))
        self._skipped += is_skipped
        self._links += is_link
        if tag == "math" and not self._skipped - 1:
            self._parts.append(attributes.get("alttext", ""))

    def end(self, tag: str) -> None:
        """Close an element; lxml closes those that its author forgot."""
        if tag in _VOID:
            return
        while self._open:
            name, is_skipped, is_link = self._open.pop()
            self._skipped -= is_skipped
            self._links -= is_link
            if name == tag:
                break
        if tag in _BLOCKS or tag in _OTHER - {"math", "rt", "rp"}:
            self._finish()

    def data(self, text: str) -> None:
        """Take text."""
        if not self._skipped and not self.is_done:
            (self._linked if self._links else self._parts).append(text)
            if self._links:
                self._parts.append(text)

    def close(self) -> None:
        """End; lxml wants it."""

    def finished(self) -> tuple[str, ...]:
        """Return the paragraphs."""
        self._finish()
        return tuple(self.paragraphs)

    def _finish(self) -> None:
        # A character reference may name a control character.
        text = one_line("".join(self._parts))
        beside = len(text.replace(" ", "")) - len("".join("".join(self._linked).split()))
        if _LETTER.search(text) and (beside or self.others is not _OTHER):
            self.paragraphs.append(text)
            self._length += len(text)
            self.is_done = 0 < self.enough <= self._length
        self._parts.clear()
        self._linked.clear()

    def _is_no_prose(self, tag: str, attributes: Mapping[str, str]) -> bool:
        return bool(attributes) and (
            attributes.get("id", "").startswith("fnref")
            or not _OTHER_CLASSES.isdisjoint(attributes.get("class", "").split())
            or how_hidden(tag, attributes) is not Hiding.NOT
            or hides_text(style_of(attributes.get("style", "")))
        )
