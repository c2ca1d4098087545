"""Tags, attributes and text of the engine's HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape

# No `<` within quotes: the engine escapes it, and so one tag never hides another.
TAG = r"""<(?P<close>/?)(?P<name>[A-Za-z][\w:-]*+)(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>"""
_TAG = re.compile(TAG)
_POSITION = re.compile(r' data-sourcepos="(\d+):(\d+)-(\d+):(\d+)"')
_ATTRIBUTE = re.compile(r"""\s([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>`=]+))?""")
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track"}
    | {"wbr"}
)
"""Elements without an end tag (WHATWG HTML, 13.1.2)."""
LITERAL = frozenset(
    {"abbr", "code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea"}
)
"""Elements whose text is not prose."""


@dataclass(slots=True)
class Attributes:
    """HTML attributes given in Markdown; the values of `others` are not escaped."""

    id: str = ""
    classes: list[str] = field(default_factory=list)
    others: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class HtmlToken:
    """A tag, a comment, or the text between two of them.

    Attributes:
        text: as in the HTML.
        name: of the element, in lower case; empty for text and comments.
        closes: whether it is an end tag.
    """

    text: str
    name: str = ""
    closes: bool = False

    @property
    def position(self) -> tuple[int, int, int, int] | None:
        """First line and column, last line and column in the source; None for raw HTML."""
        found = _POSITION.search(self.text)
        return (int(found[1]), int(found[2]), int(found[3]), int(found[4])) if found else None

    def give(self, given: Attributes) -> None:
        """Add attributes to a start tag; classes are appended."""
        self.text = with_attributes(self.text, given)


def tokens(html: str) -> list[HtmlToken]:
    """Return the tokens of *html*; joined, they give *html* again."""
    return list(_tokens(html))


def _tokens(html: str) -> Iterator[HtmlToken]:
    cursor = begin = 0
    while (start := html.find("<", cursor)) >= 0:
        if html.startswith("<!--", start):
            end = html.find("-->", start + 4)
            end = len(html) if end < 0 else end + 3
            token = HtmlToken(html[start:end])
        elif match := _TAG.match(html, start):
            end = match.end()
            token = HtmlToken(match.group(), match["name"].lower(), bool(match["close"]))
        else:
            cursor = start + 1
            continue
        if begin < start:
            yield HtmlToken(html[begin:start])
        yield token
        cursor = begin = end
    if begin < len(html):
        yield HtmlToken(html[begin:])


def in_prose(html: str, change: Callable[[str], str]) -> str:
    """Return *html* with *change* applied to its text, except in code and the like."""
    pieces = tokens(html)
    within = 0
    for token in pieces:
        if token.name in LITERAL:
            within += -1 if token.closes else 1
        elif not token.name and within <= 0 and not token.text.startswith("<!--"):
            token.text = change(token.text)
    return "".join(token.text for token in pieces)


def with_attributes(tag: str, given: Attributes) -> str:
    """Return a start *tag* with attributes added; an id or a value replaces an existing one."""
    head = re.match(r"<[^\s/>]+", tag)
    assert head is not None
    present = {
        match[1]: unescape((match[2] or "").strip("\"'"))
        for match in _ATTRIBUTE.finditer(tag, head.end())
    }
    if given.id:
        present["id"] = given.id
    if given.classes:
        classes = dict.fromkeys([*present.get("class", "").split(), *given.classes])
        present["class"] = " ".join(classes)
    present.update(given.others)
    written = "".join(f' {key}="{escape(value)}"' for key, value in present.items())
    return f"{head.group()}{written}{' /' if tag.endswith('/>') else ''}>"


def plain_text(html: str) -> str:
    """Return the text of *html* without tags."""
    return unescape(_TAG.sub("", html) if "<" in html else html)
