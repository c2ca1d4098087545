"""The logo of a site: the theme sets the size, and `images` makes files of that size."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class SiteLogo:
    """The logo of a build; empty if there is none.

    Attributes:
        source_path: of its file.
        address: its URL, relative to the site.
        width: as shown, in px of CSS.
        height: as shown, in px of CSS.
        files: URL, relative to the site, and pixels per px of CSS of each smaller file.
    """

    source_path: str = ""
    address: str = ""
    width: int = 0
    height: int = 0
    files: tuple[tuple[str, int], ...] = ()
