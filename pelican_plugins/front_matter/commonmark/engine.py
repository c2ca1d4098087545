"""Render Markdown with source positions: with comrak, or markdown-it-py where it has no wheel."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from . import pure
from .options import EngineOptions

_EXTENSIONS = (
    *("alerts", "footnotes", "math_code", "math_dollars", "strikethrough", "table"),
    "tasklist",
)
_SURROGATES = dict.fromkeys(range(55296, 57344), "�")


def to_html(text: str, options: EngineOptions) -> str:
    """Return *text* as HTML.

    Each element that comes from Markdown, not from raw HTML, has the attribute
    `data-sourcepos="line:column-line:column"`, counted from 1.
    """
    return _engine()(replace_surrogates(text), options)


def replace_surrogates(text: str) -> str:
    """Return *text* with U+FFFD for surrogates, which no Rust string holds (Unicode 16, 3.8)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.translate(_SURROGATES)
    return text


@cache
def _engine() -> Callable[[str, EngineOptions], str]:
    try:
        _comrak_options(EngineOptions())
    # A later comrak may know an option by another name.
    except (ImportError, AttributeError):
        return pure.to_html
    return by_comrak


def by_comrak(text: str, options: EngineOptions) -> str:
    """Render *text*, which must hold no surrogates, with comrak."""
    from comrak import render_markdown

    html: str = render_markdown(text, **_comrak_options(options))
    return html


@cache
def _comrak_options(options: EngineOptions) -> dict[str, Any]:
    from comrak import ExtensionOptions, ParseOptions, RenderOptions

    extension, parse, render = ExtensionOptions(), ParseOptions(), RenderOptions()
    for each in _EXTENSIONS:
        setattr(extension, each, True)
    extension.autolink = options.bare_links
    extension.description_lists = options.descriptions
    extension.highlight = options.marks
    extension.wikilinks_title_after_pipe = options.wikilinks
    parse.smart = options.smart_punctuation
    render.unsafe_ = True
    render.sourcepos = True
    render.full_info_string = True
    render.tasklist_classes = True
    render.hardbreaks = options.hard_breaks
    return {"extension_options": extension, "parse_options": parse, "render_options": render}
