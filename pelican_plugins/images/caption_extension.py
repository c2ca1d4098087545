"""Keep what the author wrote in the titles of images, which become captions.

Python-Markdown reads code and links before images and reduces them to their text in a title.
"""

from __future__ import annotations

from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import IMAGE_LINK_RE, ImageInlineProcessor
from markdown.util import INLINE_PLACEHOLDER_RE, STX

# Python-Markdown's own priority for images.
_PRIORITY = 150


class _Pictures(ImageInlineProcessor):
    _in_link = False

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802
        self._in_link = True
        try:
            return super().getLink(data, index)
        finally:
            self._in_link = False

    def unescape(self, text: str) -> str:
        if not self._in_link or STX not in text:
            return super().unescape(text)
        processor: Any = self.md.treeprocessors["inline"]
        stash = processor.stashed_nodes

        def written(value: Any) -> str:
            if not isinstance(value, Element):
                return str(value)
            inner = self.unescape(value.text or "")
            if value.tag == "code":
                return f"`{unescape(inner)}`"
            if value.tag == "a":
                return f"[{inner}]({value.get('href', '')})"
            return self.unescape("".join(value.itertext()))

        return INLINE_PLACEHOLDER_RE.sub(
            lambda match: written(stash[match[1]]) if match[1] in stash else match[0], text
        )


class CaptionTitles(Extension):
    """A Python-Markdown extension that keeps code and links in the titles of images."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Replace the image pattern of Python-Markdown."""
        md.inlinePatterns.register(_Pictures(IMAGE_LINK_RE, md), "image_link", _PRIORITY)
