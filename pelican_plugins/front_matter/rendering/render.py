"""One text after another from Markdown to HTML, those known from earlier builds without work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markdown import Markdown

from ..._core.cache import Store
from .fingerprint import key_of


class Renderer:
    """Makes HTML of Markdown.

    Args:
        settings: Pelican's setting `MARKDOWN`.
        fingerprint: see `fingerprint.fingerprint`; without one nothing is kept.
        store: where HTML is kept between builds; without one nothing is kept.
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
        """Return the HTML of *text*, whose first lines are no headers of Pelican's."""
        if self._fingerprint is None or self._store is None:
            return self._render(text)
        key = key_of(text, self._fingerprint)
        kept = self._store.get(key)
        if kept is None:
            kept = self._render(text)
            self._store.put(key, kept)
        return kept

    def _render(self, text: str) -> str:
        # One object a text, as Pelican does: some extensions keep what they saw.
        markdown = Markdown(**self._settings)
        # The body may begin with a line such as `Note: …`, which is no header here.
        markdown.preprocessors.deregister("meta", strict=False)
        return markdown.convert(text)
