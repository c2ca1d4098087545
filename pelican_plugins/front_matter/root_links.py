"""Root-relative links of a site that is not at the root of its host.

Other generators, editors and CMSs write links to a site's own files as `/images/a.jpg` and
`/one.html`. Below `SITEURL = "https://example.org/blog"` these lead past the site.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote

_TAG = re.compile(r"<[A-Za-z][^<>]*>")
_URL = re.compile(r"""(?<=\s)(?P<name>href|src|poster)=(?P<quote>["'])(?P<url>/(?!/)[^"'<>]*)""")
_REST = re.compile(r"[?#].*", re.DOTALL)


def mark_root_links(html: str, marked: Callable[[str], str | None]) -> str:
    """Return HTML in which Pelican finds the files of root-relative links.

    Args:
        html: a body.
        marked: returns Pelican's link (`{static}/images/a.jpg`) for a path from the site's root,
            without its slash; None where the site has nothing there.
    """

    def replaced(found: re.Match[str]) -> str:
        path = _REST.sub("", found["url"])
        link = marked(unquote(path[1:]))
        if link is None:
            return found.group()
        return f"{found['name']}={found['quote']}{link}{found['url'][len(path) :]}"

    return _TAG.sub(lambda tag: _URL.sub(replaced, tag.group()), html)


def links_by_path(posts: Mapping[str, str], files: Mapping[str, str]) -> dict[str, str]:
    """Return Pelican's links to contents by the paths of their URLs.

    Args:
        posts: source paths relative to the content folder by the URLs of articles and pages, which
            are percent-encoded and relative to the site's root.
        files: the same of static files.
    """
    marked = {unquote(url): f"{{static}}/{quote(path)}" for url, path in files.items()}
    for url, path in posts.items():
        link = f"{{filename}}/{quote(path)}"
        plain = unquote(url)
        # Other generators link to a folder with and without its slash.
        names = {plain, plain.removesuffix("index.html"), plain.rstrip("/")} - {""}
        marked |= dict.fromkeys(names, link)
    return marked
