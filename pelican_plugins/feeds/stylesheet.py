"""The style sheet of feeds, for people who open one in a browser.

CSS and no XSLT: browsers have begun to drop XSLT.
"""

CSS = """\
/* Browsers show this sentence in place of the markup of a feed. */
rss::before, feed::before {
  content: "This is a feed. Paste its address into a feed reader to follow the site.";
  display: block;
  margin: 0 0 2rem;
  padding: 1rem;
  border: 1px solid;
  font-size: 1.25rem;
}
rss, feed { display: block; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }
rss, feed { font: 1rem/1.5 system-ui, sans-serif; }
rss *, feed * { display: none; }
channel, item, entry, title, pubDate, published { display: block !important; }
item, entry { margin: 1.5rem 0; }
title { font-weight: bold; }
pubDate, published { font-size: 0.875rem; }
"""
