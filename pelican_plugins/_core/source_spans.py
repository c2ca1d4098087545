"""Attributes of a start tag as browsers read them.

Python's `html.parser` decodes character references in them by the rules for text, and so
turns the URL `?a=1&copy=2` into `?a=1©=2`.

Parse HTML and remember where each element is in the text it came from.

BeautifulSoup keeps the place of a start tag but not of an end tag, and its lxml builder
keeps neither as an offset. Its `html.parser` builder can be watched while it works, and it
never moves or invents an element, so an element's place is always a place in the source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from html.entities import html5
from itertools import accumulate
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.builder import ParserRejectedMarkup
from bs4.builder._htmlparser import BeautifulSoupHTMLParser, HTMLParserTreeBuilder

from .errors import HtmlError

# WHATWG HTML, section 13.2.5.32 and following: the attributes of a tag.
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s/>=][^\s/>=]*)"""
    r"""(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s>]+)))?"""
)
_TAG_NAME = re.compile(r"<[^\s/>]+")
_NUMBER = re.compile(r"&#(?:[0-9]+|[xX][0-9a-fA-F]+);?")
_REFERENCE = re.compile(rf"{_NUMBER.pattern}|&[0-9A-Za-z]+;?")


def read_attributes(
    start_tag: str, attributes: list[tuple[str, str | None]]
) -> list[tuple[str, str | None]]:
    """Return *attributes* with their values decoded by the rules for attributes.

    Args:
        start_tag: the tag as written in the source.
        attributes: as `html.parser` read them; returned as they are where the tag is so
            odd that it reads otherwise here.
    """
    if "&" not in start_tag:
        return attributes
    name = _TAG_NAME.match(start_tag)
    found = [
        (match["name"].lower(), next((value for value in match.groups()[1:] if value), None))
        for match in _ATTRIBUTE.finditer(start_tag, name.end() if name else 0)
    ]
    if [name for name, _ in found] != [name for name, _ in attributes]:
        return attributes
    return [
        (name, attribute_value(raw) if raw else value)
        for (name, raw), (_, value) in zip(found, attributes, strict=True)
    ]


def attribute_value(raw: str) -> str:
    """Decode the character references of an attribute's value.

    WHATWG HTML, section 13.2.5.73: a name without its semicolon is not a reference in an
    attribute where a letter, a digit or `=` follows.
    """
    return _REFERENCE.sub(_decode, raw)


def _decode(match: re.Match[str]) -> str:
    text = match.group()
    if _NUMBER.fullmatch(text) or (text[1:] in html5 and text.endswith(";")):
        return unescape(text)
    name = text[1:]
    longest = next((end for end in range(len(name), 0, -1) if name[:end] in html5), 0)
    following = (name[longest:] + match.string[match.end() : match.end() + 1])[:1]
    if not longest or following == "=" or following.isalnum():
        return text
    return html5[name[:longest]] + name[longest:]


_COMMENT = re.compile("<[!?]")
# Browsers take `<!-->` for a whole one.
_UNCLOSED = re.compile("<!--(?!-?>)")


def _without_openings(rest: str) -> str:
    """Return what is behind the last `>`, as HTML that older Pythons read in linear time.

    No tag can begin there, and they look for the end of one at each `<`. A comment that nothing
    closes continues to the end (WHATWG HTML, section 13.2.5.45).
    """
    comment = _COMMENT.search(rest)
    end = comment.start() if comment else len(rest)
    hidden = f"<!--{rest[end:].removeprefix('<!--')}-->" if comment else ""
    return rest[:end].replace("<", "&lt;") + hidden


@dataclass(slots=True)
class Span:
    """Offsets of an element in its source.

    Attributes:
        start: where its start tag begins.
        start_end: just after its start tag.
        end: just after its end tag; None if the source has no end tag for it.
    """

    start: int
    start_end: int
    end: int | None = None


class _SpanTreeBuilder(HTMLParserTreeBuilder):
    """The tree builder, which also holds what its parser needs to know of the source."""

    source: str
    line_starts: list[int]
    spans: dict[int, Span]

    def feed(self, markup: Any, *_args: Any, **_options: Any) -> None:
        self.source = markup
        lengths = (len(line) + 1 for line in markup.split("\n"))
        self.line_starts = list(accumulate(lengths, initial=0))
        self.spans = {}
        arguments, options = self.parser_args
        assert self.soup is not None
        parser = _SpanParser(self.soup, *arguments, **options)
        try:
            end = markup.rfind(">") + 1
            parser.feed(markup[:end])
            is_text = not parser.rawdata and not parser.cdata_elem
            parser.feed(_without_openings(markup[end:]) if is_text else markup[end:])
            if _UNCLOSED.match(parser.rawdata):
                # All that is left is a comment.
                parser.feed("-->")
            parser.close()
        except AssertionError as error:
            # html.parser's way to say that a declaration makes no sense.
            raise ParserRejectedMarkup(error) from error


class _SpanParser(BeautifulSoupHTMLParser):
    # The span of a start tag while BeautifulSoup makes an element of it.
    _pending: Span | None = None
    _self_closed = False

    @property
    def _builder(self) -> _SpanTreeBuilder:
        builder = self.soup.builder
        assert isinstance(builder, _SpanTreeBuilder)
        return builder

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._builder.line_starts[line - 1] + column

    def handle_starttag(
        self, tag: str, attrs: list[tuple[str, str | None]], handle_empty_element: bool = True
    ) -> None:
        start = self._offset()
        written = self.get_starttag_text() or ""
        self._pending = Span(start, start + len(written))
        super().handle_starttag(tag, read_attributes(written, attrs), handle_empty_element)
        if self._pending is not None and self.soup.currentTag is not None:
            self._builder.spans[id(self.soup.currentTag)] = self._pending
            self._pending = None

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._self_closed = True
        super().handle_startendtag(tag, attrs)
        self._self_closed = False

    def handle_endtag(self, tag: str, check_already_closed: bool = True) -> None:
        if self._pending is not None:
            # An empty element such as <img>: BeautifulSoup closes it within its start tag.
            self._pending.end = self._pending.start_end
            self._builder.spans[id(self.soup.currentTag)] = self._pending
            self._pending = None
            super().handle_endtag(tag, check_already_closed)
            return
        redundant = check_already_closed and tag in self.already_closed_empty_element
        closing = None if redundant else self._innermost(tag)
        super().handle_endtag(tag, check_already_closed)
        span = self._builder.spans.get(id(closing))
        if span is not None and self._self_closed:
            span.end = span.start_end
        elif span is not None:
            bracket = self._builder.source.find(">", self._offset())
            span.end = bracket + 1 if bracket >= 0 else None

    def _innermost(self, name: str) -> Tag | None:
        return next((tag for tag in reversed(self.soup.tagStack) if tag.name == name), None)


def parse(html: str) -> tuple[BeautifulSoup, dict[int, Span]]:
    """Parse *html* and return its tree and the span of every element, by `id` of its `Tag`.

    Raises:
        HtmlError: *html* cannot be read as HTML at all.
    """
    builder = _SpanTreeBuilder(store_line_numbers=False)
    # Values stay as written: "class" is one text, so writing an element back changes
    # nothing else.
    builder.cdata_list_attributes = {}
    try:
        soup = BeautifulSoup(html, builder=builder)
    except ParserRejectedMarkup as error:
        raise HtmlError(str(error)) from error
    return soup, builder.spans
