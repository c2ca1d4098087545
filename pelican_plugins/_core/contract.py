"""The keys and attributes by which plugins pass data to each other, and Pelican's that we use.

No plugin imports another, and these names are written nowhere else. Readers lower-case all keys of
front matter, so none can set a name in capitals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol, TypeGuard

from .diagnostics import Diagnostic

# Keys of a content's metadata.

REDIRECTS = "POUCH_REDIRECTS"
"""Paths in the output folder that redirect to the content."""

SHORTCODES = "POUCH_SHORTCODES"
"""The number of unknown shortcodes in its body, by name."""

FROM_PERMALINK = "POUCH_FROM_PERMALINK"
"""Whether its URL comes from a key of another generator."""

KIND = "POUCH_KIND"
"""`article` or `page`, as its generator took it; see `permalink_style`."""

TRANSLATION = "POUCH_TRANSLATION"
"""The same for all translations of one text; see `permalink_style`."""

FEED_ID = "POUCH_FEED_ID"
"""The path of the id that its generator gave its feed entry; see `permalink_style`."""

SLUG_GIVEN = "POUCH_SLUG_GIVEN"
"""`title` or `slug`, if that has no letter and the slug is ours."""

TAGS_AS_TYPED = "POUCH_TAGS_AS_TYPED"
"""The tags with surrounding white space, which Pelican strips."""

UNUSED_KEYS = "POUCH_UNUSED_KEYS"
"""The keys on its URL that the setting `url_keys` ignores, with their values."""

GUEST = "POUCH_GUEST"
"""Whether its author is a guest, so that its HTML has been cleaned."""

READ_ANEW = "POUCH_READ_ANEW"
"""Whether no cache may hold it: it has warnings, or its status will change."""

SHOWN_OTHERWISE = "POUCH_SHOWN_OTHERWISE"
"""Whether other Markdown engines show more of it than Python-Markdown."""

SOURCE_LINES = "POUCH_SOURCE_LINES"
"""The lines of URLs and headings in its file."""

LEAD_PICTURE = "lead_picture"
"""The image of its front matter as written: `src` and `alt`."""

AUTHOR_DETAILS = "author_details"
"""Its authors as in the front matter."""

_OURS = frozenset({AUTHOR_DETAILS, LEAD_PICTURE, "redirects", "shortcodes_left", "tags_as_written"})

# Keys of the context of templates.

FOUND_TAGS = "pouch_found"
"""The index of tags, categories and authors, by taxonomy."""

FRONT_PAGE_LANG = "front_page_lang"
"""The language of a front page, where it is not the site's own."""


class PelicanContent(Protocol):
    """What we use of an article, a page or a Pelican static file."""

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
        unread_resources: lists that look like reference lists, but are not.
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
        picture_position: returns whether a picture contains GPS coordinates.
        lead_image: the picture that represents it, or None.
    """

    pictures: tuple[dict[str, Any], ...]
    undescribed_pictures: tuple[Mapping[str, Any], ...]
    picture_flaws: Mapping[str, Diagnostic]
    picture_sizes: Callable[[Mapping[str, Any]], Mapping[str, int]]
    picture_position: Callable[[Mapping[str, Any]], bool]
    lead_image: Any


def has_resources(content: object) -> TypeGuard[WithResources]:
    """Return whether the plugin `resources` has seen a content."""
    return hasattr(content, "resources")


def has_pictures(content: object) -> TypeGuard[WithPictures]:
    """Return whether the plugin `images` has seen a content."""
    return hasattr(content, "pictures")


def resources_of(content: object) -> tuple[Any, ...]:
    """Return the works that a content cites; none if no plugin has looked."""
    works: tuple[Any, ...] = getattr(content, "resources", ())
    return works


def lead_image_of(content: object) -> Any:
    """Return the picture that represents a content, or None."""
    return getattr(content, "lead_image", None)


def portraits_in(settings: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the URLs of portraits by the names of authors, as the theme's settings have them."""
    theme = settings.get("POUCH_THEME")
    if not isinstance(theme, Mapping):
        return {}
    authors, named = theme.get("authors"), theme.get("portraits")
    found: dict[Any, Any] = {}
    if isinstance(authors, Mapping):
        described = {name: each for name, each in authors.items() if isinstance(each, Mapping)}
        found = {name: details.get("portrait") for name, details in described.items()}
    if isinstance(named, Mapping):
        found |= named
    return {str(name): url.strip() for name, url in found.items() if _is_text(url)}


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and bool(value.strip())


def avatar_of(author: object) -> str:
    """Return the absolute URL of an author's square portrait; empty if there is none."""
    return str(getattr(getattr(author, "portrait", None), "avatar", ""))


def withhold(static: Any, reason: str) -> None:
    """Note on a Pelican static file why it is not published, in one clause."""
    static.pouch_withheld = reason


def withheld_for(static: object) -> str:
    """Return why a static file is not published; empty if it is."""
    return str(getattr(static, "pouch_withheld", ""))


def redirects_of(content: object) -> Iterable[str]:
    """Return the paths that are to lead to a content."""
    paths: Iterable[str] = getattr(content, "metadata", {}).get(REDIRECTS, ())
    return paths


def is_internal(key: str) -> bool:
    """Return whether *key* names what Pelican keeps on a content for itself."""
    return key.startswith(("_", "override_"))


def is_reserved(key: str) -> bool:
    """Return whether no front matter may use *key*: Pelican needs it, or templates get ours."""
    return is_internal(key) or key in _OURS
