"""Options for reading and rendering Markdown, and the type of the engine's cache."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineOptions:
    """Options that differ between sites; GFM, footnotes, definition lists and math are always on.

    Attributes:
        smart_punctuation: write curly quotation marks, dashes and ellipses.
        hard_breaks: render a line break in the source as `<br>`.
        marks: read `==text==` as `<mark>`.
        bare_links: link `https://…`, `www.…` and email addresses; off for very long lines.
        descriptions: read definition lists; off if there are very many.
        wikilinks: read `[[target|label]]` as a link.
    """

    smart_punctuation: bool = False
    hard_breaks: bool = False
    marks: bool = False
    bare_links: bool = True
    descriptions: bool = True
    wikilinks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeStyle:
    """Options for code: those of Python-Markdown's extension `codehilite`.

    Attributes:
        css_class: of the box around the code.
        numbered: number all lines.
        pygments_style, noclasses: as Pygments defines them.
    """

    css_class: str = "highlight"
    use_pygments: bool = True
    numbered: bool = False
    pygments_style: str = "default"
    noclasses: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownStyle:
    """Options for rendering a site's Markdown.

    Attributes:
        callouts: read Obsidian's callouts.
        permalink: text of the link from each heading to itself; empty for none.
    """

    options: EngineOptions = field(default_factory=EngineOptions)
    code: CodeStyle = field(default_factory=CodeStyle)
    callouts: bool = False
    permalink: str = ""


Cached = Callable[[str, Callable[[], str]], str]
"""Return the cached HTML of a string, or call the function that makes it."""


def uncached(_text: str, make: Callable[[], str]) -> str:
    """Call *make* without a cache."""
    return make()
