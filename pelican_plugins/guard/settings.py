"""The setting `POUCH_GUARD`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardSettings:
    """What a build looks after; the docstring of the plugin explains each."""

    account: bool = True
    leaks: Literal["auto", "off", "warn", "stop"] = "auto"
    private: str = ".pouch-private"
    allowed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
