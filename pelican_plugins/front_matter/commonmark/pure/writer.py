"""Write tokens as comrak writes its tree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

_UNSAFE = re.compile(r"%(?![0-9A-Fa-f]{2})|[^-_.+!*(),#@?=;:/$~A-Za-z0-9%]+")
_IPV6 = re.compile(r"https?://\[[0-9a-fA-F:]+(?:%25[a-zA-Z0-9]+)?\]")
# Whether a tag begins a line, and whether it ends one.
_OPENING = {
    "p": (True, False), "blockquote": (True, True), "li": (True, False), "ul": (True, True),
    "ol": (True, True), "dl": (True, True), "dt": (False, False), "dd": (False, False),
    "table": (True, True), "thead": (True, True), "tbody": (True, True), "tr": (True, False),
    "th": (True, False), "td": (True, False),
}  # fmt: skip
_CLOSING = {
    "p": (False, True), "blockquote": (True, True), "li": (False, True), "ul": (False, True),
    "ol": (False, True), "dl": (False, True), "dt": (False, True), "dd": (False, True),
    "table": (True, True), "thead": (True, False), "tbody": (True, True), "tr": (True, False),
    "th": (False, False), "td": (False, False),
}  # fmt: skip
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_TEXTS = {"text", "text_special", "code_inline", "html_inline", "math"}
_SPACE = " \t\n\r"
_WHITE = re.compile(r"[ \t\n\r]+")


def write(tokens: Sequence[Token], found: dict[str, Any], *, hard_breaks: bool) -> str:
    """Return the HTML of tokens; `found` holds the referenced footnotes."""
    writer = _Writer(found, hard_breaks=hard_breaks)
    writer.blocks(writer.without_footnotes(tokens))
    writer.footnotes()
    return "".join(writer.out)


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _href(url: str) -> str:
    address = _IPV6.match(url)
    end = address.end() if address else 0
    return url[:end] + _UNSAFE.sub(_percent_encoded, url[end:])


def _percent_encoded(match: re.Match[str]) -> str:
    encoded = quote(match[0], safe="&'")
    return encoded.replace("&", "&amp;").replace("'", "&#x27;")


def _at(line: int) -> str:
    return f' data-sourcepos="{line}:0-{line}:0"'


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0


def _plain(children: Sequence[Token]) -> str:
    """Return an image's alternative text."""
    parts = []
    for token in children:
        if token.type in _TEXTS:
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.children:
            parts.append(_plain(token.children))
    return "".join(parts)


class _Writer:
    def __init__(self, found: dict[str, Any], *, hard_breaks: bool) -> None:
        self.out: list[str] = []
        self._hard_breaks = hard_breaks
        self._marks: dict[str, tuple[int, int]] = found.get("footnote_marks", {})
        self._notes: dict[str, list[Token]] = {}
        self._row: list[int] | None = None

    def without_footnotes(self, tokens: Sequence[Token]) -> list[Token]:
        """Return tokens without footnotes, which are written at the end."""
        stack: list[list[Token]] = [[]]
        for token in tokens:
            if token.type == "footnote_open":
                stack.append([])
            stack[-1].append(token)
            if token.type == "footnote_close":
                note = stack.pop()
                self._notes[note[0].info.casefold()] = note
        return stack[0]

    def blocks(self, tokens: Sequence[Token]) -> None:
        """Write blocks."""
        for token in tokens:
            if token.type == "inline":
                self._inlines(token)
            elif not token.hidden:
                self._block(token)

    def footnotes(self) -> None:
        """Write the referenced footnotes in the order of their first references."""
        numbered = sorted((number, label) for label, (number, _) in self._marks.items())
        for number, label in numbered:
            note = self._notes[label]
            at = _at(_line(note[0]))
            if number == 1:
                self._new_line()
                self.out.append(f'<section{at} class="footnotes" data-footnotes>\n<ol>\n')
            self.out.append(f'<li{at} id="fn-{_href(note[0].info)}">')
            links = _ways_back(note[0].info, number, self._marks[label][1])
            if note[-2].type == "paragraph_close" and not note[-2].hidden:
                self.blocks(note[1:-2])
                self.out.append(f" {links}</p>\n")
            else:
                self.blocks(note[1:-1])
                self.out.append(f"{links}\n")
            self.out.append("</li>\n")
        if numbered:
            self.out.append("</ol>\n</section>\n")

    def _new_line(self) -> None:
        if self.out and not self.out[-1].endswith("\n"):
            self.out.append("\n")

    def _block(self, token: Token) -> None:
        if token.tag == "tr" and token.nesting > 0:
            self._row = token.map
        elif token.tag in ("th", "td"):
            token.map = self._row
        if token.nesting > 0:
            begins, ends = _OPENING.get(token.tag, (True, False))
            text = _opening_tag(token)
        elif token.nesting < 0:
            begins, ends = _CLOSING.get(token.tag, (False, True))
            text = f"</{'div' if token.type == 'alert_close' else token.tag}>"
        else:
            begins, ends = True, not token.content.endswith("\n") or token.type != "html_block"
            text = _leaf(token)
        if begins:
            self._new_line()
        if text:
            self.out.append(text + "\n" * ends)

    def _inlines(self, block: Token) -> None:
        first, children = _line(block), block.children or []
        for place, token in enumerate(children):
            at = _at(first + (token.map[0] if token.map else 0))
            if token.type in ("text", "text_special"):
                text = token.content
                following = children[place + 1] if place + 1 < len(children) else token
                if following.tag == "br" and following.markup != "\\":
                    text = text.rstrip(_SPACE)
                self.out.append(_escaped(text))
            elif token.tag == "br":
                if token.type == "hardbreak" or self._hard_breaks:
                    self.out.append(f"<br{at} />")
                self.out.append("\n")
            else:
                self.out.append(_inline(token, at))


