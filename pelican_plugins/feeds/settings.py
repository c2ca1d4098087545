"""`POUCH_FEEDS`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from .._core.deprecated_settings import WAS
from .._core.errors import SettingsError
from .._core.paths import leads_out
from .._core.settings import Range

Content = Literal["full", "summary"]
Items = Annotated[int, Range(1, 100_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsSettings:
    """The entries of each kind of feed, and the metadata of all feeds.

    Attributes:
        content: whether entries hold the full article or only its summary.
        category_content: the same for feeds of categories, if different.
        author_content: the same for feeds of authors.
        tag_content: the same for feeds of tags.
        translation_content: the same for feeds of one language.
        items: number of entries in a feed of all articles. If this or one of the four below is
            not set, your `FEED_MAX_ITEMS` applies.
        category_items: number of entries in the feed of a category.
        author_items: number of entries in the feed of an author.
        tag_items: number of entries in the feed of a tag.
        translation_items: number of entries in the feed of one language.
        archives: write all older entries into archives next to the feeds of all articles
            (RFC 5005).
        hubs: URLs of WebSub hubs, which notify readers at once.
        copyright: a sentence about the licence of your articles.
        image: the image of the feed, as a URL or a path in the content folder. RSS allows at
            most 144 by 400 px.
        icon: a small square image, as a URL or a path in the content folder.
        logo: an image twice as wide as high, as a URL or a path in the content folder.
        ttl: minutes that readers may wait between requests.
        stylesheet_save_as: path of the style sheet that makes a feed readable in a browser;
            empty for none.
        opml_save_as: path of the list of all feeds, which feed readers can import; empty for
            none.
        server_config_path: folder for configuration of Netlify (`_headers`), nginx and Apache;
            empty for none.
        iframes: replace an iframe by a link, or keep it with a link after it; some readers and
            validators reject iframes.
        podcast: what podcast directories read of a show: `category`, `image` (a URL or a path in
            the content folder), `explicit`, `author`, `email`, `type` (`episodic` or `serial`),
            `block`, `complete`, `new_feed_url`, `guid`, `locked`, `funding` and `medium`.
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
    stylesheet_save_as: str = field(default="feeds/feed.css", metadata={WAS: ("stylesheet",)})
    opml_save_as: str = field(default="feeds/feeds.opml", metadata={WAS: ("opml",)})
    server_config_path: str = field(default="", metadata={WAS: ("snippets",)})
    iframes: Literal["link", "keep"] = "link"
    podcast: Mapping[str, object] = field(default_factory=dict)

    def items_of(self, kind: str) -> int:
        """Return the number of entries in a feed of this kind (all, category, author, …)."""
        name = "items" if kind == "all" else f"{kind}_items"
        return int(getattr(self, name))

    def content_of(self, kind: str) -> str:
        """Return whether the entries of such a feed hold the full article or its summary."""
        name = "content" if kind == "all" else f"{kind}_content"
        return str(getattr(self, name) or self.content)


def check_paths(settings: FeedsSettings) -> None:
    """Raise an error for paths outside the output folder.

    Raises:
        SettingsError: there is such a path.
    """
    for name in ("stylesheet_save_as", "opml_save_as", "server_config_path"):
        path = getattr(settings, name)
        if path and leads_out(path.strip("/") if name == "server_config_path" else path):
            raise SettingsError(
                f"POUCH_FEEDS[{name!r}] is {path!r}",
                "set a path below the output folder, such as 'feeds/feeds.opml'",
            )
