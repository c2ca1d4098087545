"""`POUCH_FEEDS`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsSettings:
    """What an entry carries: the whole article, or only its summary."""

    content: Literal["full", "summary"] = "full"
