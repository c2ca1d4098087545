"""The files of a bundle lie beside its page, and its translations are linked, whatever they are."""

from __future__ import annotations

import io

from PIL import Image
from support import post

SETTINGS = {
    "ARTICLE_PATHS": ["content"],
    "PAGE_PATHS": ["content"],
    "STATIC_PATHS": ["content"],
    "PATH_METADATA": "content/(?P<path>.+)",
    "FEED_ALL_RSS": "all.xml",
    "POUCH_FRONT_MATTER": {
        "url_keys": "all",
        "permalink_style": "hugo",
        "permalinks": {"posts": "/:year/:slug/"},
        "content_folders": {"content": ""},
        "url_prefixes": {"en": "", "fr": "fr"},
        "date_keys": ["date"],
        "undated": "page",
    },
}


def picture() -> bytes:
    data = io.BytesIO()
    Image.new("L", (40, 30)).save(data, "PNG")
    return data.getvalue()


def test_a_bundle_with_its_files_and_its_languages(build_site) -> None:
    body = "![A gauge](deep/p.png) and [another]({filename}/posts/flat.md)"
    files = {
        "content/posts/a/index.md": post(body, title="Tide", date="2020-03-04"),
        "content/posts/a/index.fr.md": "---\ntitle: Marée\n---\nDu texte.\n",
        "content/posts/a/deep/p.png": picture(),
        "content/posts/d/index.md": post(title="Secret", date="2020-03-04", draft=True),
        "content/posts/flat.md": post(title="Flat", date="2020-03-05", aliases=["old"]),
        "content/loose.png": picture(),
    }
    site = build_site(files, SETTINGS)

    assert site.code == 0, site.log
    assert {"2020/tide/deep/p.png", "loose.png", "fr/1/marée/index.html"} <= site.files().keys()
    page = site.soup("2020/tide/index.html")
    assert "2020/tide/deep/p.png" in str(page.select_one(".prose img"))
    assert page.select_one(".prose a")["href"].endswith("/2020/flat/")
    other = site.soup("fr/1/marée/index.html")
    assert [a["href"] for a in page.select("a[hreflang=fr]")] != []
    assert [a["href"] for a in other.select("a[hreflang=en]")] != []
    assert site.text("all.xml").count("<item>") == 2
    assert site.soup("2020/old/index.html").a["href"].endswith("/2020/flat/")
