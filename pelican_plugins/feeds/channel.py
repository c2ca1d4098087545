"""What every feed of a site says of itself."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from .body.addresses import encoded
from .feed import Feed, Picture
from .picture_size import picture_size
from .published_files import PublishedFiles
from .settings import FeedsSettings


def channel(own: FeedsSettings, files: PublishedFiles, path: str) -> Feed:
    """Return a feed without title and entries.

    Args:
        own: what the owner has set.
        files: of the site.
        path: where the feed is written.
    """
    # Seen from the feed: a browser takes a style sheet of the same host only.
    stylesheet = own.stylesheet and posixpath.relpath(
        own.stylesheet, posixpath.dirname(path) or "."
    )
    return Feed(
        title="",
        description="",
        link="",
        self_link="",
        language="",
        entries=(),
        copyright=own.copyright,
        image=_picture(own.image, files),
        icon=_whole(own.icon, files),
        logo=_whole(own.logo or own.image, files),
        hubs=own.hubs,
        ttl=own.ttl,
        stylesheet=encoded(stylesheet),
        podcast=tuple(sorted(own.podcast.items())),
    )


def _whole(written: str, files: PublishedFiles) -> str:
    if not written or "://" in written:
        return encoded(written)
    below = files.find(written, "") or written
    return encoded(f"{files.site}/{below.lstrip('/')}")


def _picture(written: str, files: PublishedFiles) -> Picture | None:
    if not written:
        return None
    below = files.find(written, "") or ""
    width, height = picture_size(files.sources.get(unquote(below), ""))
    return Picture(url=_whole(written, files), width=width, height=height)
