"""`POUCH_FRONT_MATTER`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .._core.deprecated_settings import WAS


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatterSettings:
    """How front matter and Markdown are read, and where a missing value is taken from.

    Attributes:
        strict: refuse invalid YAML such as `title: One: two`; otherwise it is read as it was
            meant, with a warning.
        date_fallback: the date of a post that states none anywhere: nothing, its first commit
            in git, or its file's time of modification.
        date_order: what comes first in dates such as 08/03/2019: the day or the month; if not
            set, such a date is read as Pelican reads it, month first, with a warning.
        date_keys: the keys that may state a post's date, the most trusted first; `:filename` is
            its file's name, or the name of its folder for `name/index.md`. If not set, all known
            keys, then the names of its file and folders. `pouch import` sets it as Hugo's
            `[frontmatter]` has it.
        url_keys: which keys may decide a URL, the id of a feed entry, a category or a language:
            `"pelican"` for those that Pelican itself reads (`url`, `save_as`, `slug`, `date`,
            `category`, `lang`), `"all"` for all with the same meaning, such as `permalink`,
            `categories` and `language`. If not set, it is as `"pelican"`, with one warning that
            counts the posts with other keys. `pouch import` sets `"all"`, and so does `pouch init`
            for a new site.
        slug_source: what a slug is made from: the title, as in Pelican, or the file name, as in
            Hugo and Jekyll: without its date and extension, and for `name/index.md` the name of
            the folder.
        future: the status of a post before its `publishDate`.
        expired: the status of a post after its `expiryDate`.
        shortcodes: render Hugo's shortcodes and Jekyll's Liquid tags that have a Markdown
            equivalent.
        shortcode_paths: folders of the site's own shortcodes and includes, relative to `PATH`, such
            as `layouts/shortcodes` or `_includes`; of two files with one name the first counts.
            Those that only put parameters into HTML are rendered.
        summary_separator: with `url_keys` `"all"`, the text that ends a post's summary, besides
            `<!--more-->`: Jekyll's and Eleventy's `excerpt_separator`. Two line ends make the first
            paragraph the summary.
        markdown: how bodies are read: `"python-markdown"`, as Pelican's setting `MARKDOWN` says,
            or `"commonmark"`: CommonMark and GFM as Hugo, GitHub, Obsidian and most others read
            them. `markdown: commonmark` in front matter sets it for one post.
        smart_punctuation: with `"commonmark"`, write curly quotation marks, dashes and `…`.
        heading_ids: give headings the ids that GitHub gives them, also with Python-Markdown.
        obsidian_syntax: with `"commonmark"`, read `[[Note|label]]`, `![[image.png|300]]`, callouts
            and `==marks==`.
        obsidian_comments: where text between two `%%`, which Obsidian hides, is left out: in the
            files of a vault (a folder with `.obsidian`, and below it), in all files, or in none.
        front_matter_defaults: lines of front matter that all texts of a folder have unless they
            state their own, by folder or by a pattern such as `notes/2019-*`:
            `{"notes": ["lang: fr", "category: Notes"]}`.
        permalink_style: the generator whose rules make a post's URL from its path, its front
            matter and `permalinks`; if not set, Pelican's settings make it. `pouch import` sets it.
        permalinks: with `permalink_style`, its patterns (`/:year/:month/:slug/`), by folder below
            the content folder; that of `""` is for all other folders, that of `"/"` for texts in
            no folder, and that of `"fr:posts"` for texts in French.
        content_folders: with `permalink_style`, the folders of texts, and the language of each;
            empty for the default language.
        url_prefixes: with `permalink_style`, the first part of a language's URLs, by language;
            these languages are also read from file names such as `index.fr.md`. That of `""` is
            for texts without a language.
        ugly_urls: with `permalink_style`, end URLs in `.html`, not in `/`.
        ugly_url_folders: with `permalink_style`, the folders below the content folder whose URLs
            end so, if not all do.
        lower_case_urls: with `permalink_style`, whether URLs are in lower case.
        remove_accents: with `permalink_style`, whether URLs lose their accents.
        keep_file_dates: with `permalink_style`, keep the date that a file's name begins with in the
            URL.
        slug_characters: with `permalink_style`, what the last part of a URL is made of:
            `"ascii"` letters and digits, with all others spelled in them, `"safe"` characters,
            which are all but those that a system refuses in the name of a file, or `"all"`.
        undated: with `permalink_style`, what a text without a date is where articles are: an
            article, which needs one, or a page.
        redirects: old URLs of the site, and the URL here or elsewhere that each leads to, such as
            `{"posts/": "archives.html"}`; those of one post are better in its front matter, as
            `aliases`.
        allow_symlinks: patterns of symbolic links that may lead out of the content folder, such
            as `images/archive/*`; files behind any other are not read.
        allow_server_files: patterns of files with a meaning to servers, browsers or search engines
            that front matter may write, such as `_redirects` or `*.php`.
        guests: folders, or patterns of files, below the content folder, whose authors you do not
            trust with HTML, such as `guests` or `posts/*.guest.md`: only harmless elements are
            published, and front matter is text; see `security.md`. Needs `pelican-pouch[guests]`.
        guest_authors: the names of such authors, if they have no folder of their own. A post counts
            by what it says of itself, so a folder is safer.
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
