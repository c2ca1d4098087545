"""Attributes in braces: `{: .wide #map}` as in kramdown and Python-Markdown, or `{.wide #map}`.

The engine leaves them as text after the element, or in their own paragraph. They are read
from its HTML, not from the source, since the HTML shows what is code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from .markup import LITERAL, VOID, Attributes, HtmlToken, tokens

# A class holds points, too: what is one part must not be tried as several.
_PART = r"""(?:[.#][\w:.-]++|[A-Za-z_][\w:.-]*+=(?:"[^"]*"|'[^']*'|[^\s"'{}=]++))"""
_LIST = re.compile(rf"\{{:?\s*+(?P<parts>{_PART}(?:\s*+{_PART})*+)\s*+\}}")
_EACH = re.compile(_PART)
# As escaped in HTML.
_BRACES = r"\{:?[^{}<>\n]{1,500}\}"
CANDIDATE = re.compile(r"\{:?\s*[.#\w]")
"""Found in all HTML with attributes in braces."""
_AT_BEGIN = re.compile(_BRACES)
_AT_END = re.compile(rf"(?P<before>\n|(?<![ \t])[ \t]+|^)(?P<list>{_BRACES})\s*$")
_SPAN = re.compile(rf"\](?P<list>{_BRACES})")
# `table[0]{x=1}` is code.
_INDEXED = re.compile(r"[A-Za-z0-9_\])]")
_INLINE = frozenset({"a", "code", "del", "em", "img", "mark", "span", "strong", "sub", "sup"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = frozenset(
    {"blockquote", "dd", "dl", "dt", "hr", "li", "ol", "p", "pre", "table", "td", "th", "ul"}
) | (_HEADINGS)
_ITEMS = frozenset({"dd", "li"})
# How far back the beginning of a span is searched for.
_SPAN_TOKENS = 40
_SPAN_LETTERS = 2000


def read_list(written: str) -> Attributes | None:
    """Return the attributes in *written*, including braces; None if it is not an attribute list."""
    match = _LIST.fullmatch(written)
    if match is None:
        return None
    found = Attributes()
    for part in _EACH.findall(match["parts"]):
        if part[0] == ".":
            # kramdown lets classes stand together: `{:.a.b}`.
            found.classes += [name for name in part.split(".") if name]
        elif part[0] == "#":
            found.id = part[1:]
        else:
            key, _, value = part.partition("=")
            value = value[1:-1] if value[0] in "\"'" else value
            if key == "class":
                found.classes += value.split()
            elif key == "id":
                found.id = value
            else:
                found.others[key] = value
    return found


def apply_attributes(html: str, source: str) -> str:
    """Return the engine's *html* with the attributes written in braces in its *source*."""
    if CANDIDATE.search(html) is None:
        return html
    reader = _AttributeReader(tokens(html), source.split("\n"))
    reader.run()
    return "".join(token.text for token in reader.tokens)


@dataclass(slots=True)
class _Open:
    """An element that is open; see `markup.Token.position`."""

    index: int
    name: str
    line: int
    column: int


class _AttributeReader:
    def __init__(self, pieces: list[HtmlToken], lines: list[str]) -> None:
        self.tokens = pieces
        self._lines = lines
        self._open: list[_Open] = []
        self._literal = 0
        # The start tag of the element that ended last.
        self._ended: int | None = None

    def run(self) -> None:
        for index, token in enumerate(self.tokens):
            if not token.name:
                if not self._literal and "{" in token.text and token.text[:1] != "<":
                    self._read_text(index)
            elif token.closes:
                self._close(token.name)
            elif token.name in VOID:
                self._ended = index
            else:
                line, column, *_ = token.position or (0, 0)
                column = column or self._column(token.name, line)
                self._open.append(_Open(index, token.name, line, column))
                self._literal += token.name in LITERAL

    def _column(self, name: str, line: int) -> int:
        """Return the column at which an element begins, which the pure engine does not report."""
        if not 0 < line <= len(self._lines):
            return 0
        text = self._lines[line - 1]
        return len(text) - len(text.lstrip(" \t" if name == "blockquote" else " \t>")) + 1

    def _close(self, name: str) -> None:
        for place in range(len(self._open) - 1, max(-1, len(self._open) - 50), -1):
            if self._open[place].name == name:
                self._ended = self._open[place].index
                for closed in self._open[place:]:
                    self._literal -= closed.name in LITERAL
                del self._open[place:]
                return

    def _read_text(self, index: int) -> None:
        token = self.tokens[index]
        self._after_inline(index)
        self._before_text(index)
        self._spans(index)
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        parent = self._open[-1] if self._open else None
        ends = following is not None and (following.closes or following.name in {"ul", "ol"})
        if parent is None or not ends or parent.name not in _BLOCKS or not parent.line:
            return
        match = _AT_END.search(token.text)
        given = read_list(unescape(match["list"])) if match else None
        if match is None or given is None:
            return
        alone = not token.text[: match.start()].strip() and index - 1 == parent.index
        if alone:
            if parent.name == "p":
                self._own_paragraph(index, given)
            elif parent.name == "td":
                self._row(index, given)
            # A heading or an item with nothing else shows the braces as text.
            return
        on_own_line = match["before"] == "\n"
        if not on_own_line and not self._may_end(parent, given, match["list"]):
            return
        before = token.text[: match.start()]
        if parent.name in _HEADINGS:
            before = re.sub(r"(?<!\s)\s+#+$", "", before)
        target = self._owner(parent, unescape(match["list"])) if on_own_line else parent.index
        token.text = before
        self.tokens[target].give(given)

    def _may_end(self, parent: _Open, given: Attributes, written: str) -> bool:
        """Return whether a list may be at the end of the line it applies to."""
        if parent.name in _HEADINGS:
            return True
        if parent.name == "p" and not (len(self._open) > 1 and self._open[-2].name in _ITEMS):
            return False
        # `{debug=true}` at the end of an item is its text.
        return bool(given.id or given.classes or written.startswith("{:"))

    def _after_inline(self, index: int) -> None:
        """Read a list directly after an inline element."""
        token = self.tokens[index]
        before = self.tokens[index - 1] if index else None
        match = _AT_BEGIN.match(token.text)
        if match is None or before is None or self._ended is None or before.name not in _INLINE:
            return
        start = self.tokens[self._ended]
        given = read_list(unescape(match.group()))
        if given and start.position and (before.closes or start is before):
            start.give(given)
            token.text = token.text[match.end() :]

    def _before_text(self, index: int) -> None:
        """Read a list on its own line above the text of its paragraph."""
        parent, token = self._open[-1] if self._open else None, self.tokens[index]
        match = _AT_BEGIN.match(token.text)
        if match and parent and parent.name == "p" and index - 1 == parent.index and parent.line:
            given = read_list(unescape(match.group()))
            if given and token.text.startswith("\n", match.end()):
                self.tokens[parent.index].give(given)
                token.text = token.text[match.end() + 1 :]

    def _spans(self, index: int) -> None:
        """Turn `[text]{.class}` into elements."""
        token = self.tokens[index]
        # From the end, each piece once: linear time for a million spans.
        pieces: list[str] = []
        cursor = len(token.text)
        for match in reversed(list(_SPAN.finditer(token.text))):
            given = read_list(unescape(match["list"]))
            opening = self._bracket(index, match.start()) if given else None
            if given is None or opening is None:
                continue
            where, place = opening
            if _INDEXED.search(self.tokens[where].text, max(0, place - 1), place):
                continue
            start = HtmlToken("<span>")
            start.give(given)
            pieces += [token.text[match.end() : cursor], "</span>"]
            if where == index:
                pieces += [token.text[place + 1 : match.start()], start.text]
                cursor = place
            else:
                head = self.tokens[where]
                head.text = f"{head.text[:place]}{start.text}{head.text[place + 1 :]}"
                cursor = match.start()
        if pieces:
            token.text = "".join([token.text[:cursor], *reversed(pieces)])

    def _bracket(self, index: int, before: int) -> tuple[int, int] | None:
        """Return the token and the offset of the `[` that a `]` closes."""
        depth = 0
        for where in range(index, max(-1, index - _SPAN_TOKENS), -1):
            token = self.tokens[where]
            if token.name:
                depth += 1 if token.closes else 0 if token.name in VOID else -1
                if depth < 0:
                    return None
                continue
            end = before if where == index else len(token.text)
            place = token.text.rfind("[", max(0, end - _SPAN_LETTERS), end)
            if depth == 0 and place >= 0:
                return (where, place) if "]" not in token.text[place + 1 : end] else None
        return None

    def _own_paragraph(self, index: int, given: Attributes) -> None:
        """Apply a paragraph's attributes to the element directly above it, or else below it."""
        start = self.tokens[index - 1]
        position = start.position
        assert position is not None
        line = position[0]
        above = self._above(index - 1, line)
        below = next((token for token in self.tokens[index + 2 : index + 4] if token.name), None)
        if above is not None:
            above.give(given)
        elif below is not None and below.position and below.position[0] == line + 1:
            below.give(given)
        else:
            return
        start.text = self.tokens[index].text = self.tokens[index + 1].text = ""

    def _above(self, index: int, line: int) -> HtmlToken | None:
        """Return the start tag of the last block, if it ends on the line before."""
        before = next((t for t in reversed(self.tokens[max(0, index - 2) : index]) if t.name), None)
        if before is None or self._ended is None:
            return None
        start = self.tokens[self._ended]
        known = start.name == before.name and start.position and start.name in _BLOCKS
        adjoins = line > 1 and bool(self._lines[line - 2].strip(" \t>"))
        return start if known and adjoins else None

    def _row(self, index: int, given: Attributes) -> None:
        """Apply the attributes in a separate row to the table."""
        row, table = self._open[-2], next((o for o in self._open if o.name == "table"), None)
        # One between pipes is a cell.
        written = self._lines[row.line - 1].lstrip(" \t>") if row.line else ""
        if table is None or index != row.index + 3 or not written.startswith("{"):
            return
        end = index
        while end < len(self.tokens) and not (
            self.tokens[end].closes and self.tokens[end].name == "tr"
        ):
            end += 1
        if any(not each.name and each.text.strip() for each in self.tokens[index + 1 : end]):
            return
        self.tokens[table.index].give(given)
        for token in self.tokens[row.index : end + 1]:
            token.text = ""

    def _owner(self, parent: _Open, written: str) -> int:
        """Return the start tag of the element that a list on its own line applies to.

        As in kramdown, that is the innermost element whose column it is within: an unindented
        one applies to the whole list.
        """
        for number in range(parent.line, len(self._lines)):
            bare = self._lines[number].lstrip(" \t>")
            if bare.rstrip() == written:
                column = len(self._lines[number]) - len(bare) + 1
                break
        else:
            return parent.index
        for element in reversed(self._open):
            least = element.column + (element.name in _ITEMS)
            if element.line and element.name in _BLOCKS and least <= column:
                return element.index
        return parent.index
