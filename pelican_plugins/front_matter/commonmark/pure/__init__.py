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

from ..options import Options
from . import blocks, inlines, spaces, text_rules, writer
from .errors import TooDeepError

__all__ = ["TooDeepError", "to_html"]


def to_html(text: str, options: Options) -> str:
    """Return the HTML of a body, with the line of its source on each element.

    `data-sourcepos` is `LINE:0-LINE:0`: columns and last lines are not known. A lone surrogate
    becomes U+FFFD, as NUL does.

    Raises:
        TooDeepError: Blocks or images stand in one another more than about fifty deep.
    """
    clean = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").removeprefix("\ufeff")
    parser = _parser(options)
    found: dict[str, Any] = {}
    try:
        tokens = parser.parse(spaces.hide(clean), found)
    except RecursionError:
        raise TooDeepError from None
    return writer.write(tokens, found, hard_breaks=options.hard_breaks)


@cache
def _parser(options: Options) -> MarkdownIt:
    parser = MarkdownIt()
    parser.inline = inlines.InlineParser(options)
    parser.configure("commonmark", {"strikethrough_single_tilde": True, "maxNesting": 100})
    parser.helpers = SimpleNamespace(**{**vars(helpers), "parseLinkLabel": inlines.label_end})  # type: ignore[assignment]
    parser.enable("strikethrough")
    # The writer escapes addresses; what a link may lead to is for others to say.
    parser.normalizeLink = parser.normalizeLinkText = str  # type: ignore[method-assign]
    parser.validateLink = lambda _url: True  # type: ignore[method-assign]
    blocks.add_rules(parser)
    spaces.add_rules(parser)
    inlines.add_rules(parser, options)
    text_rules.add_rules(parser)
    return parser
