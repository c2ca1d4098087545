"""What one engine needs to stand where the other does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..commonmark.heading_ids import add_ids
from ..commonmark.render import RenderedMarkdown
from .render import Renderer


class PythonMarkdownRenderer(Renderer):
    """Pelican's own Markdown, in the form of `CommonMarkRenderer`."""

    def __init__(self, *arguments: Any, ids: bool) -> None:
        super().__init__(*arguments)
        self._ids = ids

    def render(self, text: str) -> RenderedMarkdown:
        """Return what becomes of a body; Python-Markdown knows no lines."""
        html = self.html(text)
        return RenderedMarkdown(add_ids(html)[0] if self._ids else html, [], {})


class AsMarkdown:
    """What Pelican asks of Python-Markdown for a text in its headers."""

    def __init__(self, convert: Callable[[str], str]) -> None:
        self.convert = convert
        self.preprocessors = self

    def reset(self) -> None:
        """Forget what was read: nothing is kept."""

    def deregister(self, name: str) -> None:
        """Take no headers: there are none."""
