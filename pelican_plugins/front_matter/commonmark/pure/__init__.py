"""The pure-Python engine: the same HTML as comrak's, for platforms where comrak has no wheel.

markdown-it-py reads CommonMark, tables and strike-through; `blocks` and `inlines` add comrak's
other block and inline rules, `text_rules` its rules for finished text, and `writer` writes its
HTML.
"""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt, helpers

from ..options import EngineOptions
from . import blocks, brackets, inlines, text_rules, writer
from .blocks import TooDeepError

__all__ = ["TooDeepError", "to_html"]

_SETTINGS = {"strikethrough_single_tilde": True, "maxNesting": 100}


def to_html(text: str, options: EngineOptions) -> str:
    """Return the HTML of a body, with its source line on each element.

    `data-sourcepos` is `LINE:0-LINE:0`: columns and last lines are not known. A lone surrogate
    becomes U+FFFD, as NUL does.

    Raises:
        TooDeepError: blocks are nested about a hundred deep; a list counts twice.
    """
    clean = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    parser = _parser(options)
    found: dict[str, Any] = {}
    try:
        tokens = parser.parse(blocks.hide_spaces(clean.removeprefix("\ufeff")), found)
    except RecursionError:
        raise TooDeepError from None
    return writer.write(tokens, found, hard_breaks=options.hard_breaks)


class _MarkdownParser(MarkdownIt):
    """markdown-it-py with our rules, leaving URLs as they are written."""

    def __init__(self, options: EngineOptions) -> None:
        super().__init__()
        self.inline = inlines.InlineParser(options)
        ours = {**vars(helpers), "parseLinkLabel": brackets.label_end}
        self.helpers = SimpleNamespace(**ours)  # type: ignore[assignment]
        self.configure("commonmark", _SETTINGS)
        self.enable("strikethrough")
        blocks.add_rules(self, descriptions=options.descriptions)
        blocks.add_space_rules(self)
        inlines.add_rules(self, options)
        text_rules.add_rules(self)

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        """Leave the escaping to the writer."""
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        """Show a URL as it is written."""
        return link

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802
        """Allow every URL: link policy is not the engine's concern."""
        return True


@cache
def _parser(options: EngineOptions) -> _MarkdownParser:
    return _MarkdownParser(options)
