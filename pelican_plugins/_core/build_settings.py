"""`POUCH_BUILD`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from .deprecated_settings import WAS
from .settings import Range


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildSettings:
    """What makes a build faster. It changes no page and no feed.

    Attributes:
        processes: number of processes that read Markdown in a first build; 0 for one per
            processor, 1 for the build's own alone.
        cache_markdown: cache the HTML of each post between builds.
        cache_typogrify: cache typogrify's results, too, if `TYPOGRIFY` is on.
        cache_templates: compile each template once, and cache its code between builds.
    """

    processes: Annotated[int, Range(0, 64)] = 0
    cache_markdown: bool = field(default=True, metadata={WAS: ("keep_markdown",)})
    cache_typogrify: bool = field(default=True, metadata={WAS: ("keep_typogrify",)})
    cache_templates: bool = field(default=True, metadata={WAS: ("keep_templates",)})
