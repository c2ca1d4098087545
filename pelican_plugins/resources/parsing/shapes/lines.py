"""Lines of paragraphs: a list that its author did not mark up as one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from itertools import accumulate, groupby

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from ...._core.html_document import Document
from ..links import find_url
from ..markup import is_blank, is_block, is_text, next_element, own_links, own_text
from .shape import Choice, ListEntry, Shape, has_url

# What people write before each line: the markers of Markdown, numbers, and other signs.
_NUMBER = r"\[(?P<a>\d{1,5})\]|\((?P<b>\d{1,3})\)|(?P<c>\d{1,3})[.)](?=\s)"
_SIGN = r"[*+-](?=\s)|[•·‣▪■●○◦→➤►▶✓✔★☆※◆❖–—](?=\s)|[①-⑳]"
_MARKER = re.compile(rf"\A[ \t\n]*(?:{_NUMBER}|{_SIGN})[ \t\u00a0]*")
_BREAK = re.compile(r"\n")
# What may be between two links that are in one line behind a label.
_BETWEEN_LINKS = re.compile(
    r"\A[\s,;·|/•、，；.]*+(?:and|und|et|y|e|i|a|и|та|en|og|och|ve|sowie|&)?[\s,;·|/•、，；.]*+\Z"
)


@dataclass(slots=True)
class _Line:
    """A line of a paragraph.

    Attributes:
        nodes: what it consists of.
        marked: whether it began with a list marker.
        number: the number before it.
        soft: whether only a line break of the source is before it.
    """

    nodes: list[PageElement] = field(default_factory=list)
    marked: bool = False
    number: int | None = None
    soft: bool = False

    @property
    def text(self) -> str:
        """Its own text."""
        pieces = (
            own_text(n) if isinstance(n, Tag) else str(n) if is_text(n) else "" for n in self.nodes
        )
        return "".join(pieces)

    @property
    def linked(self) -> bool:
        """Whether it has a link or a URL."""
        for node in self.nodes:
            if isinstance(node, Tag) and (
                (node.name == "a" and node.get("href")) or any(own_links(node))
            ):
                return True
        return find_url(self.text) is not None


class ParagraphLines(Shape):
    """`<p>`, split at `<br>`, at list markers and at the lines of its source; most are prose."""

    elements = frozenset({"p"})
    is_list = False

    def entries(
        self, element: Tag, group: str | None, top: Tag, _depth: int = 0
    ) -> Iterator[ListEntry]:
        """Yield the lines."""
        yield from self.entries_of(list(element.contents), element, group, top)

    def entries_of(
        self,
        nodes: list[PageElement],
        paragraph: Tag,
        group: str | None,
        top: Tag,
        *,
        inline: bool = False,
    ) -> Iterator[ListEntry]:
        """Yield the lines of some *nodes* of a paragraph; *inline*: they are behind a label."""
        lines = split_lines(nodes)
        if inline and len(lines) == 1:
            lines = _links_in_a_row(lines[0]) or lines
        for line in _with_pictures(lines):
            item = Tag(name="li")
            item.extend(copy(node) for node in line.nodes)
            text = own_text(item).strip()
            linked = has_url(item)
            if text.endswith((":", "：")) and not linked:
                group = " ".join(text.split()).rstrip(" :：") or group
            yield ListEntry(
                self,
                item,
                item,
                group,
                linked,
                top,
                paragraph,
                marked=line.marked,
                number=line.number,
                soft=line.soft,
                lines=len(lines),
            )

    def is_whole(self, _document: Document, _entry: ListEntry) -> bool:
        """Return True: its element is new."""
        return True

    def arrange(
        self,
        document: Document,
        label: Tag,
        line: int | None,
        entries: list[ListEntry],
        choice: Choice,
    ) -> tuple[Tag, dict[int, Tag]]:
        """Replace each paragraph that has entries by a list.

        Entries of consecutive paragraphs make one list, with the links into the own site between
        them; other lines remain paragraphs.
        """
        opener = label
        lists: dict[int, Tag] = {}
        last: Tag | None = None
        listed = choice.accepted | choice.own
        for _, group in groupby(entries, key=lambda entry: id(entry.block)):
            rows = list(group)
            block = rows[0].block
            if not any(id(row.element) in choice.accepted for row in rows):
                continue
            new: list[Tag] = []
            if block is opener:
                label = _label(document, opener, line)
                new.append(label)
            for is_entry, run in groupby(rows, key=lambda row: id(row.element) in listed):
                items = list(run)
                if not is_entry:
                    new.append(_paragraph(document, items))
                    continue
                name = "ol" if items[0].number is not None else "ul"
                follows = not new and last is not None and last.name == name
                if not follows or next_element(block.previous_siblings) is not last:
                    last = document.new_tag(name, class_="resource-lines")
                    new.append(last)
                assert last is not None
                _add(last, items)
            assert last is not None
            lists[id(block)] = last
            if not new:
                # White space between paragraphs would accumulate and slow down the rest.
                _drop_blanks_before(block)
            document.replace(block, *new)
        return label, lists


def split_lines(nodes: list[PageElement]) -> list[_Line]:
    """Split the nodes of a paragraph into what its author wrote as lines.

    A line of the source is one only if it has a marker, or if most lines have a URL.
    """
    raw = [_Line()]
    for node in nodes:
        if isinstance(node, Tag) and node.name == "br":
            raw.append(_Line())
        elif is_text(node) and "\n" in str(node):
            first, *others = _BREAK.split(str(node))
            raw[-1].nodes.append(NavigableString(first))
            raw += [_Line([NavigableString(f"\n{other}")], soft=True) for other in others]
        elif not is_block(node):
            raw[-1].nodes.append(node)
    lines: list[_Line] = []
    for hard, run in groupby(_visible(_with_whole_templates(raw)), key=_Run()):
        del hard
        lines += _regroup(list(run))
    for line in lines:
        _take_marker(line)
    return lines


def _with_whole_templates(lines: list[_Line]) -> list[_Line]:
    """Join the lines of each template `{{…}}`, if all of a paragraph are closed."""
    if len(lines) == 1:
        return lines
    depths = list(
        accumulate(text.count("{{") - text.count("}}") for text in (x.text for x in lines))
    )
    if not any(depths) or depths[-1] or min(depths) < 0:
        return lines
    joined: list[_Line] = []
    for line, before in zip(lines, [0, *depths], strict=False):
        if before:
            joined[-1].nodes += [*([] if line.soft else [NavigableString("\n")]), *line.nodes]
        else:
            joined.append(line)
    return joined


class _Run:
    """The number of the hard line that a line belongs to."""

    def __init__(self) -> None:
        self._number = 0

    def __call__(self, line: _Line) -> int:
        self._number += not line.soft
        return self._number


def _visible(lines: list[_Line]) -> list[_Line]:
    """Return *lines* without those that show nothing; the break before one stays."""
    kept: list[_Line] = []
    hard = True
    for line in lines:
        hard = hard or not line.soft
        if any(not is_blank(node) for node in line.nodes):
            line.soft = not hard
            kept.append(line)
            hard = False
    return kept


def _with_pictures(lines: list[_Line]) -> list[_Line]:
    """Return the lines that have words, each with the pictures alone in a line behind it.

    The first has those before it, too.
    """
    worded: list[_Line] = []
    before: list[PageElement] = []
    for line in lines:
        if line.text.strip():
            line.nodes = [*before, *line.nodes]
            before = []
            worded.append(line)
        elif worded:
            worded[-1].nodes += line.nodes
        else:
            before += line.nodes
    return worded


def _regroup(lines: list[_Line]) -> list[_Line]:
    """Join the lines of the source between two line breaks of the page to those that were meant."""
    if len(lines) == 1:
        return lines
    markers = [_MARKER.match(line.text) is not None for line in lines]
    linked = [line.linked for line in lines]
    each = not any(markers[1:]) and sum(linked) > 1 and 2 * sum(linked) >= len(lines)
    bare = [linked[n] and _is_only_url(line) for n, line in enumerate(lines)]
    groups: list[_Line] = []
    has_link = False
    for number, line in enumerate(lines):
        if markers[number]:
            begins = True
        elif not each or not groups:
            begins = not groups
        elif bare[number]:
            begins = has_link
        elif linked[number]:
            begins = has_link or not _continues(groups[-1], line)
        else:
            begins = not _continues(groups[-1], line)
        if begins:
            groups.append(_Line(list(line.nodes), soft=line.soft))
            has_link = linked[number]
        else:
            groups[-1].nodes += line.nodes
            has_link = has_link or linked[number]
    return groups


def _is_only_url(line: _Line) -> bool:
    text = line.text.strip().strip("<>()")
    place = find_url(text)
    return place is not None and not text[: place[0]].strip() and not text[place[1] :].strip(" .)")


def _continues(before: _Line, line: _Line) -> bool:
    """Return whether a line continues the sentence of the one before it."""
    start = line.text.lstrip()[:1]
    return start.islower() or before.text.rstrip().endswith(
        (",", "-", "–", "—", "(", "&", ";", ":")
    )


def _take_marker(line: _Line) -> None:
    """Remove the marker at the beginning of a line."""
    first = next((node for node in line.nodes if not is_blank(node)), None)
    if first is None or not is_text(first):
        return
    match = _MARKER.match(str(first))
    if match is None:
        return
    rest = str(first)[match.end() :]
    if not rest.strip() and first is line.nodes[-1]:
        return
    number = match["a"] or match["b"] or match["c"]
    line.nodes[line.nodes.index(first)] = NavigableString(rest)
    line.marked, line.number = True, int(number) if number else None


def _links_in_a_row(line: _Line) -> list[_Line]:
    """Return a line for each link of a *line* that has only separators between its links."""
    rows: list[_Line] = []
    for node in line.nodes:
        if isinstance(node, Tag) and node.name == "a" and node.get("href"):
            rows.append(_Line([node]))
        elif is_text(node) and (not rows or len(rows) > 0) and _BETWEEN_LINKS.match(str(node)):
            continue
        elif is_text(node) and rows and _is_last(line, node):
            # A note behind the last link.
            rows[-1].nodes.append(node)
        elif not is_blank(node):
            return []
    return rows if len(rows) > 1 else []


def _is_last(line: _Line, node: PageElement) -> bool:
    return node is line.nodes[-1]


def _add(list_: Tag, items: list[ListEntry]) -> None:
    """Put the elements of *items* into a list, whose numbers are those that the author wrote."""
    for item in items:
        if item.number is not None:
            expected = (
                int(str(list_.get("start", "1"))) + len(list_.contents) if list_.contents else None
            )
            if expected is None and item.number != 1:
                list_["start"] = str(item.number)
            elif expected is not None and expected != item.number:
                item.element["value"] = str(item.number)
        list_.append(item.element)


def _drop_blanks_before(block: Tag) -> None:
    blank = block.previous_sibling
    while blank is not None and is_blank(blank):
        blank.extract()
        blank = block.previous_sibling


def _label(document: Document, opener: Tag, line: int | None) -> Tag:
    label = document.new_tag("p")
    label.attrs = dict(opener.attrs)
    label.extend(copy(node) for node in opener.contents[:line])
    return label


def _paragraph(document: Document, rows: list[ListEntry]) -> Tag:
    paragraph = document.new_tag("p")
    for position, row in enumerate(rows):
        # The marker that parted this line from the last was removed.
        if position and (row.marked or not row.soft):
            paragraph.append(document.new_tag("br"))
        paragraph.extend(copy(node) for node in row.element.contents)
    return paragraph
