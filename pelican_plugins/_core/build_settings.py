"""`POUCH_BUILD`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from .settings import Range


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildSettings:
    """What a build may do to be quick and small. It changes no page and no feed.

    Attributes:
        processes: how many processes work at most; 0 is as many as there are processors.
        keep_markdown: keep the HTML of each text for the next build.
        keep_typogrify: keep what typogrify made of it, too, where `TYPOGRIFY` is on.
        quick_markdown: skip searches of Python-Markdown that can find nothing.
        keep_templates: compile each template once, and keep its code for the next build.
        keep_addresses: put the address of an article together once.
        render_ahead: render pages of articles and of lists on all processors.
        pack_bodies: hold the HTML of each text as UTF-8, in half of the memory.
    """

    processes: Annotated[int, Range(0, 64)] = 0
    keep_markdown: bool = True
    keep_typogrify: bool = True
    quick_markdown: bool = True
    keep_templates: bool = True
    keep_addresses: bool = True
    render_ahead: bool = True
    pack_bodies: bool = True
