"""An HTML body: parsed once, changed by all steps, written once.

Only changed elements are serialized; the rest of the author's HTML stays byte for byte, since a
round trip through a tree sorts attributes, folds entities or drops white space.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement
from bs4.formatter import HTMLFormatter

from .diagnostics import Diagnostic
from .source_spans import Span, parse


class _AsWritten(HTMLFormatter):
    """Escape what must be escaped and leave attributes in the author's order."""

    def __init__(self) -> None:
        super().__init__(
            entity_substitution=HTMLFormatter.REGISTRY["minimal"].entity_substitution,
            void_element_close_prefix="",
        )

    def attributes(self, tag: Tag) -> Iterable[tuple[str, Any]]:
        return list(tag.attrs.items())


_FORMATTER = _AsWritten()

# At one offset, the end of a wrapper comes before the start of the next one, and both before an
# element that begins there.
_CLOSE, _OPEN, _ELEMENT = range(3)


@dataclass(frozen=True, slots=True)
class _Edit:
    """New HTML for a slice of the source; edits with one start and rank are sorted by *tie*."""

    start: int
    end: int
    rank: int
    tie: tuple[int, int]
    write: Callable[[], str]


class Document:
    """One body as a tree whose changes are spliced back into its source.

    Args:
        html: the body.
        begin: the offset from which it is parsed; see `outset`.

    Attributes:
        head: the part before that.
        soup: the tree of the rest. Read it freely, but change it only with the methods below,
            which keep the tree and the source in step.
        problems: diagnostics of this body.
    """

    def __init__(self, html: str, begin: int = 0) -> None:
        self.head, self._source = html[:begin], html[begin:]
        self._edits: dict[tuple[int, int], _Edit] = {}
        self._wrappers: list[_Edit] = []
        # Elements that replace one of the source, by the id of each.
        self._new: dict[int, list[Tag]] = {}
        # Kept alive, so that no other element can get the id of a removed one.
        self._replaced: list[Tag] = []
        # Where the last child was found, by the id of its parent.
        self._indices: dict[int, int] = {}
        self.soup: BeautifulSoup
        self._spans: dict[int, Span]
        self.soup, self._spans = parse(self._source)
        self.problems: list[Diagnostic] = []

    def new_tag(self, name: str, **attributes: str) -> Tag:
        """Return a new element; `class_` means `class`."""
        attrs = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        return self.soup.new_tag(name, attrs=attrs)

    def is_whole(self, tag: Tag) -> bool:
        """Return whether *tag* may be changed: it has an end tag in the source, or is new."""
        span = self._spans.get(id(tag))
        return (span is not None and span.end is not None) or self._is_new(tag)

    def changed(self, tag: Tag) -> None:
        """Serialise *tag*, with its current attributes and content."""
        # New elements are serialized anyway.
        if not self._is_new(tag):
            self._put(self._whole(tag), lambda: tag.decode(formatter=_FORMATTER))

    def changed_start(self, tag: Tag) -> None:
        """Serialise only the start tag of *tag*, with its current attributes."""
        span = self._spans.get(id(tag))
        if span is None or self._is_new(tag):
            return
        closed = self._source.endswith("/>", span.start, span.start_end)

        def write() -> str:
            opening, _ = _tags_of(
                self.soup.new_tag(tag.name, attrs={k: str(v) for k, v in tag.attrs.items()})
            )
            return f"{opening[:-1]}/>" if closed else opening

        self._edits.setdefault(
            (span.start, span.start_end), _element(span.start, span.start_end, write)
        )

    def replace(self, old: Tag, *new: Tag) -> None:
        """Replace *old* by *new*; without any, remove it."""
        group = self._new.pop(id(old), None)
        if group is None and self._is_new(old):
            old.replace_with(*new)
            return
        span = self._whole(old)
        self._replaced.append(old)
        old.replace_with(*new)
        if group is None:
            group = list(new)
            written = group
            self._put(span, lambda: "".join(tag.decode(formatter=_FORMATTER) for tag in written))
        else:
            place = next(index for index, tag in enumerate(group) if tag is old)
            group[place : place + 1] = new
        for tag in new:
            self._spans[id(tag)] = span
            self._new[id(tag)] = group

    def append(self, tag: Tag) -> None:
        """Put *tag* after the last element."""
        end = len(self._source)
        self.soup.append(tag)
        self._spans[id(tag)] = span = Span(end, end, end)
        self._new[id(tag)] = [tag]
        self._put(span, lambda: f"\n{tag.decode(formatter=_FORMATTER)}")

    def insert_before(self, other: Tag, tag: Tag) -> None:
        """Put *tag* before *other*, which stays as written."""
        begin = self._whole(other).start
        other.insert_before(tag)
        self._spans[id(tag)] = Span(begin, begin, begin)
        self._new[id(tag)] = new = [tag]

        def write() -> str:
            return "".join(f"{each.decode(formatter=_FORMATTER)}\n" for each in new)

        # Outside of any wrapper that opens there, and whatever becomes of *other*.
        tie = (-len(self._source) - 1, len(self._wrappers))
        self._wrappers.append(_Edit(begin, begin, _OPEN, tie, write))

    def wrap(self, first: Tag, last: Tag, wrapper: Tag) -> None:
        """Put *wrapper* around the siblings from *first* to *last*; they stay as written."""
        begin, end = self._whole(first), self._whole(last)
        assert end.end is not None
        opening, closing = _tags_of(wrapper)
        self._move_into(wrapper, [first, *_siblings_up_to(first, last)])
        # Of two wrappers that open together, the longer one is outside; of two around the same
        # siblings, the earlier one.
        count = len(self._wrappers)
        opens = _Edit(begin.start, begin.start, _OPEN, (-end.end, count), lambda: opening)
        closes = _Edit(end.end, end.end, _CLOSE, (-begin.start, -count), lambda: closing)
        self._wrappers += [opens, closes]

    def _move_into(self, wrapper: Tag, nodes: list[PageElement]) -> None:
        """Put *wrapper* into the tree instead of the sibling *nodes*, which go into it.

        BeautifulSoup looks for the index of every node it moves, from the first child on, so that a
        list of ten thousand terms would take the square of that.
        """
        first, last, parent = nodes[0], nodes[-1], nodes[0].parent
        assert parent is not None
        index = self._index(parent, first)
        parent.contents[index : index + len(nodes)] = [wrapper]
        wrapper.parent, wrapper.contents = parent, nodes
        wrapper.previous_sibling, wrapper.next_sibling = first.previous_sibling, last.next_sibling
        if first.previous_sibling is not None:
            first.previous_sibling.next_sibling = wrapper
        if last.next_sibling is not None:
            last.next_sibling.previous_sibling = wrapper
        wrapper.previous_element, wrapper.next_element = first.previous_element, first
        if first.previous_element is not None:
            first.previous_element.next_element = wrapper
        first.previous_element = wrapper
        first.previous_sibling = last.next_sibling = None
        for node in nodes:
            node.parent = wrapper

    def _index(self, parent: Tag, child: PageElement) -> int:
        """Return the index of *child*; that of the last one is where the search begins."""
        known = min(self._indices.get(id(parent), 0), len(parent.contents))
        for index in chain(range(known, len(parent.contents)), range(known)):
            if parent.contents[index] is child:
                self._indices[id(parent)] = index
                return index
        raise ValueError("not a child of this element")

    def take_out(self, first: Tag, last: Tag, wrapper: Tag) -> None:
        """Move the siblings from *first* to *last* out of the body into *wrapper*."""
        begin, end = self._whole(first), self._whole(last)
        assert end.end is not None
        # What replaced the same element, but is behind the last.
        left = [tag for tag in _tags_after(last) if self._spans.get(id(tag)) is end]
        wrapper.extend([first, *_siblings_up_to(first, last)])
        self._edits[begin.start, end.end] = _element(
            begin.start, end.end, lambda: "".join(map(self.written, left))
        )

    def written(self, tag: Tag) -> str:
        """Return *tag* as it is now, as HTML."""
        return tag.decode(formatter=_FORMATTER)

    def html(self) -> str:
        """Return the body with all changes; without any, it is the same string."""
        pieces = [self.head]
        cursor = 0
        edits = [*self._edits.values(), *self._wrappers]
        for edit in sorted(edits, key=lambda e: (e.start, e.rank, e.tie)):
            if edit.start < cursor:
                continue
            pieces += [self._source[cursor : edit.start], edit.write()]
            cursor = edit.end
        return "".join([*pieces, self._source[cursor:]])

    def _whole(self, tag: Tag) -> Span:
        if not self.is_whole(tag):
            raise ValueError(f"<{tag.name}> has no end in the source; ask is_whole() first")
        return self._spans[id(tag)]

    def _is_new(self, tag: Tag) -> bool:
        new = self._new
        return bool(new) and any(id(node) in new for node in (tag, *tag.parents))

    def _put(self, span: Span, write: Callable[[], str]) -> None:
        assert span.end is not None
        self._edits[span.start, span.end] = _element(span.start, span.end, write)


