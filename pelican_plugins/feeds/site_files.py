"""Files next to the feeds: OPML 2.0 (opml.org/spec2.opml), style sheet, server configuration.

The style sheet is CSS, since browsers have begun to drop XSLT.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .._core.text import xml_safe
from .content.urls import encoded
from .feed_list import FORMATS, KnownFeed


def build_opml(title: str, home: str, feeds: Iterable[tuple[str, str]]) -> bytes:
    """Return an OPML document with one outline per feed.

    Args:
        title: of the document.
        home: absolute URL of the site.
        feeds: pairs of title and absolute URL.
    """
    from lxml import etree

    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = _same_as_html(title)
    body = etree.SubElement(root, "body")
    for name, url in ((_same_as_html(name), url) for name, url in feeds):
        outline = etree.SubElement(body, "outline", type="rss")
        for key, value in (("text", name), ("title", name), ("xmlUrl", url), ("htmlUrl", home)):
            outline.set(key, xml_safe(value))
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data


# What HTML would read as the beginning of a character reference.
_REFERENCE = re.compile(r"(?<!\s)\s*&(?=\S)")
_ANGLES = str.maketrans("<>", "‹›")


def _same_as_html(name: str) -> str:
    """Return a name that reads the same as plain text and as HTML.

    OPML 2.0 allows HTML in names, and half of all readers show it as text.
    """
    name = xml_safe(name)
    if "<" in name:
        name = name.translate(_ANGLES)
    return _REFERENCE.sub(" & ", name)


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


_MAX_AGE = 1800


def server_files(feeds: Iterable[KnownFeed], hubs: Iterable[str], site_path: str) -> dict[str, str]:
    """Return the configuration of web servers for feeds, by file name.

    Args:
        feeds: of the site.
        hubs: URLs of WebSub hubs.
        site_path: path of the site's URL, without a trailing slash.

    Returns:
        `_headers` for Netlify and Cloudflare Pages, `nginx.conf` with locations, and `htaccess`
        for the site's root.
    """
    hubs = list(map(_quoted, hubs))
    cache = f"public, max-age={_MAX_AGE}"
    headers: list[str] = []
    nginx: list[str] = []
    apache: dict[str, dict[str, list[str]]] = {}
    for feed in feeds:
        mime = f"{FORMATS[feed.form]}; charset=utf-8"
        headers += [
            f"{site_path}/{feed.path}",
            f"  Content-Type: {mime}",
            f"  Cache-Control: {cache}",
            "  Access-Control-Allow-Origin: *",
            *(f'  Link: <{hub}>; rel="hub"' for hub in hubs),
        ]
        nginx += [
            f'location = "{site_path}/{feed.path}" {{',
            f'    types {{ }} default_type "{mime}";',
            f'    add_header Cache-Control "{cache}";',
            *(f"    add_header Link '<{hub}>; rel=\"hub\"';" for hub in hubs),
            "}",
        ]
        name = feed.path.rpartition("/")[2]
        apache.setdefault(feed.form, {})[name] = [
            f'<Files "{name}">',
            f'    ForceType "{mime}"',
            f'    Header set Cache-Control "{cache}"',
            *(f"    Header add Link '<{hub}>; rel=\"hub\"'" for hub in hubs),
            "</Files>",
        ]
    htaccess = [line for files in apache.values() for lines in files.values() for line in lines]
    files = {"_headers": headers, "nginx.conf": nginx, "htaccess": htaccess}
    return {name: "\n".join([*lines, ""]) for name, lines in files.items()}


def _quoted(url: str) -> str:
    # RFC 3986 allows these in a URL, but they are syntax in server configuration.
    return encoded(url).replace("'", "%27").replace("$", "%24").replace(";", "%3B")
