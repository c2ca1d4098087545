"""Feeds that every validator passes and every reader shows whole: RSS 2.0, Atom 1.0, JSON Feed 1.1.

Every feed that `FEED_ALL_ATOM`, `FEED_ALL_RSS`, `TAG_FEED_RSS` and the like ask for is written
as before, under the same address and with the same GUIDs; `FEED_ALL_JSON`, `CATEGORY_FEED_JSON`,
`AUTHOR_FEED_JSON`, `TAG_FEED_JSON` and `TRANSLATION_FEED_JSON` ask for JSON. An entry has

- a title in plain text, all authors, when it was published and changed, and its language;
- the category and every tag, with the address of its page;
- a summary and the whole text, made fit to be read elsewhere: absolute addresses, no scripts,
  forms, trackers and links of headings to themselves, a link in the place of an iframe;
- its lead picture, in the text and as data with its size and alternative text;
- audio, video and PDF files that the text links to, or that `enclosure` in the front matter
  names, with their length; an episode's facts under `podcast`;
- its list of resources as data.

`guid` in the front matter replaces Pelican's GUID, for a post that has moved. Where a site has
an Atom feed of all articles and says nothing of `FEED_ALL_RSS` or `FEED_ALL_JSON`, these are
written beside it (`feeds/all.rss.xml`, `feeds/all.json`), unless another feed of the site has
the path; `None` keeps them away. A feed names the language of its articles, and none where they
are in several. A file that has not changed is not touched.

In a template's head, `{{ feed_links() }}` links every feed that belongs to the page.

Settings: `POUCH_FEEDS`, whose keys docs/settings.md explains.

`docs/feeds.md` tells more.
"""

from .plugin import register

__all__ = ["register"]
