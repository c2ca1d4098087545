"""`POUCH_BUILD`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from .settings import Range


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildSettings:
    """What a build may do to be quick. Pages and feeds are the same whatever is said here."""

    processes: Annotated[int, Range(0, 64)] = 0
    keep_markdown: bool = True
    keep_typogrify: bool = True
    quick_markdown: bool = True
    keep_templates: bool = True
    keep_addresses: bool = True
    render_ahead: bool = True
