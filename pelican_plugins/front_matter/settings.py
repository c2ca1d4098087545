"""`POUCH_FRONT_MATTER`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatterSettings:
    """How much is read into a front matter, and where a missing value is taken from."""

    strict: bool = False
    dates_from: Literal["nothing", "git", "mtime"] = "nothing"
    slugs: Literal["title", "file_name"] = "title"
    future: Literal["draft", "hidden", "published"] = "draft"
    expired: Literal["draft", "hidden", "published"] = "hidden"
    shortcodes: bool = True
    links_out: tuple[str, ...] = ()
