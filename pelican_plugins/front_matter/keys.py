"""Which keys of other generators mean which key of Pelican's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .value import Value

# In the order of trust: the first that has a value counts. A dot leads into a mapping.
MEANINGS: dict[str, tuple[str, ...]] = {
    "title": ("title", "name", "linktitle"),
    "date": (
        *("date", "pubdate", "published_at", "published_on", "publishdate", "publish_date"),
        *("created", "created_at", "datum", "date.created", "date.published", "day"),
    ),
    "modified": (
        *("modified", "lastmod", "updated", "last_modified_at", "updated_at", "last_modified"),
        *("lastupdated", "updateddate", "date.updated", "date.modified", "dateupdated"),
    ),
    "summary": ("summary", "excerpt"),
    "description": ("description",),
    "slug": ("slug",),
    "address": ("permalink", "url"),
    "redirects": ("aliases", "redirect_from"),
    "category": ("category", "categories", "taxonomies.category", "taxonomies.categories"),
    "tags": ("tags", "tag", "taxonomies.tags", "taxonomies.tag", "keywords"),
    "authors": ("authors", "author", "taxonomies.authors", "extra.author"),
    "lang": ("lang", "language", "locale"),
    "template": ("template",),
    "publish_from": ("publishdate", "publish_date", "pub_date"),
    "publish_until": ("expirydate", "expiry_date", "unpublishdate"),
    "picture": (
        *("image", "images", "cover", "featured_image", "feature_image", "featuredimage"),
        *("thumbnail", "header.teaser", "header.image", "header.overlay_image", "heroimage"),
        *("banner", "hero", "feature", "extra.image", "img"),
    ),
    "draft": ("draft",),
    "published": ("published",),
    "hidden": ("hidden", "unlisted"),
    "status": ("status",),
}
"""The keys that mean something here, each with the names it goes by, in lower case."""

# These are read from the keys above and must not come in again as they were written: they
# would overwrite what Pelican keeps under the same name on an article.
_TAKEN = {
    *("title", "name", "linktitle", "date", "modified", "slug", "permalink", "url", "aliases"),
    *("redirect_from", "category", "categories", "tags", "tag", "authors", "author", "lang"),
    *("language", "locale", "template", "draft", "published", "hidden", "unlisted", "status"),
    *("summary", "excerpt"),
}


class Keys:
    """The values of one front matter, asked for by what they mean."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = values

    def get(self, meaning: str) -> Value | None:
        """Return the first value that has this *meaning* and is not empty."""
        return next(self.all(meaning), None)

    def all(self, meaning: str) -> Iterator[Value]:
        """Yield every value with this *meaning* that is not empty, the most trusted first."""
        return (value for _, value in self.named(meaning))

    def named(self, meaning: str) -> Iterator[tuple[str, Value]]:
        """Yield the same, each with the key that it stands under."""
        for path in MEANINGS[meaning]:
            value = self._at(path)
            if value is not None and value.written not in (None, "", [], {}):
                yield path, value

    def said(self, key: str) -> Value | None:
        """Return what stands under *key* itself, also where it is empty."""
        return self._values.get(key)

    def rest(self) -> Iterator[tuple[str, Value]]:
        """Yield what stays on the metadata as it is, by its key."""
        for key, value in self._values.items():
            if key not in _TAKEN and value.written is not None:
                yield key, value

    def _at(self, path: str) -> Value | None:
        key, _, inner = path.partition(".")
        value = self._values.get(key)
        if value is None or not inner:
            # A mapping under a name that also leads into one (`date: {created: …}`).
            if value is not None and isinstance(value.written, Mapping) and path == "date":
                return None
            return value
        if not isinstance(value.written, Mapping) or inner not in value.written:
            return None
        return Value(value.typed.get(inner), value.written[inner], value.line)
