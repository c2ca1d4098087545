"""One text after another from CommonMark to HTML; what is slow is kept between builds."""

from __future__ import annotations

from collections.abc import Callable

from ..._core.cache import Store
from ..rendering.render import key_of, versions
from .links import Find
from .render import MarkdownStyle, RenderedMarkdown, render

_FORM = 1
_COMMONMARK_PACKAGES = ("pygments", "latex2mathml")


class CommonMarkRenderer:
    """Makes HTML of CommonMark.

    Args:
        style: of the site.
        find: see `wikilinks.Find`.
        store: where coloured code and formulas are kept between builds; may be None.
    """

    def __init__(self, style: MarkdownStyle, find: Find, store: Store | None) -> None:
        self._style = style
        self._find = find
        self._store = store

    def render(self, text: str) -> RenderedMarkdown:
        """Return what becomes of a body."""
        return render(text, self._style, self._find, self._kept)

    def html(self, text: str) -> str:
        """Return the HTML of a text in a front matter."""
        return self.render(text).html

    def _kept(self, what: str, make: Callable[[], str]) -> str:
        if self._store is None:
            return make()
        key = key_of(what, f"commonmark {_FORM} {versions(_PACKAGES)}")
        html = self._store.get(key)
        if html is None:
            html = make()
            self._store.put(key, html)
        return html
