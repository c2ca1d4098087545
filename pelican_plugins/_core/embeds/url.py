"""The parts of a URL by which embeds are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Shape = Literal["video", "tall", "post", "map"]
"""How a player is laid out: in 16:9, upright, as high as a post, as a map."""

Found = tuple[str, str, Shape]
"""The URLs of a page and of its player, and the shape of that."""


@dataclass(frozen=True, slots=True)
class EmbedUrl:
    """The parts of a URL.

    Attributes:
        host: in lower case.
        path: as written.
        query: the first value of each key.
        fragment: as written.
    """

    host: str
    path: str
    query: Mapping[str, str]
    fragment: str
