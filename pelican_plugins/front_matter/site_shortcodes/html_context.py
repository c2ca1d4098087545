"""Escape values as Go's package html/template does: by where in the HTML they are put.

Rules and tables follow its documentation and its sources of Go 1.20: `attr.go`, `css.go`, `url.go`.
"""

from __future__ import annotations

import re
from html import escape
from typing import Literal
from urllib.parse import quote

from .values import NotPlainError, Value

State = Literal["text", "tag", "value", "comment", "style"]

_URLS = {
    *("action", "archive", "background", "cite", "classid", "codebase", "data", "formaction"),
    *("href", "icon", "longdesc", "manifest", "poster", "profile", "src", "usemap", "xmlns"),
}
_SCHEMES = {"http", "https", "mailto"}
# In place of a value that would be dangerous where it is.
_UNSAFE = "ZgotmplZ"
_NOT_IN_CSS = re.compile(r"[\x00\"'()/;@\[\\\]`{}<>]|--|expression|mozbinding", re.IGNORECASE)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w:-]*)")
_ATTRIBUTE = re.compile(r"\s*(?:(?P<close>/?>)|(?P<name>[^\s=>/\"']+)\s*(?P<equals>=)?|/|[\"'])")
_MARKUP = re.compile(r"<!--.*?(?:-->|\Z)|<[^<>]*>", re.DOTALL)
_SPACES = re.compile(r"[\t\n\f\r =`]")
_RESERVED = "!#$%&*+,/:;=?@[]~-._"


class HtmlContext:
    """Knows where in the HTML the next piece is put.

    Attributes:
        state: of the HTML so far.
    """

    def __init__(self) -> None:
        self.state: State = "text"
        self._attribute = ""
        self._value = ""
        self._quote = ""
        self._is_open = False
        self._element = ""

    def text(self, text: str) -> str:
        """Take a piece of the template, and return it without HTML comments.

        Raises:
            NotPlainError: it is a program.
        """
        out = []
        position = 0
        while position < len(text):
            piece, position = self._step(text, position)
            out.append(piece)
        return "".join(out)

    def value(self, value: Value) -> str:
        """Return a value as it is put here.

        Raises:
            NotPlainError: nothing can be put here safely.
        """
        if self.state == "comment":
            return ""
        if self.state == "text":
            return _in_text(value)
        if self.state != "value":
            raise NotPlainError("puts a value among the names of attributes, or into a style")
        made = self._in_attribute(value)
        self._value += made or "-"
        return made

    def _step(self, text: str, position: int) -> tuple[str, int]:
        steps = {
            "comment": self._in_comment,
            "text": self._in_text,
            "style": self._in_style,
            "tag": self._in_tag,
            "value": self._in_value,
        }
        return steps[self.state](text, position)

    def _in_comment(self, text: str, position: int) -> tuple[str, int]:
        end = text.find("-->", position)
        if end < 0:
            return "", len(text)
        self.state = "text"
        return "", end + len("-->")

    def _in_style(self, text: str, position: int) -> tuple[str, int]:
        end = text.lower().find("</style", position)
        if end < 0:
            return text[position:], len(text)
        self.state = "text"
        return text[position : end + 2], end + 2

    def _in_text(self, text: str, position: int) -> tuple[str, int]:
        start = text.find("<", position)
        if start < 0:
            return text[position:], len(text)
        if text.startswith("<!--", start):
            self.state = "comment"
            return text[position:start], start + len("<!--")
        tag = _TAG.match(text, start)
        if tag is None:
            return text[position : start + 1], start + 1
        self._element = "" if tag["end"] else tag["name"].lower()
        if self._element == "script":
            raise NotPlainError("is a program")
        self.state = "tag"
        return text[position : tag.end()], tag.end()

    def _in_tag(self, text: str, position: int) -> tuple[str, int]:
        if self._is_open:
            # After `name=`: the value begins here, with or without a quotation mark.
            rest = text[position:]
            bare = rest.lstrip()
            if not bare:
                return rest, len(text)
            begin = position + len(rest) - len(bare)
            self._is_open, self.state, self._value = False, "value", ""
            self._quote = bare[0] if bare[0] in "\"'" else ""
            end = begin + len(self._quote)
            return text[position:end], end
        found = _ATTRIBUTE.match(text, position)
        if found is None:
            return text[position:], len(text)
        if found["close"]:
            self.state = "style" if self._element == "style" else "text"
        elif found["name"]:
            self._attribute = found["name"].lower()
            self._is_open = found["equals"] is not None
        return found.group(), found.end()

    def _in_value(self, text: str, position: int) -> tuple[str, int]:
        ends = self._quote or r"\s>"
        found = re.compile(f"[{ends}]").search(text, position)
        end = found.start() if found else len(text)
        self._value += text[position:end]
        if found is None:
            return text[position:], len(text)
        self.state = "tag"
        end += len(self._quote)
        return text[position:end], end

    def begins_value(self) -> bool:
        """Return whether an unquoted value of an attribute is expected here."""
        if self.state == "tag" and self._is_open:
            self._is_open, self.state, self._value, self._quote = False, "value", "", ""
            return True
        return False

    def _in_attribute(self, value: Value) -> str:
        kind = _kind_of(self._attribute)
        if kind == "script":
            raise NotPlainError("puts a value into a program")
        if kind == "style":
            text = _plain(value)
            is_safe = getattr(value, "kind", "") == "css" or not _NOT_IN_CSS.search(text)
            made = escape(text if is_safe else _UNSAFE)
        elif kind == "url":
            made = escape(self._url(value))
        elif getattr(value, "kind", "") == "html":
            # Its references are kept, its elements are not.
            made = _MARKUP.sub("", str(value))
            made = made.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;")
            made = made.replace("'", "&#39;")
        else:
            made = escape(_plain(value))
        if not self._quote:
            made = _SPACES.sub(lambda found: f"&#{ord(found.group())};", made)
        return made

    def _url(self, value: Value) -> str:
        text = _plain(value)
        if any(mark in self._value for mark in "?#"):
            return quote(text, safe="-._~")
        if not self._value and getattr(value, "kind", "") != "url":
            scheme, colon, _ = text.partition(":")
            if colon and "/" not in scheme and scheme.lower() not in _SCHEMES:
                return f"#{_UNSAFE}"
        return quote(text, safe=_RESERVED)


def _kind_of(attribute: str) -> str:
    name = attribute.removeprefix("data-").rpartition(":")[2]
    if name.startswith("on"):
        return "script"
    if name == "style":
        return "style"
    is_url = name in _URLS or (
        name not in {"srcset", "srcdoc"} and any(part in name for part in ("src", "uri", "url"))
    )
    if name == "srcdoc":
        raise NotPlainError("puts a value into a document of its own")
    return "url" if is_url else "plain"


def _in_text(value: Value) -> str:
    return str(value) if getattr(value, "kind", "") == "html" else escape(_plain(value))


def _plain(value: Value) -> str:
    """Return what Go prints for a value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
