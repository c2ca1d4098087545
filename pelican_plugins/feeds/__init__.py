"""Feeds that carry the whole article, at the addresses Pelican's own settings name.

Every feed that `FEED_ALL_ATOM`, `FEED_ALL_RSS`, `TAG_FEED_RSS` and the like ask for is
written as before, under the same address, with the same GUIDs, and

- with the whole article, summary apart (`content:encoded` in RSS, `content` in Atom);
- with absolute addresses for links and pictures;
- with the category and every tag as categories, and all authors;
- as a document that XML readers accept, whatever characters were pasted into a post.

Where a site has an Atom feed of all articles and says nothing of `FEED_ALL_RSS`, an RSS feed
is written beside it, at `feeds/all.rss.xml`, unless another feed of the site has that path;
`FEED_ALL_RSS = None` keeps it away. A feed names the language of its articles, and none where
they are in several.

Settings (`POUCH_FEEDS`):

- `content`: `"full"` (the default) or `"summary"`.
"""

from .plugin import register

__all__ = ["register"]
