"""`POUCH_FRONT_MATTER`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatterSettings:
    """How much is read into a front matter, and where a missing value is taken from.

    Attributes:
        strict: refuse YAML that can only be read as it was meant, such as
            `title: One: two`; otherwise it is read so, with a warning.
        dates_from: where a post with no date anywhere gets one: nowhere, from its first
            commit in git, or from its file's time of change.
        date_order: what stands first in dates such as 08/03/2019: the day or the month; where
            that is not said, each is read as Pelican reads it, month first, with a warning.
        url_keys: which keys may decide a URL, the id of a feed's entry, a category or a
            language: `"pelican"` for those that Pelican itself reads (`url`, `save_as`, `slug`,
            `date`, `category`, `lang`), `"all"` for all that mean the same, such as `permalink`,
            `categories` and `language`. Where nothing is said it is as `"pelican"`, with one
            warning that counts the posts with other keys. `pouch import` and a new site of
            `pouch init` set `"all"`.
        slugs: what an address is made of: the title, as Pelican does, or the file's name, as
            Hugo and Jekyll do: without the date before and the ending behind it, and of
            `name/index.md` the folder's name.
        future: what a post is before its `publishDate`.
        expired: what a post is after its `expiryDate`.
        shortcodes: render Hugo's shortcodes and Jekyll's Liquid tags that have a plain
            meaning.
        markdown: what bodies are written in: `"python-markdown"`, as Pelican's setting `MARKDOWN`
            says, or `"commonmark"`: CommonMark and GFM as Hugo, GitHub, Obsidian and most others
            read them. `markdown: commonmark` in a front matter says it for one post.
        smart_punctuation: with `"commonmark"`, write curly quotation marks, dashes and `…`.
        heading_ids: give headings the ids that GitHub gives them, also with Python-Markdown.
        obsidian_syntax: with `"commonmark"`, read `[[Note|label]]`, `![[image.png|300]]`, callouts
            and `==marks==`.
        obsidian_comments: where what Obsidian hides between two `%%` is left out: in the files
            of a vault (in a folder that holds `.obsidian`, and below it), in all, or in none.
        links_out: patterns of symbolic links that may lead out of the content folder, such
            as `images/archive/*`; files behind any other are not read.
        allow_server_files: patterns of files that a front matter may write though servers,
            browsers or search engines take orders from them, such as `_redirects` or `*.php`.
    """

    strict: bool = False
    dates_from: Literal["nothing", "git", "mtime"] = "nothing"
    date_order: Literal["day", "month"] | None = None
    url_keys: Literal["pelican", "all"] | None = None
    slugs: Literal["title", "file_name"] = "title"
    future: Literal["draft", "hidden", "published"] = "draft"
    expired: Literal["draft", "hidden", "published"] = "hidden"
    shortcodes: bool = True
    markdown: Literal["commonmark", "python-markdown"] = "python-markdown"
    smart_punctuation: bool = False
    heading_ids: bool = False
    obsidian_syntax: bool = False
    obsidian_comments: Literal["vault", "always", "never"] = "vault"
    links_out: tuple[str, ...] = ()
    allow_server_files: tuple[str, ...] = ()
