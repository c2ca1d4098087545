"""The list of a site's feeds as OPML 2.0 (opml.org/spec2.opml), for readers to import.

The style sheet of feeds, for people who open one in a browser.

CSS and no XSLT: browsers have begun to drop XSLT.

What a web server should say of feeds, ready to be pasted into its settings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from .._core.text import xml_safe
from .content.urls import encoded
from .feed_list import FORMATS, KnownFeed


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A feed as somebody may subscribe to it.

    Attributes:
        title: plain text.
        url: absolute address of the feed.
        home: absolute address of the page it belongs to.
        language: BCP 47 tag, or empty.
    """

    title: str
    url: str
    home: str
    language: str = ""


def build_opml(title: str, subscriptions: Iterable[Subscription]) -> bytes:
    """Return an OPML document with one outline for each feed."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = xml_safe(title)
    body = etree.SubElement(root, "body")
    for each in subscriptions:
        outline = etree.SubElement(body, "outline", type="rss")
        for name, value in (
            ("text", each.title),
            ("title", each.title),
            ("xmlUrl", each.url),
            ("htmlUrl", each.home),
            ("language", each.language),
        ):
            if value:
                outline.set(name, xml_safe(value))
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data


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


_SECONDS = 1800


def headers_file(feeds: Iterable[KnownFeed], hubs: Iterable[str], site_path: str) -> str:
    """Return a `_headers` file, as Netlify and Cloudflare Pages read it."""
    hubs = list(map(_quoted, hubs))
    blocks = []
    for feed in feeds:
        lines = [
            f"{site_path}/{feed.path}",
            f"  Content-Type: {FORMATS[feed.form]}; charset=utf-8",
            f"  Cache-Control: public, max-age={_SECONDS}",
            "  Access-Control-Allow-Origin: *",
            *(f'  Link: <{hub}>; rel="hub"' for hub in hubs),
        ]
        blocks.append("\n".join(lines))
    return "\n".join([*blocks, ""])


def nginx_snippet(feeds: Iterable[KnownFeed], hubs: Iterable[str], site_path: str) -> str:
    """Return locations for nginx."""
    hubs = list(map(_quoted, hubs))
    blocks = []
    for feed in feeds:
        lines = [
            f'location = "{site_path}/{feed.path}" {{',
            f'    types {{ }} default_type "{FORMATS[feed.form]}; charset=utf-8";',
            f'    add_header Cache-Control "public, max-age={_SECONDS}";',
            *(f"    add_header Link '<{hub}>; rel=\"hub\"';" for hub in hubs),
            "}",
        ]
        blocks.append("\n".join(lines))
    return "\n".join([*blocks, ""])


def apache_snippet(feeds: Iterable[KnownFeed], hubs: Iterable[str]) -> str:
    """Return a part of an `.htaccess` at the site's root."""
    hubs = list(map(_quoted, hubs))
    names: dict[str, dict[str, None]] = {}
    for feed in feeds:
        names.setdefault(feed.form, {})[feed.path.rpartition("/")[2]] = None
    blocks = []
    for form, files in names.items():
        for file in files:
            lines = [
                f'<Files "{file}">',
                f'    ForceType "{FORMATS[form]}; charset=utf-8"',
                f'    Header set Cache-Control "public, max-age={_SECONDS}"',
                *(f"    Header add Link '<{hub}>; rel=\"hub\"'" for hub in hubs),
                "</Files>",
            ]
            blocks.append("\n".join(lines))
    return "\n".join([*blocks, ""])


def _quoted(url: str) -> str:
    # RFC 3986 allows these in an address, and they mean something in the settings of a server.
    return encoded(url).replace("'", "%27").replace("$", "%24").replace(";", "%3B")
