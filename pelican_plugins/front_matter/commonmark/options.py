"""What a site may ask of the engine."""

from __future__ import annotations

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
