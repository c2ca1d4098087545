"""`POUCH_FEEDS`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from .._core.errors import SettingsError
from .._core.paths import leads_out
from .._core.settings import Range

Content = Literal["full", "summary"]
Items = Annotated[int, Range(1, 100_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsSettings:
    """How many entries each kind of feed has, what they carry, and what a feed says of itself.

    Attributes:
        content: what an entry carries: the whole article, or its summary alone.
        category_content: the same for feeds of categories, where it is to differ.
        author_content: the same for feeds of authors.
        tag_content: the same for feeds of tags.
        translation_content: the same for feeds of one language.
        items: how many entries a feed of all articles has. A `FEED_MAX_ITEMS` of your own
            counts where this and the four below say nothing.
        category_items: how many a feed of a category has.
        author_items: how many a feed of an author has.
        tag_items: how many a feed of a tag has.
        translation_items: how many a feed of one language has.
        archives: write all older entries as archives beside the feeds of all articles
            (RFC 5005).
        hubs: addresses of WebSub hubs, which tell readers at once.
        copyright: a sentence on who may do what with the texts.
        image: the picture of the feed, by its address or its path in the content folder.
            RSS shows at most 144 by 400 px of it.
        icon: a small square picture, in the same way.
        logo: a picture twice as wide as high, in the same way.
        ttl: minutes that readers may wait before they ask again.
        stylesheet: the file by which browsers explain a feed to people; empty for none.
        opml: the list of all feeds, which feed readers can import; empty for none.
        snippets: a folder for what Netlify (`_headers`), nginx and Apache should say of feeds;
            empty for none.
        iframes: what becomes of a frame: a link in its place, or the frame with the link
            behind it, which some readers and validators refuse.
        podcast: what directories of podcasts ask for: `category`, `image`, `author`,
            `email`, `explicit` and `type`.
    """

    content: Content = "full"
    category_content: Content | None = None
    author_content: Content | None = None
    tag_content: Content | None = None
    translation_content: Content | None = None
    items: Items = 20
    category_items: Items = 20
    author_items: Items = 20
    tag_items: Items = 20
    translation_items: Items = 20
    archives: bool = False
    hubs: tuple[str, ...] = ()
    copyright: str = ""
    image: str = ""
    icon: str = ""
    logo: str = ""
    ttl: Annotated[int, Range(1, 525_600)] | None = None
    stylesheet: str = "feeds/feed.css"
    opml: str = "feeds/feeds.opml"
    snippets: str = ""
    iframes: Literal["link", "keep"] = "link"
    podcast: Mapping[str, str] = field(default_factory=dict)

    def items_of(self, kind: str) -> int:
        """Return how many entries a feed of this kind (all, category, author, …) has."""
        name = "items" if kind == "all" else f"{kind}_items"
        return int(getattr(self, name))

    def content_of(self, kind: str) -> str:
        """Return what the entries of such a feed carry."""
        name = "content" if kind == "all" else f"{kind}_content"
        return str(getattr(self, name) or self.content)


def check_paths(settings: FeedsSettings) -> None:
    """Refuse paths that are not below the output folder.

    Raises:
        SettingsError: there is one.
    """
    for name in ("stylesheet", "opml", "snippets"):
        path = getattr(settings, name)
        if path and leads_out(path.strip("/") if name == "snippets" else path):
            raise SettingsError(
                f"POUCH_FEEDS[{name!r}] is {path!r}",
                "it should be a path below the output folder, such as 'feeds/feeds.opml'",
            )
