"""The ids that GitHub gives headings."""

from __future__ import annotations

import re
import unicodedata

_DROPPED = re.compile(r"[^\w\- ]")
# Kept, besides letters, marks, numbers and connectors such as `_`.
_KEPT = {"-", " "}
_KEPT_CATEGORIES = ("L", "M", "Nd", "Nl", "Pc")


def github_slug(text: str) -> str:
    """Return the id that GitHub gives a heading with this *text*, not yet numbered."""
    text = text.strip().lower()
    if text.isascii():
        return _DROPPED.sub("", text).replace(" ", "-")
    kept = (
        sign
        for sign in text
        if sign.isalpha()
        or sign in _KEPT
        or unicodedata.category(sign).startswith(_KEPT_CATEGORIES)
    )
    return "".join(kept).replace(" ", "-")


def numbered_slug(slug: str, taken: dict[str, int]) -> str:
    """Return *slug*, or `slug-1` and so on if it is taken, and reserve it.

    Args:
        slug: of a heading; an empty one stays empty.
        taken: the ids of the text, with how often each was numbered.
    """
    if not slug:
        return ""
    name = slug
    while name in taken:
        taken[slug] += 1
        name = f"{slug}-{taken[slug]}"
    taken[name] = 0
    return name
