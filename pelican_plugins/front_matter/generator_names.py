"""Tags and categories as other generators read them, which is where they were until the move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from .key_aliases import Keys, MetadataValue, joined

# Other keys for tags, such as `keywords`, do not count there.
_TAGS = {
    "jekyll": ("tag", "tags"),
    "hugo": ("tags",),
    "zola": ("taxonomies.tags",),
    "eleventy": ("tags",),
    "astro": ("tags",),
}


def names_of(key: str, written: Any, style: str) -> list[str]:
    """Return the names in the value of a *key*.

    A string is one name. In Jekyll, several words are several in `tags` and `categories`; a comma
    that ends one, which Jekyll makes part of the name, is dropped (utils.rb,
    `pluralized_array_from_hash`).

    Args:
        key: as spelled in the file.
        written: see `MetadataValue.written`.
        style: see the setting `permalink_style`.
    """
    if not isinstance(written, str):
        return list(_flat(written))
    if style == "jekyll" and joined(key).endswith("s"):
        return [name for word in written.split() if (name := word.strip(",;"))]
    return [name] if (name := written.strip()) else []


def tags_of(keys: Keys, style: str) -> tuple[str, MetadataValue] | None:
    """Return the value that states tags, with its key; None if there is none."""
    for name in _TAGS[style]:
        for key, value in keys.at(*map(joined, name.split("."))):
            if value.written not in (None, "", [], {}):
                return key, value
    return None


def jekyll_categories(keys: Keys, folders: Iterable[str]) -> list[str]:
    """Return the categories of a Jekyll post.

    Those of the folders that its `_posts` is in come first, then `categories`, then `category`
    (document.rb, `populate_categories`).

    Args:
        keys: of its front matter.
        folders: that its `_posts` is in.
    """
    found = [*folders]
    for name in ("categories", "category"):
        for key, value in keys.at(name):
            found += names_of(key, value.written, "jekyll")
    return list(dict.fromkeys(found))


def _flat(written: Any) -> Iterator[str]:
    stack = [written]
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            stack += reversed(value)
        elif isinstance(value, dict):
            name = value.get("name") or value.get("title")
            if isinstance(name, str):
                stack.append(name)
        elif isinstance(value, str) and value.strip():
            yield value.strip()
