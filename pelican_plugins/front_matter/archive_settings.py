"""Write a starting `pelicanconf.py` for a site that comes from another generator."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from typing import Any

from .archive import Generator

_JEKYLL_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "none": "/:categories/:title.html",
}
_JEKYLL_WORDS = {
    "year": "{date:%Y}",
    "short_year": "{date:%y}",
    "month": "{date:%m}",
    "day": "{date:%d}",
    "i_month": "{date:%-m}",
    "i_day": "{date:%-d}",
    "y_day": "{date:%j}",
    "title": "{slug}",
    "slug": "{slug}",
    "hour": "{date:%H}",
    "minute": "{date:%M}",
    "second": "{date:%S}",
}


def starting_settings(  # noqa: PLR0913 (each is a fact of the site)
    generator: Generator,
    config: Mapping[str, Any],
    *,
    root: str,
    content: str,
    posts: Iterable[str],
    static: Iterable[str],
) -> str:
    """Return the text of a `pelicanconf.py` that keeps the site's addresses.

    Args:
        generator: the site's generator.
        config: its settings, see `archive.read_config`.
        root: the site's folder as seen from the new file.
        content: its content folder, relative to *root*; may be empty.
        posts: paths of its posts, relative to *content*.
        static: its folders of static files that are there, relative to *root*.
    """
    posts = sorted(posts)
    articles, pages = _places(generator, content, posts)
    address = _article_address(generator, config)
    save_as = f"{address}index.html" if address.endswith("/") else address
    prefixes = "|".join(re.escape(f"{folder}/") for folder in sorted({content, "static"} - {""}))
    language = str(config.get("languagecode") or config.get("lang") or "en").split("-")[0]
    lines = [
        f'"""Settings of a site that came from {generator.name}."""',
        "",
        f"SITENAME = {_text(config, 'title', 'name') or 'My site'!r}",
        f"SITEURL = {_site(config)!r}",
        f"TIMEZONE = {_text(config, 'timezone') or 'UTC'!r}",
        f"DEFAULT_LANG = {language!r}",
        "",
        f"PATH = {root!r}",
        f"ARTICLE_PATHS = {articles!r}",
        f"PAGE_PATHS = {pages!r}",
        f"STATIC_PATHS = {sorted(static)!r}",
        "USE_FOLDER_AS_CATEGORY = False",
        "",
        "# The addresses that the site has had; {section} is the folder of a post.",
        f"PATH_METADATA = {_path_metadata(prefixes)!r}",
        f"ARTICLE_URL = {address!r}",
        f"ARTICLE_SAVE_AS = {save_as!r}",
        "DRAFT_URL = 'drafts/{slug}/'",
        "DRAFT_SAVE_AS = 'drafts/{slug}/index.html'",
        "PAGE_URL = '{slug}/'",
        "PAGE_SAVE_AS = '{slug}/index.html'",
        "",
        "PLUGINS = ['pelican_plugins']",
        "POUCH_FRONT_MATTER = {'slugs': 'file_name', 'url_keys': 'all'}",
        "",
    ]
    return "\n".join(lines)


def _places(generator: Generator, content: str, posts: list[str]) -> tuple[list[str], list[str]]:
    """Return ARTICLE_PATHS and PAGE_PATHS: posts lie in folders, pages beside them."""
    folders = {path.partition("/")[0] for path in posts if "/" in path}
    pages = folders & {"_pages", "pages"}
    articles = folders - pages
    if generator.name == "Jekyll":
        articles = articles & {"_posts", "_drafts"} or articles
    pages |= {path for path in posts if "/" not in path}
    return (
        [posixpath.join(content, folder) for folder in sorted(articles)],
        [posixpath.join(content, page) for page in sorted(pages)],
    )


def _article_address(generator: Generator, config: Mapping[str, Any]) -> str:
    if generator.name != "Jekyll":
        return "{section}/{slug}/"
    style = str(config.get("permalink") or "date")
    pattern = _JEKYLL_STYLES.get(style, style).lstrip("/")
    # A post of Jekyll's may have many categories, or none; Pelican's have one.
    pattern = re.sub(r":categories/", "", pattern)
    pattern = re.sub(r":(\w+)", lambda word: _JEKYLL_WORDS.get(word[1], "{slug}"), pattern)
    return pattern if pattern.endswith(("/", ".html")) else f"{pattern}/"


def _path_metadata(prefixes: str) -> str:
    prefix = f"(?:{prefixes})?" if prefixes else ""
    return rf"{prefix}(?P<path>(?:(?P<section>.*?)/)?(?:[^/]+/index\.\w+|[^/]+))$"


def _text(config: Mapping[str, Any], *keys: str) -> str:
    return next((value for key in keys if isinstance(value := config.get(key), str)), "")


def _site(config: Mapping[str, Any]) -> str:
    address = _text(config, "baseurl", "base_url", "url")
    if config.get("url") and str(config.get("baseurl", "")).startswith("/"):
        # Jekyll has them apart.
        address = f"{config['url']}{config['baseurl']}"
    return address.rstrip("/") if "://" in address else ""
