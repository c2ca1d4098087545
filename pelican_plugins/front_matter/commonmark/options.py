"""What a site may ask of the engine.

What is slow to make, and the same for the same text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What is not the same for all sites; GFM, footnotes, definition lists and math always are.

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


Kept = Callable[[str, Callable[[], str]], str]
"""Returns what was made of a text before, or else has it made."""


def make_anew(_text: str, make: Callable[[], str]) -> str:
    """Return what is made."""
    return make()
