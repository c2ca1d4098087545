"""Names for what is handed on with a content, from its reader to those who see the whole site.

Readers give every key of a header in lower case, so that none can reach a name in capitals.
"""

from __future__ import annotations

REDIRECTS = "POUCH_REDIRECTS"
"""Paths in the output folder that are to lead to the content."""

SHORTCODES = "POUCH_SHORTCODES"
"""How often each kind of shortcode is left in its text."""

FROM_PERMALINK = "POUCH_FROM_PERMALINK"
"""That its address is another generator's and not Pelican's own pair of keys."""

SLUG_GIVEN = "POUCH_SLUG_GIVEN"
"""What has no letter, its title or slug, so that its slug is ours."""

TAGS_AS_TYPED = "POUCH_TAGS_AS_TYPED"
"""The tags that have white space around them, which Pelican takes away."""

UNUSED_KEYS = "POUCH_UNUSED_KEYS"
"""By their names, the values of keys that would decide its URL and the like if they might."""

READ_ANEW = "POUCH_READ_ANEW"
"""That no cache may keep it: its warnings are to be told, or its status will change."""

SHOWN_OTHERWISE = "POUCH_SHOWN_OTHERWISE"
"""Of a text that Python-Markdown has read: whether other readers show more of it."""

_OURS = frozenset(
    {"author_details", "lead_picture", "redirects", "shortcodes_left", "tags_as_written"}
)


def is_internal(key: str) -> bool:
    """Tell whether *key* names what Pelican keeps on a content for itself."""
    return key.startswith(("_", "override_"))


def is_reserved(key: str) -> bool:
    """Tell whether no front matter may use *key*: Pelican needs it, or templates get ours."""
    return is_internal(key) or key in _OURS
