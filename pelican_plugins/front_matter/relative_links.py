"""Link files next to a post, as in Hugo's leaf bundles, and link from post to post."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import quote, unquote

from .._core.paths import join_inside

# Python-Markdown writes these attributes with double quotes. A URL that begins with a brace or a
# bar has one of Pelican's markers; one with a colon, slash or # is not next to the post.
_ADDRESS = re.compile(
    r"""(?P<head><(?:img|a|source|video|audio)\b[^<>]*?\s(?P<name>src|href|poster)=")"""
    r"""(?P<path>[^"{|:/#?][^":#?]*)(?P<rest>(?:[#?][^"]*)?")"""
)
# Pelican looks up the URL without unescaping HTML: no file name holds `&amp;`.
_UNSAFE = re.compile(r"[&\"<>]")
_POST = (".md", ".markdown", ".mkd", ".mdown", ".rst")
# Pelican makes pages of these, so a link may mean the page or the file.
_PAGES = (".html", ".htm")


def link_local_files(
    html: str, exists: Callable[[str], bool], find_post: Callable[[str], str | None]
) -> str:
    """Return *html* with Pelican's markers before the URLs of files next to the post.

    Pelican then copies a linked image (`{static}`), and a link to another post's source leads to
    its page (`{filename}`).

    Args:
        html: of the post.
        exists: returns whether there is such a file, by its path from the post's folder.
        find_post: returns Pelican's link to the post that a link names; None if there is none.
    """

    def mark(match: re.Match[str]) -> str:
        written = _UNSAFE.sub(lambda found: quote(found.group()), unescape(match["path"]))
        path = unquote(written)
        if path.lower().endswith(_PAGES):
            return match.group()
        if match["name"] == "href" and path.lower().endswith(_POST):
            post = find_post(written)
            return match.group() if post is None else f"{match['head']}{post}{match['rest']}"
        return (
            f"{match['head']}{{static}}{written}{match['rest']}" if exists(path) else match.group()
        )

    marked = _ADDRESS.sub(mark, html)
    # If equal, the same object, to save memory.
    return marked if marked != html else html


def link_to_post(written: str, folder: str, exists: Callable[[str], bool]) -> str | None:
    """Return the link *written* in a post with Pelican's marker; None if it leads to no post.

    Code hosts and most editors resolve it from the post's own folder, Obsidian also from the
    content folder. Neither may lead out of the content folder.

    Args:
        written: the URL without its fragment, percent-encoded.
        folder: of the post, relative to the content folder.
        exists: returns whether there is such a file, by its path from the content folder.
    """
    for marker, base in (("{filename}", folder), ("{filename}/", "")):
        path = join_inside(base, unquote(written))
        if path is not None and exists(path):
            return f"{marker}{written}"
    return None
