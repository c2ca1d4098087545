"""Parse HTML and remember where each element stands in the text it came from.

BeautifulSoup keeps the place of a start tag but not of an end tag, and its lxml builder
keeps neither as an offset. Its `html.parser` builder can be watched while it works, and it
never moves or invents an element, so an element's place is always a place in the source.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.builder import ParserRejectedMarkup
from bs4.builder._htmlparser import BeautifulSoupHTMLParser, HTMLParserTreeBuilder

from .html_attributes import read_attributes


@dataclass(slots=True)
class Span:
    """Offsets of an element in its source.

    Attributes:
        start: where its start tag begins.
        start_end: just behind its start tag.
        end: just behind its end tag; None where the source has no end tag for it.
    """

    start: int
    start_end: int
    end: int | None = None


class _Builder(HTMLParserTreeBuilder):
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
        parser = _Parser(self.soup, *arguments, **options)
        try:
            parser.feed(markup)
            parser.close()
        except AssertionError as error:
            # html.parser's way to say that a declaration makes no sense.
            raise ParserRejectedMarkup(error) from error


class _Parser(BeautifulSoupHTMLParser):
    # The span of a start tag while BeautifulSoup makes an element of it.
    _pending: Span | None = None
    _self_closed = False

    @property
    def _builder(self) -> _Builder:
        builder = self.soup.builder
        assert isinstance(builder, _Builder)
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
        bs4.exceptions.ParserRejectedMarkup: *html* cannot be read as HTML at all.
    """
    builder = _Builder(store_line_numbers=False)
    # Values stay as written: "class" is one text, so writing an element back changes
    # nothing that was not asked for.
    builder.cdata_list_attributes = {}
    soup = BeautifulSoup(html, builder=builder)
    return soup, builder.spans
