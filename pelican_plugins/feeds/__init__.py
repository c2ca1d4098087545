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

Settings (`POUCH_FEEDS`):

- `content`: `"full"` (the default) or `"summary"`; `category_content`, `author_content`,
  `tag_content` and `translation_content` do the same for these feeds only.
- `items`: how many entries a feed of all articles has, 20 by default; `category_items`,
  `author_items`, `tag_items`, `translation_items` for the others. A `FEED_MAX_ITEMS` of your own
  counts where these say nothing.
- `archives`: `True` writes the rest of the feeds of all articles as archives (RFC 5005).
- `hubs`: addresses of WebSub hubs.
- `copyright`, `image`, `icon`, `logo`: of the site; pictures by address, or by their path in the
  content folder. RSS shows an image of at most 144 by 400 px.
- `ttl`: minutes that readers may wait before they ask again.
- `stylesheet`: the CSS file by which browsers explain a feed (`"feeds/feed.css"`); `""` for none.
- `opml`: the list of all feeds, for readers to import (`"feeds/feeds.opml"`); `""` for none.
- `snippets`: a folder for what Netlify (`_headers`), nginx and Apache should say of feeds.
- `iframes`: `"keep"` keeps them, with the link behind; some readers and validators refuse them.
- `podcast`: what directories ask for: `category`, `image`, `author`, `email`, `explicit`, `type`.

`docs/feeds.md` tells more.
"""

from .plugin import register

__all__ = ["register"]
