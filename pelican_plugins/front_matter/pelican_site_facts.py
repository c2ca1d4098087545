"""Facts that are the same for every post: from Pelican and from the site's settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pelican.contents import Article

# Attributes of an article whose names front matter might use.
RESERVED = frozenset(dir(Article)) | {
    *("in_default_lang", "locale_date", "locale_modified", "metadata", "reader"),
    *("relative_source_path", "resources", "settings", "source_path", "translations"),
}


def encrypts(settings: Mapping[str, Any]) -> bool:
    """Return whether one of a site's plugins encrypts posts, judging by its name."""
    return any("encrypt" in str(plugin).lower() for plugin in settings.get("PLUGINS") or ())
