"""Pin articles to the front page, by the keys of many generators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .._core.diagnostics import Diagnostic
from .._core.rules import BUILD
from .._core.text import cut

# Joined, in lower case. Not `weight`, `order` or `top`: they mean something else as often.
_LABELS = {
    **dict.fromkeys(("pinned", "pin", "ispinned", "pinnedpost"), "pinned"),
    **dict.fromkeys(("sticky", "issticky", "stickypost"), "pinned"),
    **dict.fromkeys(("featured", "isfeatured", "featuredpost"), "featured"),
}
_YES, _NO = (
    frozenset({"true", "yes", "on", "y"}),
    frozenset({"false", "no", "off", "n", "none", ""}),
)


@dataclass(frozen=True, slots=True)
class Pin:
    """How an article is pinned.

    Attributes:
        label: the key of the word that says so: `pinned` or `featured`.
        rank: of several articles the highest comes first.
    """

    label: str
    rank: float = 1


def pin_of(metadata: Mapping[str, Any]) -> Pin | Diagnostic | None:
    """Return how the metadata of an article pin it.

    Returns:
        None where they do not, and a diagnostic where a value may mean either.
    """
    unclear = None
    for key, value in metadata.items():
        name = key.lower().replace("_", "").replace("-", "").replace(" ", "")
        label = _LABELS.get(name)
        rank = _rank(value) if label else 0.0
        if rank is None:
            # In some themes it is the path of a picture.
            if label == "pinned":
                text = f"`{key}` is {cut(repr(value))}, which is neither yes nor no"
                unclear = BUILD(
                    text, f"write `{key}: true` to pin it to the front page", needle=key
                )
        elif label and rank > 0:
            # The number of Hexo's `sticky`, of which the highest comes first.
            return Pin(label, rank if "sticky" in name else 1)
    return unclear


def _rank(value: Any) -> float | None:
    """Return a positive number for yes, 0 for no, and None for what is neither."""
    if value is None:
        return 0
    if isinstance(value, bool | int | float):
        return max(0.0, float(value)) if value == value else None  # noqa: PLR0124 (not NaN)
    text = str(value).strip().lower()
    if text in _YES | _NO:
        return float(text in _YES)
    return float(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004
