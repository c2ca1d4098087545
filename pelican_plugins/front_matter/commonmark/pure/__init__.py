"""The pure-Python engine: the HTML of the native one, for where that has no wheel.

markdown-it-py reads CommonMark, tables and strike-through; `blocks` and `inlines` add what the
native engine reads beyond that, `text_rules` what it reads in finished text, and `writer` writes
its HTML.
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
    """Return the HTML of a body, with the line of its source on each element.

    `data-sourcepos` is `LINE:0-LINE:0`: columns and last lines are not known. A lone surrogate
    becomes U+FFFD, as NUL does.

    Raises:
        TooDeepError: Blocks stand in one another about a hundred deep; a list counts twice.
    """
    clean = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    parser = _parser(options)
    found: dict[str, Any] = {}
    try:
        tokens = parser.parse(blocks.hide_spaces(clean.removeprefix("\ufeff")), found)
    except RecursionError:
        raise TooDeepError from None
    return writer.write(tokens, found, hard_breaks=options.hard_breaks)


class _Parser(MarkdownIt):
    """markdown-it-py with our rules, which leaves addresses as they are written."""

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
        """Show an address as it is written."""
        return link

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802
        """Allow all: what a link may lead to is for others to say."""
        return True


@cache
def _parser(options: EngineOptions) -> _Parser:
    return _Parser(options)