def _element(start: int, end: int, write: Callable[[], str]) -> _Edit:
    # The outer one of two elements that begin together comes first.
    return _Edit(start, end, _ELEMENT, (-end, 0), write)


def add_classes(tag: Tag, *names: str) -> None:
    """Add class *names* to *tag*, each once, after those it has."""
    present = str(tag.get("class", "")).split()
    if names:
        tag["class"] = " ".join(dict.fromkeys([*present, *names]))


def _tags_after(tag: Tag) -> Iterator[Tag]:
    return (node for node in tag.next_siblings if isinstance(node, Tag))


def _siblings_up_to(first: Tag, last: Tag) -> list[PageElement]:
    nodes: list[PageElement] = []
    if first is last:
        return nodes
    for node in first.next_siblings:
        nodes.append(node)
        if node is last:
            return nodes
    raise ValueError("wrap() takes two siblings in their order")


def _tags_of(empty: Tag) -> tuple[str, str]:
    closing = f"</{empty.name}>"
    return empty.decode(formatter=_FORMATTER).removesuffix(closing), closing


# A plain tag; any other "<" but that of a comment ends the search. Without possessive quantifiers,
# which Python before 3.11.5 gets wrong.
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>"
)
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "details", "div", "dl", "figure"),
        *("footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol"),
        *("p", "pre", "section", "table", "ul"),
    }
)
# Elements without an end tag (WHATWG HTML, 13.1.2).
_VOID = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
        *("source", "track", "wbr"),
    }
)
# In these, a "<" is text.
_RAW = frozenset(
    {
        *("iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "svg"),
        *("math", "template", "textarea", "title", "xmp"),
    }
)


def outset(html: str, position: int) -> int:
    """Find the last block boundary before *position* from which *html* parses as it does in full.

    What comes before it is a run of complete, correctly nested blocks.

    Returns:
        An offset, *position* at most; 0 if there is no such boundary.
    """
    safe = cursor = 0
    open_elements: list[str] = []
    after_block = True
    while (start := html.find("<", cursor, position + 1)) >= 0:
        after_block = after_block and not html[cursor:start].strip()
        if html.startswith("<!--", start):
            cursor = _end_of_comment(html, start)
            if cursor < 0:
                return safe
            continue
        token = _TAG.match(html, start)
        name = token["name"].lower() if token else ""
        if token is None or name in _RAW:
            return safe
        cursor = token.end()
        if token["end"]:
            if not open_elements or open_elements.pop() != name:
                return safe
            after_block = name in _BLOCKS
            continue
        if not open_elements and after_block and name in _BLOCKS:
            safe = start
        closes_itself = html[cursor - 2] == "/"
        if closes_itself and name not in _VOID:
            return safe
        if name not in _VOID:
            open_elements.append(name)
        after_block = after_block and name in _VOID & _BLOCKS
    return safe


def _end_of_comment(html: str, start: int) -> int:
    """Return the offset after a comment; -1 where parsers may disagree about it."""
    end = html.find("-->", start + 4)
    inner = html[start + 4 : end]
    odd = inner.startswith((">", "->")) or "<!--" in inner or "--!>" in inner
    return -1 if end < 0 or odd else end + 3
