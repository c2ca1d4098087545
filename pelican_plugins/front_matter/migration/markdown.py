"""A folder of Markdown files, of no generator or of one whose URLs are not known here."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from ..no_posts import why_text_is_no_post
from ..settings import FrontMatterSettings
from .site import OldSite, Setting, SiteFiles
from .values import front_matter_of

_TEXTS = (".md", ".markdown", ".mkd", ".mdown")
# What is only recognised, by a file in the site's folder.
_NAMED = {
    "docusaurus.config.": "Docusaurus",
    "gatsby-config.": "Gatsby",
    "mkdocs.y": "MkDocs",
    "book.toml": "mdBook",
    "quartz.config.": "Quartz",
    "next.config.": "Next.js",
    "nuxt.config.": "Nuxt",
    "gridsome.config.": "Gridsome",
    "svelte.config.": "SvelteKit",
    "pelicanconf.py": "Pelican",
    "_config.ts": "Lume",
}
_STATIC = frozenset(
    {
        *("assets", "images", "img", "files", "uploads", "media", "static", "public"),
        *("attachments", "wp-content", "pictures", "photos", "downloads"),
    }
)
# Folders whose contents generators copy into the site's root.
_AT_ROOT = ("content", "public", "static")


def old_site(files: SiteFiles) -> OldSite:
    """Return what is known of any folder."""
    file, generator = next(
        (
            (path, name)
            for path in files.paths
            for start, name in _NAMED.items()
            if path.startswith(start)
        ),
        ("", "Markdown files"),
    )
    texts = [path for path in files.paths if path.lower().endswith(_TEXTS)]
    ignored = ignored_texts(files, texts)
    dated = [path for path in texts if front_matter_of(files.read(path))]
    if dated:
        ignored = {**dict.fromkeys(set(texts) - set(dated), "without front matter"), **ignored}
    posts = [path for path in texts if path not in ignored]
    return OldSite(
        generator=generator,
        because=file or "the lack of generator settings",
        settings=tuple(folder_settings(files, posts)),
        reading=FrontMatterSettings(
            url_keys="all",
            slug_source="file_name",
            markdown="commonmark",
            undated="page",
        ),
        posts=tuple(posts),
        ignored=tuple(sorted(ignored.items())),
        notes=tuple(_notes(generator, files)),
    )


def ignored_texts(files: SiteFiles, texts: Iterable[str]) -> dict[str, str]:
    """Return the files that are not posts, with the reason."""
    reasons = ((path, why_text_is_no_post(path, files.read(path), "")) for path in texts)
    return {path: reason for path, reason in reasons if reason}


def folder_settings(
    files: SiteFiles, posts: Iterable[str], static: Iterable[str] = ()
) -> Iterator[Setting]:
    """Yield settings with which posts are published under their folders and names.

    Args:
        files: of the folder.
        posts: their paths.
        static: folders of other files, besides those with the usual names.
    """
    yield Setting("SITENAME", "My site")
    yield Setting("SITEURL", "")
    yield Setting("TIMEZONE", "UTC")
    yield Setting("DEFAULT_LANG", "en")
    reason = "posts, pages and files; anything without a date is a page"
    places = sorted({path.partition("/")[0] for path in posts})
    yield Setting("ARTICLE_PATHS", places, reason)
    yield Setting("PAGE_PATHS", places, reason)
    usual = {path.split("/")[0] for path in files.paths if "/" in path} & _STATIC
    yield Setting("STATIC_PATHS", sorted({*usual, *static}), reason)
    yield Setting("USE_FOLDER_AS_CATEGORY", value=False, reason=reason)
    reason = "URLs: the folder and name of each file"
    prefixes = "|".join(f"{re.escape(name)}/" for name in _AT_ROOT if _has(files, name))
    optional = f"(?:{prefixes})?" if prefixes else ""
    name = r"(?:[^/]+/index\.\w+|[^/]+)$"
    yield Setting("PATH_METADATA", rf"{optional}(?P<path>(?P<section>(?:.*?/)?){name})", reason)
    for kind in ("ARTICLE", "PAGE"):
        yield Setting(f"{kind}_URL", "{section}{slug}/", reason)
        yield Setting(f"{kind}_SAVE_AS", "{section}{slug}/index.html", reason)
    yield Setting("DRAFT_URL", "drafts/{slug}/", reason)
    yield Setting("DRAFT_SAVE_AS", "drafts/{slug}/index.html", reason)


def _has(files: SiteFiles, folder: str) -> bool:
    return any(path.startswith(f"{folder}/") for path in files.paths)


def _notes(generator: str, files: SiteFiles) -> Iterator[str]:
    if generator == "Pelican":
        yield (
            "this is already a Pelican site: add PLUGINS = ['pelican_plugins'] to its"
            " pelicanconf.py"
        )
    elif generator != "Markdown files":
        yield (
            f"the URL scheme of {generator} is unknown; compare a few URLs with ARTICLE_URL"
            " and PAGE_URL, and correct these settings"
        )
    mdx = [path for path in files.paths if path.endswith(".mdx")]
    if mdx:
        yield (
            f"{len(mdx)} MDX files, which are not supported, such as"
            f" {posixpath.basename(mdx[0])}; rename those without components to .md"
        )
