"""Write a starting `pelicanconf.py` for a site that comes from another generator."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from .import_scan import Generator, curls_quotes, is_true, publishes_future
from .settings import FrontMatterSettings

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


def reading_of(
    generator: Generator, config: Mapping[str, Any], *, in_vault: bool
) -> FrontMatterSettings:
    """Return how the texts of a site are read so that they mean what they meant there.

    Args:
        generator: the site's generator.
        config: its settings, see `archive.read_config`.
        in_vault: whether they are notes of Obsidian's.
    """
    # Hugo writes nothing of what has expired, whereas a hidden post has a page.
    removes = generator.name == "Hugo" and not is_true(config, "buildexpired")
    return FrontMatterSettings(
        url_keys="all",
        slugs="file_name",
        date_order=generator.date_order,
        expired="draft" if removes else "hidden",
        markdown="commonmark",
        smart_punctuation=curls_quotes(generator, config),
        obsidian_syntax=in_vault,
        obsidian_comments="always" if in_vault else "vault",
    )


def starting_settings(  # noqa: PLR0913 (each is a fact of the site)
    generator: Generator,
    config: Mapping[str, Any],
    *,
    root: str,
    content: str,
    posts: Iterable[str],
    static: Iterable[str],
    reading: FrontMatterSettings,
) -> str:
    """Return the text of a `pelicanconf.py` that keeps the site's addresses.

    Args:
        generator: the site's generator.
        config: its settings, see `archive.read_config`.
        root: the site's folder as seen from the new file.
        content: its content folder, relative to *root*; may be empty.
        posts: paths of its posts, relative to *content*.
        static: its folders of static files that are there, relative to *root*.
        reading: how its texts are read.
    """
    posts = sorted(posts)
    articles, pages = _places(generator, content, posts)
    address = _article_address(generator, config)
    save_as = f"{address}index.html" if address.endswith("/") else address
    prefixes = "|".join(re.escape(f"{folder}/") for folder in sorted({content, "static"} - {""}))
    language = str(config.get("languagecode") or config.get("lang") or "en").split("-")[0]
    changed = {
        field.name: getattr(reading, field.name)
        for field in fields(reading)
        if getattr(reading, field.name) != field.default
    }
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
        *_publication(generator, config),
        "PLUGINS = ['pelican_plugins']",
        f"POUCH_FRONT_MATTER = {changed!r}",
        "",
    ]
    return "\n".join(lines)


def _publication(generator: Generator, config: Mapping[str, Any]) -> list[str]:
    if publishes_future(generator, config):
        return []
    return ["# What has a date that is still to come is a draft.", "WITH_FUTURE_DATES = False", ""]


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
