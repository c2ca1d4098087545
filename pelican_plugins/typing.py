"""Types of the suite's settings, for editors and type checkers.

```python
from pelican_plugins.typing import Feeds, Tags

POUCH_FEEDS: Feeds = {"items": 30}
POUCH_TAGS: Tags = {"aliases": {"Ukrain": "Ukraine"}}
```

An editor then completes the keys, and mypy or pyright finds a wrong one before a build does.
Nothing of a build is loaded with this module. What each key does says docs/settings.md. Both are
made by docs/reference.py of the classes of settings: change those.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypedDict

__all__ = [
    "Build",
    "Embeds",
    "Feeds",
    "FrontMatter",
    "Guard",
    "Images",
    "Resources",
    "Tags",
    "Theme",
]

# Not any sequence: a text is one, too, and would be taken for a list of its letters.
Texts = list[str] | tuple[str, ...] | set[str] | frozenset[str]
Numbers = list[int] | tuple[int, ...] | set[int] | frozenset[int]


class Build(TypedDict, total=False):
    """`POUCH_BUILD`."""

    processes: int
    cache_markdown: bool
    cache_typogrify: bool
    cache_templates: bool
    incremental: bool
    pure_functions: Texts


class Embeds(TypedDict, total=False):
    """`POUCH_EMBEDS`."""

    show: Literal["as-written", "cards", "players"]
    iframes: Literal["card", "keep"]
    providers: Texts
    servers: Texts


class Feeds(TypedDict, total=False):
    """`POUCH_FEEDS`."""

    content: Literal["full", "summary"]
    category_content: Literal["full", "summary"] | None
    author_content: Literal["full", "summary"] | None
    tag_content: Literal["full", "summary"] | None
    translation_content: Literal["full", "summary"] | None
    items: int
    category_items: int
    author_items: int
    tag_items: int
    translation_items: int
    archives: bool
    hubs: Texts
    copyright: str
    image: str
    icon: str
    logo: str
    ttl: int | None
    stylesheet_save_as: str
    opml_save_as: str
    server_config_path: str
    iframes: Literal["link", "keep"]
    podcast: Mapping[str, object]


class FrontMatter(TypedDict, total=False):
    """`POUCH_FRONT_MATTER`."""

    strict: bool
    date_fallback: Literal["nothing", "git", "mtime"]
    date_order: Literal["day", "month"] | None
    date_keys: Texts
    url_keys: Literal["pelican", "all"] | None
    slug_source: Literal["title", "file_name"]
    future: Literal["draft", "hidden", "published"]
    expired: Literal["draft", "hidden", "published"]
    shortcodes: bool
    shortcode_paths: Texts
    summary_separator: str
    markdown: Literal["commonmark", "python-markdown"]
    smart_punctuation: bool
    heading_ids: bool
    obsidian_syntax: bool
    obsidian_comments: Literal["vault", "always", "never"]
    front_matter_defaults: Mapping[str, Texts]
    permalink_style: Literal["hugo", "jekyll", "zola", "eleventy", "astro"] | None
    permalinks: Mapping[str, str]
    content_folders: Mapping[str, str]
    url_prefixes: Mapping[str, str]
    ugly_urls: bool
    ugly_url_folders: Texts
    lower_case_urls: bool
    remove_accents: bool
    keep_file_dates: bool
    slug_characters: Literal["ascii", "safe", "all"]
    undated: Literal["article", "page"]
    redirects: Mapping[str, str]
    allow_symlinks: Texts
    allow_server_files: Texts
    guests: Texts
    guest_authors: Texts


class Guard(TypedDict, total=False):
    """`POUCH_GUARD`."""

    file_report: bool
    leak_check: Literal["auto", "off", "warn", "stop"]
    private_words_file: str
    leak_allow: Texts
    removed_urls: Texts
    stale_output: Literal["off", "warn", "remove"]
    link_check: Literal["off", "warn"]


class Images(TypedDict, total=False):
    """`POUCH_IMAGES`."""

    variants: bool
    widths: Numbers
    formats: Texts
    avif_quality: int
    webp_quality: int
    variants_path: str
    content_width: int
    max_pixels: int
    placeholder: Literal["none", "color", "colour"]
    credit: Literal["none", "exif"]
    social_card: bool
    number_figures: bool
    figure_label: str
    extra_syntax: Texts
    galleries: bool
    theme_styles: bool
    keep_metadata: Texts
    keep_copyright: bool


class Resources(TypedDict, total=False):
    """`POUCH_RESOURCES`."""

    headings: Texts
    placement: Literal["inline", "template", "none"]
    rel: str
    target: str
    remove_tracking: bool
    references_save_as: str
    sources_save_as: str
    link_cache: str
    archived_label: str
    bibtex_dialect: Literal["bibtex", "biblatex"]


class Tags(TypedDict, total=False):
    """`POUCH_TAGS`."""

    file: str
    aliases: Mapping[str, str]
    drop: Texts
    split: Mapping[str, Texts]
    implies: Mapping[str, Texts]
    parents: Mapping[str, Texts]
    descriptions: Mapping[str, str]
    slugs: Mapping[str, str]
    categories: bool
    authors: bool


class Theme(TypedDict, total=False):
    """`POUCH_THEME`."""

    apply: bool
    accent: str | None
    dark_switch: bool
    fonts: Mapping[str, str]
    custom_css: Texts
    home: Literal["lead", "list", "titles"]
    pinned: int
    language_index_save_as: str | None
    menu: Mapping[str, str] | None
    footer: str | None
    portraits: Mapping[str, str]
    authors: Mapping[str, object]
    author_notes: bool
    logo: str | None
    name_beside_logo: bool
    icon: str | None
    touch_icon: str | None
    picture: str | None
    fediverse: str | None
    article_type: Literal["BlogPosting", "NewsArticle", "Article"]
    toc: int
    heading_links: bool
    sidenotes: bool
    previous_next: Literal["none", "all", "category"]
    related: int
    words_per_minute: int
    resources: Literal["as-written", "numbered", "plain"]
    wrap_code: bool
    sidebar: Mapping[str, Texts]
    edit_url: str | None
    copy_code: bool
    not_found: bool
    search: Literal["none", "pagefind"]
    strings: Mapping[str, str]
