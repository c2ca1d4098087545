"""Render Markdown with the site's engine and settings, and cache the HTML between builds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markdown import Markdown

from .._core.cache import Store
from .commonmark.heading_ids import add_ids
from .commonmark.links import Find
from .commonmark.options import MarkdownStyle
from .commonmark.render import RenderedMarkdown, render
from .markdown_settings import cache_key, from_cache, package_versions


class Renderer:
    """Renders Markdown with Python-Markdown.

    Args:
        settings: Pelican's setting `MARKDOWN`.
        fingerprint: see `fingerprint`; None to cache nothing.
        store: the cache; None to cache nothing.
    """

    def __init__(
        self,
        settings: Mapping[str, Any],
        fingerprint: str | None,
        store: Store | None,
    ) -> None:
        self._settings = settings
        self._fingerprint = fingerprint
        self._store = store

    def html(self, text: str) -> str:
        """Return the HTML of *text*, which has no Pelican headers."""
        if self._fingerprint is None or self._store is None:
            return self._render(text)
        key = cache_key(text, self._fingerprint)
        return from_cache(self._store, key, lambda: self._render(text))

    def _render(self, text: str) -> str:
        # One object per post, as in Pelican: some extensions keep state.
        markdown = Markdown(**self._settings)
        # The body may begin with a line such as `Note: …`, which is not a header.
        markdown.preprocessors.deregister("meta", strict=False)
        return markdown.convert(text)


class PythonMarkdownRenderer(Renderer):
    """Python-Markdown with the interface of `CommonMarkRenderer`."""

    def __init__(self, *arguments: Any, ids: bool) -> None:
        super().__init__(*arguments)
        self._ids = ids

    def render(self, text: str) -> RenderedMarkdown:
        """Return the HTML of a body; Python-Markdown reports no lines."""
        html = self.html(text)
        return RenderedMarkdown(add_ids(html)[0] if self._ids else html, [], {})


class MarkdownAdapter:
    """The part of Python-Markdown's interface that Pelican uses for headers."""

    def __init__(self, convert: Callable[[str], str]) -> None:
        self.convert = convert
        self.preprocessors = self

    def reset(self) -> None:
        """Do nothing: there is no state."""

    def deregister(self, name: str) -> None:
        """Do nothing: headers are not read."""


_FORM = 1
_COMMONMARK_PACKAGES = ("pygments", "latex2mathml")


class CommonMarkRenderer:
    """Renders CommonMark.

    Args:
        style: of the site.
        find: see `links.Find`.
        store: the cache of highlighted code and formulas; may be None.
    """

    def __init__(self, style: MarkdownStyle, find: Find, store: Store | None) -> None:
        self._style = style
        self._find = find
        self._store = store

    def render(self, text: str) -> RenderedMarkdown:
        """Return the HTML of a body."""
        return render(text, self._style, self._find, self._cached)

    def html(self, text: str) -> str:
        """Return the HTML of a string in front matter."""
        return self.render(text).html

    def _cached(self, what: str, make: Callable[[], str]) -> str:
        if self._store is None:
            return make()
        key = cache_key(what, f"commonmark {_FORM} {package_versions(_COMMONMARK_PACKAGES)}")
        return from_cache(self._store, key, make)
