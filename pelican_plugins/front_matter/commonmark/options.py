"""Options of the engine, and the lookup of cached HTML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineOptions:
    """What differs between sites; GFM, footnotes, definition lists and math are always on.

    Attributes:
        smart_punctuation: write curly quotation marks, dashes and ellipses.
        hard_breaks: end a line where its source ends.
        marks: read `==text==` as `<mark>`.
        bare_links: link `https://…`, `www.…` and addresses of mail; see `render`.
        descriptions: read lists of descriptions; see `render`.
        wikilinks: read `[[target|label]]` as a link.
    """

    smart_punctuation: bool = False
    hard_breaks: bool = False
    marks: bool = False
    bare_links: bool = True
    descriptions: bool = True
    wikilinks: bool = False


Cached = Callable[[str, Callable[[], str]], str]
"""Return the cached HTML of a string, or call the function that makes it."""


def uncached(_text: str, make: Callable[[], str]) -> str:
    """Call *make*: nothing is cached."""
    return make()
