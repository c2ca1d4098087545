"""`POUCH_TAGS`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class TagsSettings:
    """Which spellings stand for which tag."""

    aliases: Mapping[str, str] = field(default_factory=dict)
