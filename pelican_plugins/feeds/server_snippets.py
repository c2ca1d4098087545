"""What a web server should say of feeds, ready to be pasted into its settings."""

from __future__ import annotations

from collections.abc import Iterable

from .body.addresses import encoded
from .kinds import FORMATS, KnownFeed

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
