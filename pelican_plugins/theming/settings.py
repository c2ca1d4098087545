"""`POUCH_THEME`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeSettings:
    """Whether a site that names no theme gets ours."""

    apply: bool = True
