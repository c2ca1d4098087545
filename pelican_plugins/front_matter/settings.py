"""`POUCH_FRONT_MATTER`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .._core.deprecated_settings import WAS


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatterSettings:
    """How front matter and Markdown are read, and where missing values come from.

    Attributes:
        strict: refuse invalid YAML such as `title: One: two`, instead of reading it as intended
            with a warning.
        date_fallback: the date of a post that states none: nothing, its first commit in git, or the
            modification time of its file.
        date_order: what comes first in dates such as 08/03/2019: the day or the month. If not set,
            such a date is read as Pelican reads it, month first, with a warning.
        date_keys: the keys that may state a post's date, the most trusted first; `:filename` is its
            file's name, or the name of its folder for `name/index.md`. If not set, all known keys,
            then the names of its file and folders. `pouch import` sets it as in Hugo's
            `[frontmatter]`.
        url_keys: which keys may decide a URL, the id of a feed entry, a category or a language:
            `"pelican"` for those that Pelican itself reads (`url`, `save_as`, `slug`, `date`,
            `category`, `lang`), `"all"` for all with the same meaning, such as `permalink`,
            `categories` and `language`. If not set, the same as `"pelican"`, with one warning that
            counts the posts with other keys. `pouch import` sets `"all"`, and so does `pouch init`
            for a new site.
        slug_source: where a slug comes from: the title, as in Pelican, or the file name without its
            date and extension, as in Hugo and Jekyll. For `name/index.md` the file name is that of
            the folder.
        future: the status of a post before its `publishDate`.
        expired: the status of a post after its `expiryDate`.
        shortcodes: render Hugo's shortcodes and Jekyll's Liquid tags that have a Markdown
            equivalent.
        shortcode_paths: folders of the site's own shortcodes and includes, relative to `PATH`, such
            as `layouts/shortcodes` or `_includes`; if two files have the same name, the first is
            used. Those that only insert parameters into HTML are rendered.
        summary_separator: with `url_keys` `"all"`, a string that ends a post's summary, as
            `<!--more-->` does: Jekyll's and Eleventy's `excerpt_separator`. Two line ends make the
            first paragraph the summary.
        markdown: the engine for bodies: `"python-markdown"`, configured by Pelican's setting
            `MARKDOWN`, or `"commonmark"`: CommonMark and GFM as Hugo, GitHub, Obsidian and most
            others read them. `markdown: commonmark` in front matter sets it for one post.
        smart_punctuation: with `"commonmark"`, write curly quotation marks, dashes and `…`.
        heading_ids: give headings the ids that GitHub would give them, also with Python-Markdown.
        obsidian_syntax: with `"commonmark"`, read `[[Note|label]]`, `![[image.png|300]]`, callouts
            and `==marks==`.
        obsidian_comments: where text between two `%%`, which Obsidian hides, is removed: in the
            files of a vault (a folder with `.obsidian`, and everything below it), in all files, or
            in none.
        front_matter_defaults: default front matter for all posts in a folder, or for a pattern such
            as `notes/2019-*`; a post's own keys override it:
            `{"notes": ["lang: fr", "category: Notes"]}`.
        permalink_style: the generator whose rules build a post's URL from its path, its front
            matter and `permalinks`; if not set, Pelican's settings do. `pouch import` sets it.
        permalinks: with `permalink_style`, its patterns (`/:year/:month/:slug/`), by folder below
            the content folder; `""` is for all other folders, `"/"` for posts in no folder, and
            `"fr:posts"` for posts in French.
        content_folders: with `permalink_style`, the folders that contain posts, and the language of
            each; empty for the default language.
        url_prefixes: with `permalink_style`, the first part of a language's URLs, by language;
            these languages are also read from file names such as `index.fr.md`. `""` is for posts
            without a language.
        ugly_urls: with `permalink_style`, end URLs in `.html` instead of `/`.
        ugly_url_folders: with `permalink_style`, the folders below the content folder whose URLs
            end in `.html`, if not all do.
        lower_case_urls: with `permalink_style`, whether URLs are in lower case.
        remove_accents: with `permalink_style`, whether accents are removed from URLs.
        keep_file_dates: with `permalink_style`, keep the date at the beginning of a file name in
            the URL.
        slug_characters: with `permalink_style`, the characters of the last part of a URL: `"ascii"`
            letters and digits, to which all others are transliterated; `"safe"` characters, which
            file names may contain on every system; or `"all"`.
        undated: with `permalink_style`, what a post without a date in a folder of articles is: an
            article, which needs a date, or a page.
        redirects: old URLs of the site, each with its new URL on this site or elsewhere, such as
            `{"posts/": "archives.html"}`. For a single post, use `aliases` in its front matter.
        allow_symlinks: patterns of symbolic links that may point outside the content folder, such
            as `images/archive/*`; other such links are not followed.
        allow_server_files: patterns of files that servers, browsers or search engines obey and that
            front matter may still write, such as `_redirects` or `*.php`.
        guests: folders, or patterns of files, below the content folder, whose authors you do not
            trust with HTML, such as `guests` or `posts/*.guest.md`: only harmless elements are
            published, and front matter is text; see `security.md`. Needs `pelican-pouch[guests]`.
        guest_authors: the names of such authors, if they do not have their own folder. A post can
            name any author, so a folder is safer.
    """

    strict: bool = False
    date_fallback: Literal["nothing", "git", "mtime"] = field(
        default="nothing", metadata={WAS: ("dates_from",)}
    )
    date_order: Literal["day", "month"] | None = None
    date_keys: tuple[str, ...] = ()
    url_keys: Literal["pelican", "all"] | None = None
    slug_source: Literal["title", "file_name"] = field(default="title", metadata={WAS: ("slugs",)})
    future: Literal["draft", "hidden", "published"] = "draft"
    expired: Literal["draft", "hidden", "published"] = "hidden"
    shortcodes: bool = True
    shortcode_paths: tuple[str, ...] = ()
    summary_separator: str = ""
    markdown: Literal["commonmark", "python-markdown"] = "python-markdown"
    smart_punctuation: bool = False
    heading_ids: bool = False
    obsidian_syntax: bool = False
    obsidian_comments: Literal["vault", "always", "never"] = "vault"
    front_matter_defaults: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    permalink_style: Literal["hugo", "jekyll", "zola", "eleventy", "astro"] | None = None
    permalinks: Mapping[str, str] = field(default_factory=dict)
    content_folders: Mapping[str, str] = field(default_factory=dict)
    url_prefixes: Mapping[str, str] = field(default_factory=dict)
    ugly_urls: bool = False
    ugly_url_folders: tuple[str, ...] = ()
    lower_case_urls: bool = True
    remove_accents: bool = False
    keep_file_dates: bool = False
    slug_characters: Literal["ascii", "safe", "all"] = "ascii"
    undated: Literal["article", "page"] = "article"
    redirects: Mapping[str, str] = field(default_factory=dict)
    allow_symlinks: tuple[str, ...] = field(default=(), metadata={WAS: ("links_out",)})
    allow_server_files: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    guest_authors: tuple[str, ...] = ()
