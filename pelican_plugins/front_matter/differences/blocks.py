"""The blocks that CommonMark with GFM tables sees, and how Python-Markdown reads them.

A marker, a private-use character, is put into each block; its position in Python-Markdown's
tree shows how the block is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from markdown import Markdown, util
from markdown.extensions.codehilite import CodeHiliteExtension
from markdown_it import MarkdownIt
from markdown_it.token import Token

Kind = Literal["text", "code", "fence", "table"]
_Position = tuple[int, int]

LISTS = {"bullet_list", "ordered_list"}
# Python-Markdown gives up before this depth.
_DEEPEST = 100
# To Python-Markdown, such paragraphs may be footnotes, definitions and the like, before which no
# marker may be put.
_SPECIAL = re.compile(r"[*]?\[[^\]]*\]:|:[ \t]|!!!|\{[:%#.]")
_PARSER = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
_PARSER.core.ruler.enableOnly(["normalize", "block"])


@dataclass(frozen=True, slots=True)
class Block:
    """A block token with its contents.

    Attributes:
        kind: name of the token, without `_open`.
        token: the opening token.
        start: its first line, from 0.
        end: the line after its last.
        children: its blocks; for a paragraph, its text.
    """

    kind: str
    token: Token
    start: int
    end: int
    children: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block without child blocks, and where a marker can be put without changing it.

    Attributes:
        kind: of the block; a table counts as one.
        within: its containers, outermost first: `ul` or `ol` for a list item, `quote`.
        begins: whether it is the beginning of an item.
        line: of the marker, from 0.
        column: of the marker, where the block's own text begins.
        top: index of the top-level block it belongs to.
    """

    kind: Kind
    within: tuple[str, ...]
    begins: bool
    line: int
    column: int
    top: int


def parse(text: str) -> list[Token]:
    r"""Return the block tokens of Markdown with `\n` line ends; inline markup is not parsed."""
    return _PARSER.parse(text)


def parse_all(text: str) -> tuple[list[Token], object]:
    """Return the tokens of `parse`, and the link definitions, which are not blocks."""
    links: dict[str, object] = {}
    tokens = _PARSER.parse(text, links)
    return tokens, links.get("references", {})


def blocks_of(tokens: Sequence[Token]) -> list[Block]:
    """Return the blocks as a tree."""
    root: list[Block] = []
    open_blocks = [root]
    for token in tokens:
        if token.nesting < 0:
            open_blocks.pop()
            continue
        start, end = token.map or (0, 0)
        block = Block(token.type.removesuffix("_open"), token, start, end)
        open_blocks[-1].append(block)
        if token.nesting > 0:
            open_blocks.append(block.children)
    return root


def leaves(blocks: Sequence[Block], lines: Sequence[str]) -> Iterator[Leaf]:
    """Yield the leaves that may be rendered differently: code, tables, and text in lists or HTML.

    Args:
        blocks: of `blocks_of`.
        lines: of the same text.
    """
    in_html = False
    for top, block in enumerate(blocks):
        in_html = in_html or block.kind == "html_block"
        for leaf in _leaves(block, lines, (), top):
            # Elsewhere, all readers agree on paragraphs.
            if leaf.kind != "text" or in_html or {"ul", "ol"} & {*leaf.within}:
                yield leaf


def _leaves(
    block: Block, lines: Sequence[str], within: tuple[str, ...], top: int, *, begins: bool = False
) -> Iterator[Leaf]:
    if block.kind in _KINDS:
        kind, find = _KINDS[block.kind]
        place = find(block, lines)
        if place is not None:
            yield Leaf(kind, within, begins, *place, top)
        return
    if block.kind in LISTS or block.kind == "blockquote":
        within = (*within, "quote" if block.kind == "blockquote" else block.token.tag)
    for number, child in enumerate(block.children):
        first = block.kind == "list_item" and number == 0
        yield from _leaves(child, lines, within, top, begins=first)


def _place_in_text(block: Block, lines: Sequence[str]) -> _Position | None:
    first = block.children[0].token.content.split("\n", 1)[0].rstrip()
    line = lines[block.start].rstrip()
    column = line.rfind(first)
    if not first or _SPECIAL.match(first) or column < 0:
        return None
    # Python-Markdown may take a leading tag for HTML, unless a list marker is before it.
    return None if first[0] == "<" and not line[:column].strip() else (block.start, column)


def _place_in_code(block: Block, lines: Sequence[str]) -> _Position | None:
    for offset, content in enumerate(block.token.content.split("\n")):
        text = content.strip()
        if text:
            number = block.start + offset + (block.kind == "fence")
            column = lines[number].find(text)
            return (number, column) if column >= 0 else None
    return None


def _place_in_table(block: Block, lines: Sequence[str]) -> _Position | None:
    line = lines[block.start]
    # After a list marker, which a table may follow, the position is uncertain.
    found = re.match(r"[ \t>]*\|?[ \t]*(?![-*+][ \t]|\d{1,9}[.)][ \t])", line)
    return (block.start, found.end()) if found else None


