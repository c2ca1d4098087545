"""Posts of an export (WordPress, Ghost) as plain data, and as Markdown files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import SplitResult, unquote, urlsplit

import yaml

from ..._core.urls import split
from ..settings import FrontMatterSettings
from .site import OldSite, Setting

_REFUSED = re.compile(r'[<>:"/\\|?*%\x00-\x1f\x7f\s]+')
# Of a name, in characters and in bytes, which file systems count.
_LONGEST, _MOST_BYTES = 100, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedPost:
    """A post or a page.

    Attributes:
        kind: what it is.
        title: as a reader sees it.
        slug: as its maker keeps it; may be empty.
        permalink: its path, relative to the site; empty if it had none.
        guid: of its entry in the site's feed; may be empty.
        date, modified: in ISO 8601, with the offset where that is known; empty for none.
        authors, tags, categories: names, as readers see them.
        status: `published`, or `draft` for all that was not for everybody.
        reason: why it is a draft, in the words of the export; empty if it is not a draft.
        summary, description: as typed; may be empty.
        image: URL of its lead image; may be empty.
        redirects: its old paths.
        attachments: URLs of the files that belong to it.
        values: others, by key.
        body: HTML.
    """

    kind: Literal["article", "page"]
    title: str
    slug: str
    permalink: str = ""
    guid: str = ""
    date: str = ""
    modified: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    status: Literal["published", "draft"] = "published"
    reason: str = ""
    summary: str = ""
    description: str = ""
    image: str = ""
    redirects: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """The contents of an export.

    Attributes:
        generator: `WordPress` or `Ghost`.
        because: what it was recognised by.
        title, subtitle, url, language: of the site; may be empty.
        zone: of the site, an IANA name; may be empty.
        posts: all of them.
        attachments: URLs of all files.
        terms: kind (`tag`, `category`, `author`) and name → the relative URL of its page.
        redirects: old URLs of terms, and where they lead.
        settings: others, of Pelican.
        notes: see `OldSite`.
    """

    generator: str
    because: str
    title: str = ""
    subtitle: str = ""
    url: str = ""
    language: str = ""
    zone: str = ""
    posts: tuple[ExportedPost, ...] = ()
    attachments: tuple[str, ...] = ()
    terms: Mapping[tuple[str, str], str] = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)
    settings: tuple[Setting, ...] = ()
    notes: tuple[str, ...] = ()


def files_of(export: Export) -> list[tuple[str, str]]:
    """Return the path and the text of each file to write.

    `posts/` and `pages/` contain the posts and pages. `attachments.txt` lists the URLs of all other
    files, which are not downloaded: one per line, as `wget -x -nH -i attachments.txt` reads them.
    """
    files: dict[str, str] = {}
    for post in export.posts:
        folder = "pages" if post.kind == "page" else "posts"
        day = f"{post.date[:10]}-" if post.kind == "article" and post.date else ""
        name = _REFUSED.sub("-", unquote(post.slug or post.title)).strip("-.")
        name = name[:_LONGEST].encode("utf-8", "ignore")[:_MOST_BYTES].decode("utf-8", "ignore")
        stem, number = f"{folder}/{day}{name or 'untitled'}", 1
        path = f"{stem}.md"
        # Systems take names in other cases for the same.
        while path.lower() in files:
            number += 1
            path = f"{stem}-{number}.md"
        files[path.lower()] = path
        files[f"text of {path}"] = text_of(post)
    written = [(p, files[f"text of {p}"]) for key, p in files.items() if not key.startswith("text")]
    if export.attachments:
        written.append(("attachments.txt", "".join(f"{url}\n" for url in export.attachments)))
    return written


def text_of(post: ExportedPost) -> str:
    """Return a post as Markdown: its HTML, unchanged, below front matter in YAML."""
    values = {
        "title": post.title,
        "date": post.date,
        "modified": post.modified,
        "slug": unquote(post.slug),
        # A draft is shown at its URL as soon as that is set.
        "permalink" if post.status == "published" else "permalink_to_be": post.permalink,
        "guid": post.guid if post.kind == "article" else "",
        "authors": list(post.authors),
        "category": post.categories[0] if len(post.categories) == 1 else "",
        "categories": list(post.categories) if len(post.categories) > 1 else [],
        "tags": list(post.tags),
        "status": post.status,
        "not_published_because": post.reason,
        "summary": post.summary,
        "description": post.description,
        "image": post.image,
        "aliases": list(post.redirects),
        "attachments": list(post.attachments),
        **post.values,
    }
    kept = {key: value for key, value in values.items() if value not in ("", [], None)}
    front_matter = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=10_000)
    # JSON can hold half a surrogate pair, UTF-8 cannot.
    body = post.body.strip().encode("utf-8", "replace").decode()
    return f"---\n{front_matter}---\n\n{body}\n"


def old_site_of(export: Export) -> OldSite:
    """Return the site as it is when `files_of` is written, with the settings that keep its URLs."""
    return OldSite(
        generator=export.generator,
        because=export.because,
        settings=(*_settings(export), *export.settings),
        reading=FrontMatterSettings(
            url_keys="all",
            slug_source="file_name",
            markdown="commonmark",
            redirects=export.redirects,
        ),
        posts=tuple(path for path, _ in files_of(export) if path.endswith(".md")),
        term_url=lambda kind, name: export.terms.get((kind, name)),
        notes=(*export.notes, *_notes(export)),
    )


def _settings(export: Export) -> Iterator[Setting]:
    yield Setting("SITENAME", export.title or "My site", "the site, according to its export")
    if export.subtitle:
        yield Setting("SITESUBTITLE", export.subtitle, "the site, according to its export")
    yield Setting("SITEURL", export.url, "the site, according to its export")
    yield Setting("TIMEZONE", export.zone or "UTC", "the site, according to its export")
    language = export.language.replace("_", "-").split("-")[0].lower()
    yield Setting("DEFAULT_LANG", language or "en", "the site, according to its export")
    reason = "posts, pages and files"
    yield Setting("ARTICLE_PATHS", ["posts"], reason)
    yield Setting("PAGE_PATHS", ["pages"], reason)
    files = "wp-content" if export.generator == "WordPress" else "content"
    yield Setting("STATIC_PATHS", [files], reason)
    yield Setting("USE_FOLDER_AS_CATEGORY", value=False, reason=reason)
    yield Setting("WITH_FUTURE_DATES", value=False, reason="posts with a future date are drafts")
    for kind, plural in (("tag", "tags"), ("category", "categories"), ("author", "authors")):
        name, reason = kind.upper(), "tag, category and author pages"
        yield Setting(f"{name}_URL", f"{kind}/{{slug}}/", reason)
        yield Setting(f"{name}_SAVE_AS", f"{kind}/{{slug}}/index.html", reason)
        yield Setting(f"{plural.upper()}_SAVE_AS", f"{plural}/index.html", reason)


def _notes(export: Export) -> Iterator[str]:
    held = [post for post in export.posts if post.status == "draft"]
    if held:
        reasons = sorted({post.reason for post in held if post.reason})
        yield f"imported as drafts: {len(held)} ({', '.join(reasons)})"
    if export.attachments:
        how = "download" if export.url else ("put the site's URL in front of each, then download")
        yield (
            f"attachments.txt lists the URLs of {len(export.attachments)} files, which were"
            f" not downloaded; while the old site is still online, {how} them with `wget -x"
            " -nH -i attachments.txt`"
        )
    if not export.url:
        yield "the export does not contain the site's URL; set SITEURL"


def path_of(link: str, root: str) -> str:
    """Return the path of a permalink, relative to the site at *root*; empty if it has none.

    `https://example.org/?p=12` is not a permalink: only the old server knows what it means.
    """
    parts, base = split_url(link), split_url(root).path.rstrip("/")
    if parts.query or not parts.path.strip("/"):
        return ""
    path = parts.path
    return path[len(base) :] if base and path.startswith(f"{base}/") else path


def split_url(url: str) -> SplitResult:
    """Split a URL; one that is damaged counts as none."""
    return split(url) or urlsplit("")


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that are not empty, each once, in order."""
    return tuple(dict.fromkeys(name for name in names if name))
