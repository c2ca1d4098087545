"""`POUCH_RESOURCES`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourcesSettings:
    """What heads a list of resources, besides the words known to us."""

    headings: tuple[str, ...] = ()
