"""What Pelican's own writer says of an article, asked for once and not for each feed."""

from __future__ import annotations

from typing import Any

from .._core.pelican_compat import add_item, new_feed
from .entries import texts_of_item
from .pelican_feed_files import FeedFiles


class PelicanItems(FeedFiles):
    """Pelican's writer, which remembers its items."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # By the id of the article; the site keeps all of them until the end of a build.
        self._items: dict[tuple[int, str], dict[str, Any]] = {}
        self._urls: dict[int, str] = {}

    def new_feed(self, feed_type: str, feed_title: str | None, context: Any) -> Any:
        """Return an empty feed of Pelican's own, which those who listen are given."""
        # feedgenerator knows no JSON; a feed in Atom's terms stands for it.
        form = "atom" if feed_type == "json" else feed_type
        return new_feed(self, form, feed_title, context)

    def item(self, theirs: Any, article: Any, feed_type: str) -> dict[str, Any]:
        """Return what Pelican says of *article* in a feed, a dict that may be changed."""
        form = "rss" if feed_type == "rss" else "atom"
        key = id(article), form
        if key not in self._items:
            add_item(self, theirs, article)
            item = theirs.items.pop()
            content, summary = article.get_content(self.site_url), article.summary
            # What Pelican says of an article differs between formats by its texts alone.
            for other in ("rss", "atom"):
                short = other == "rss" and bool(self.settings.get("RSS_FEED_SUMMARY_ONLY"))
                texts = texts_of_item(other, content, summary, short=short)
                self._items[id(article), other] = item | texts
        return dict(self._items[key])

    def url_of(self, article: Any) -> str:
        """Return the address of *article* as its settings have it."""
        # Pelican works it out anew each time it is asked.
        if id(article) not in self._urls:
            self._urls[id(article)] = str(article.url)
        return self._urls[id(article)]
