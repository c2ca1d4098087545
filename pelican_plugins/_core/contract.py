"""What plugins hand each other on the contents of a site, and what is used of these.

No plugin imports another: they meet in what stands here, and nowhere else is one of these names
typed. Readers give every key of a header in lower case, so that none can reach a name in capitals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol, TypeGuard

from .diagnostics import Diagnostic

# Keys of a content's metadata, from its reader to those who see the whole site.

REDIRECTS = "POUCH_REDIRECTS"
"""Paths in the output folder that are to lead to the content."""

SHORTCODES = "POUCH_SHORTCODES"
"""How often each kind of shortcode is left in its text."""

FROM_PERMALINK = "POUCH_FROM_PERMALINK"
"""That its URL is another generator's and not Pelican's own pair of keys."""

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

SOURCE_LINES = "POUCH_SOURCE_LINES"
"""By URLs and headings of its text, the lines they stand on."""

LEAD_PICTURE = "lead_picture"
"""The picture of its front matter as written: `src` and `alt`."""

AUTHOR_DETAILS = "author_details"
"""Its authors as the front matter has them."""

_OURS = frozenset({AUTHOR_DETAILS, LEAD_PICTURE, "redirects", "shortcodes_left", "tags_as_written"})

# Keys of what templates are given.

FOUND_TAGS = "pouch_found"
"""By their kinds, what became of a site's tags, categories and authors."""


class PelicanContent(Protocol):
    """What we use of an article, a page or a static file of Pelican's."""

    source_path: str
    relative_source_path: str
    metadata: dict[str, Any]
    settings: Mapping[str, Any]
    title: str
    url: str


class WithResources(PelicanContent, Protocol):
    """A content that the plugin `resources` has seen.

    Attributes:
        resources: its works, in the order of the page.
        resource_lists: how many of them each of its lists has.
        unread_resources: what looks like a list, and is none.
        resources_html: its lists as HTML, where they have left its body.
    """

    resources: tuple[Any, ...]
    resource_lists: tuple[int, ...]
    unread_resources: tuple[Mapping[str, Any], ...]
    resources_html: object


class WithPictures(PelicanContent, Protocol):
    """A content that the plugin `images` has seen.

    Attributes:
        pictures: all in its text, each with `src`, `path`, `width` and `height`.
        undescribed_pictures: those without an alternative text.
        picture_flaws: what is wrong with some, by their paths.
        picture_sizes: returns the bytes of a picture and of its variants.
        picture_position: tells whether a picture says where it was taken.
        lead_image: what stands for it, or None.
    """

    pictures: tuple[dict[str, Any], ...]
    undescribed_pictures: tuple[Mapping[str, Any], ...]
    picture_flaws: Mapping[str, Diagnostic]
    picture_sizes: Callable[[Mapping[str, Any]], Mapping[str, int]]
    picture_position: Callable[[Mapping[str, Any]], bool]
    lead_image: Any


def has_resources(content: object) -> TypeGuard[WithResources]:
    """Tell whether the plugin `resources` has seen a content."""
    return hasattr(content, "resources")


def has_pictures(content: object) -> TypeGuard[WithPictures]:
    """Tell whether the plugin `images` has seen a content."""
    return hasattr(content, "pictures")


def resources_of(content: object) -> tuple[Any, ...]:
    """Return the works that a content cites; none where nobody has looked."""
    works: tuple[Any, ...] = getattr(content, "resources", ())
    return works


def lead_image_of(content: object) -> Any:
    """Return the picture that stands for a content, or None."""
    return getattr(content, "lead_image", None)


def redirects_of(content: object) -> Iterable[str]:
    """Return the paths that are to lead to a content."""
    paths: Iterable[str] = getattr(content, "metadata", {}).get(REDIRECTS, ())
    return paths


def is_internal(key: str) -> bool:
    """Tell whether *key* names what Pelican keeps on a content for itself."""
    return key.startswith(("_", "override_"))


def is_reserved(key: str) -> bool:
    """Tell whether no front matter may use *key*: Pelican needs it, or templates get ours."""
    return is_internal(key) or key in _OURS