_Find = Callable[[Block, Sequence[str]], _Position | None]
_KINDS: dict[str, tuple[Kind, _Find]] = {
    "heading": ("text", _place_in_text),
    "paragraph": ("text", _place_in_text),
    "fence": ("fence", _place_in_code),
    "code_block": ("code", _place_in_code),
    "table": ("table", _place_in_table),
}


# Characters that no text has: the last plane of Unicode is for private use.
FIRST_MARKER = 0x100000
MAX_MARKERS = 0xFFFD
_MARK = re.compile("[\U00100000-\U0010fffd]")
_STASHED = re.compile(util.HTML_PLACEHOLDER % r"(\d+)")
_TEXTS = {"p", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
# Python-Markdown has definition lists, CommonMark has not.
_TAG_KINDS = {"pre": "code", "th": "table", "td": "table", "dd": "foreign", "dt": "foreign"}


@dataclass(frozen=True, slots=True)
class RenderedMarker:
    """Where a marker is in Python-Markdown's output.

    Attributes:
        kind: `text`, `code`, `table`, `raw` for HTML that is left as it is, or `foreign`.
        within, begins: as in `Leaf`.
    """

    kind: str
    within: tuple[str, ...]
    begins: bool


def replace_markers(text: str) -> str:
    """Return *text* with a question mark for each character that could be a marker."""
    return _MARK.sub("?", text)


class PythonMarkdown:
    """Python-Markdown as the site configures it, without highlighting, which changes no block.

    Args:
        settings: Pelican's setting `MARKDOWN`.
    """

    def __init__(self, settings: Mapping[str, Any]) -> None:
        # Highlighting takes most of the time, and changes no block.
        extensions = [e for e in settings.get("extensions", []) if not _colours(e)]
        self._settings = {**settings, "extensions": extensions}
        self._markdown = self._made()

    def find_markers(self, text: str) -> dict[int, RenderedMarker]:
        """Return where each marker ended up, by number; empty if the text is nested too deeply."""
        markdown = self._markdown.reset()
        lines = text.split("\n")
        try:
            for preprocessor in markdown.preprocessors:
                lines = preprocessor.run(lines)
            root = markdown.parser.parseDocument(lines).getroot()
        except RecursionError:
            # The old object would continue where it stopped.
            self._markdown = self._made()
            return {}
        return dict(_marks(root, markdown.htmlStash.rawHtmlBlocks))

    def _made(self) -> Markdown:
        markdown = Markdown(**self._settings)
        # A body has no front matter.
        markdown.preprocessors.deregister("meta", strict=False)
        return markdown


def _colours(extension: object) -> bool:
    names = {"codehilite", "markdown.extensions.codehilite"}
    return isinstance(extension, CodeHiliteExtension) or extension in names


@dataclass(frozen=True, slots=True)
class _Element:
    """An element, with what its ancestors say about it."""

    element: Any
    within: tuple[str, ...] = ()
    kind: str = "text"
    begins: bool = False

    def below(self, child: Any, *, first: bool) -> _Element:
        tag, within, kind, begins = child.tag, self.within, self.kind, False
        if tag == "li" and self.element.tag in {"ul", "ol"}:
            within, begins = (*within, self.element.tag), True
        elif tag == "blockquote":
            within = (*within, "quote")
        elif tag in _TEXTS:
            begins = first and self.element.tag == "li"
        kind = "foreign" if "admonition" in child.get("class", "") else _TAG_KINDS.get(tag, kind)
        return _Element(child, within, kind, begins)


def _marks(root: Any, stash: list[Any]) -> Iterator[tuple[int, RenderedMarker]]:
    todo = [_Element(root)]
    while todo:
        place = todo.pop()
        text = place.element.text or ""
        yield from _marks_in(text, place, stash)
        behind = replace(place, begins=False)
        for number, child in enumerate(place.element):
            todo.append(place.below(child, first=number == 0 and not text.strip()))
            yield from _marks_in(child.tail or "", behind, stash)


def _marks_in(text: str, place: _Element, stash: list[Any]) -> Iterator[tuple[int, RenderedMarker]]:
    start = len(text) - len(text.lstrip())
    for found in _MARK.finditer(text):
        begins = place.begins and found.start() == start
        yield _number(found), RenderedMarker(place.kind, place.within, begins)
    for placeholder in _STASHED.finditer(text) if util.STX in text else ():
        html = stash[int(placeholder[1])]
        if isinstance(html, str):
            kind = "code" if "<pre" in html else "raw"
            for found in _MARK.finditer(html):
                yield _number(found), RenderedMarker(kind, place.within, begins=False)


def _number(found: re.Match[str]) -> int:
    return ord(found[0]) - FIRST_MARKER