def _opening_tag(token: Token) -> str:
    at, tag = _at(_line(token)), token.tag
    if token.type == "alert_open":
        title = _escaped(token.content) or token.info.capitalize()
        return (
            f'<div class="markdown-alert markdown-alert-{token.info}"{at}>\n'
            f'<p class="markdown-alert-title">{title}</p>'
        )
    if tag in ("thead", "tbody"):
        return f"<{tag}>"
    if tag in ("th", "td"):
        align = str(token.attrs.get("style", "")).removeprefix("text-align:")
        return f'<{tag}{at} align="{align}">' if align else f"<{tag}{at}>"
    if tag in ("ul", "ol"):
        tasks = ' class="contains-task-list"' if "tasks" in token.meta else ""
        start = f' start="{token.attrs["start"]}"' if "start" in token.attrs else ""
        return f"<{tag}{tasks}{at}{start}>"
    if "checked" in token.meta:
        checked = ' checked=""' if token.meta["checked"] else ""
        return (
            f'<li class="task-list-item"{at}>'
            f'<input type="checkbox" class="task-list-item-checkbox"{checked} disabled="" /> '
        )
    return f"<{tag}{at}>"


def _leaf(token: Token) -> str:
    if token.type == "html_block":
        return token.content
    at = _at(_line(token))
    if token.type == "hr":
        return f"<hr{at} />"
    language, more = [*_WHITE.split(unescapeAll(token.info).strip(), 1), ""][:2]
    attributes = f' class="language-{_escaped(language)}"' if language else ""
    if language == "math":
        attributes += ' data-math-style="display"'
    elif more:
        attributes += f' data-meta="{_escaped(more)}"'
    return f"<pre{at}><code{attributes}>{_escaped(token.content)}</code></pre>"


def _inline(token: Token, at: str) -> str:
    tag = "del" if token.tag == "s" else token.tag
    if token.nesting < 0:
        return f"</{tag}>"
    if token.type == "html_inline":
        return token.content
    if token.type == "footnote_mark":
        return _footnote_mark(token, at)
    if tag in ("a", "img"):
        return _link(token, at)
    style = f' data-math-style="{token.info}"' if token.type == "math" else ""
    ends = "" if token.nesting else f"{_escaped(token.content)}</{tag}>"
    return f"<{tag}{style}{at}>{ends}"


def _link(token: Token, at: str) -> str:
    url = _href(str(token.attrs.get("href", token.attrs.get("src"))))
    title = token.attrs.get("title")
    titled = f' title="{_escaped(str(title))}"' if title else ""
    if token.type == "image":
        return f'<img{at} src="{url}" alt="{_escaped(_plain(token.children or []))}"{titled} />'
    if token.type == "wikilink":
        return f'<a{at} href="{url}" data-wikilink="true">{_escaped(token.content)}</a>'
    return f'<a{at} href="{url}"{titled}>'


def _footnote_mark(token: Token, at: str) -> str:
    number, count, name = token.meta["number"], token.meta["count"], _href(token.info)
    own = f"{name}-{count}" if count > 1 else name
    return (
        f'<sup{at} class="footnote-ref">'
        f'<a href="#fn-{name}" id="fnref-{own}" data-footnote-ref>{number}</a></sup>'
    )


def _ways_back(name: str, number: int, count: int) -> str:
    links = []
    for time in range(1, count + 1):
        suffix = f"-{time}" if time > 1 else ""
        which = f'<sup class="footnote-ref">{time}</sup>' if time > 1 else ""
        links.append(
            f'<a href="#fnref-{_href(name)}{suffix}" class="footnote-backref" data-footnote-backref'
            f' data-footnote-backref-idx="{number}{suffix}"'
            f' aria-label="Back to reference {number}{suffix}">↩{which}</a>'
        )
    return " ".join(links)
