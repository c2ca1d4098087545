"""`POUCH_FRONT_MATTER`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatterSettings:
    """There is nothing to set yet; the class is here so that an unknown key is refused."""
