"""`POUCH_BUILD`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from .settings import Range


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildSettings:
    """What a build may do to be quick and small. It changes no page and no feed.

    Attributes:
        processes: how many processes read Markdown in a first build; 0 for as many as there are
            processors, 1 for none but that of the build.
        keep_markdown: keep the HTML of each text for the next build.
        keep_typogrify: keep what typogrify made of it, too, where `TYPOGRIFY` is on.
        keep_templates: compile each template once, and keep its code for the next build.
    """

    processes: Annotated[int, Range(0, 64)] = 0
    keep_markdown: bool = True
    keep_typogrify: bool = True
    keep_templates: bool = True
