"""Values for templates of shortcodes: the call, markup, and the exception that stops one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Value = str | int | float | bool | None


class NotPlainError(Exception):
    """A template does more than put parameters into HTML; the message names what, as a clause."""


class Markup(str):
    """A string that is of a kind already, and is not escaped where that kind is expected.

    Attributes:
        kind: what it is.
    """

    __slots__ = ("kind",)

    kind: Literal["html", "url", "css"]

    @classmethod
    def of(cls, kind: Literal["html", "url", "css"], text: object) -> Markup:
        """Return a string of a kind."""
        made = cls(text)
        made.kind = kind
        return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One use of a shortcode.

    Attributes:
        name: of the shortcode.
        positional: its parameters without names.
        named: its parameters with names; a shortcode has only one of both.
        inner: returns the HTML between the opening and the closing tag, unchanged.
        inner_markdown: returns that text rendered as Markdown.
        markdown: renders a string as Markdown.
        title: of the page.
        ordinal: how many uses of the site's own shortcodes came before it on its page.
    """

    name: str
    positional: tuple[Value, ...] = ()
    named: Mapping[str, Value] = field(default_factory=dict)
    inner: Callable[[], str] = str
    inner_markdown: Callable[[], str] = str
    markdown: Callable[[str], str] = str
    title: str = ""
    ordinal: int = 0
