"""Feeds that validate and show complete articles: RSS 2.0, Atom 1.0 and JSON Feed 1.1.

Every feed that Pelican's settings request is written to the same URL with the same GUIDs;
`FEED_ALL_JSON`, `CATEGORY_FEED_JSON`, `AUTHOR_FEED_JSON`, `TAG_FEED_JSON` and
`TRANSLATION_FEED_JSON` add JSON feeds. A site with `FEED_ALL_ATOM` that does not set
`FEED_ALL_RSS` or `FEED_ALL_JSON` also gets `feeds/all.rss.xml` and `feeds/all.json`, unless
another feed has that path.

In a template's head, `{{ feed_links() }}` links every feed of the page.

Settings: `POUCH_FEEDS`, see docs/settings.md. docs/feeds.md describes the entries.
"""

from .plugin import register

__all__ = ["register"]
