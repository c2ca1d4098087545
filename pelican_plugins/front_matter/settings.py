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
        url_keys: which keys may decide a URL, the id of a feed's entry, a category or a
            language: `"pelican"` for those that Pelican itself reads (`url`, `save_as`, `slug`,
            `date`, `category`, `lang`), `"all"` for all that mean the same, such as `permalink`,
            `categories` and `language`. Where nothing is said it is as `"pelican"`, with one
            warning that counts the posts with other keys. `pouch import` and a new site of
            `pouch init` set `"all"`.
        slugs: what an address is made of: the title, as Pelican does, or the file's name, as
            Hugo and Jekyll do.
        future: what a post is before its `publishDate`.
        expired: what a post is after its `expiryDate`.
        shortcodes: render Hugo's shortcodes and Jekyll's Liquid tags that have a plain
            meaning.
        links_out: patterns of symbolic links that may lead out of the content folder, such
            as `images/archive/*`; files behind any other are not read.
    """

    strict: bool = False
    dates_from: Literal["nothing", "git", "mtime"] = "nothing"
    url_keys: Literal["pelican", "all"] | None = None
    slugs: Literal["title", "file_name"] = "title"
    future: Literal["draft", "hidden", "published"] = "draft"
    expired: Literal["draft", "hidden", "published"] = "hidden"
    shortcodes: bool = True
    links_out: tuple[str, ...] = ()
