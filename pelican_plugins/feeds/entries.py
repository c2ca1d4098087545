"""Build the entry of an article."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from operator import attrgetter
from typing import Any

from markupsafe import Markup, escape

from .._core.contract import avatar_of, lead_image_of, resources_of
from .._core.text import one_line
from .._core.urls import is_web
from .content.html_rules import CleanBody, with_featured_image
from .content.urls import absolute, encoded
from .entry import Category, Enclosure, Entry, Media, PodcastTag, Reference, feed_time
from .episode_keys import enclosure_of, episode_of
from .feed import unique
from .podcast import Resolve, read_episode
from .published_files import (
    Attachment,
    PublishedFiles,
    attachment_of,
    linked_enclosures,
    media_type,
    named_enclosures,
)

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_REFERENCE_FIELDS = (
    "author",
    "publisher",
    "date",
    "accessed",
    "doi",
    "arxiv",
    "isbn",
    "archived",
    "note",
)
_REFERENCE = attrgetter("title", "url", *_REFERENCE_FIELDS)


def term_name(term: Any) -> tuple[str, str]:
    """Return the name of a category or tag, and the URL of its page if it has one."""
    page = getattr(term, "url", "") if getattr(term, "save_as", "") else ""
    return str(term), str(page or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryContext:
    """Facts about the site for building entries.

    Attributes:
        files: that the site publishes.
        keep_iframes: see `content.clean`.
        problem: called with the article (or None), the problem, its fix, and a string to locate
            it in the source.
        named: `term_name`, or a memo of it: Pelican computes URLs again each time.
    """

    files: PublishedFiles
    keep_iframes: bool
    problem: Callable[[Any, str, str, str], None]
    named: Callable[[Any], tuple[str, str]] = term_name


def build_entry(article: Any, item: Mapping[str, Any], html: str, context: EntryContext) -> Entry:
    """Return the complete entry of *article*.

    Args:
        article: Pelican's, or an object with the same attributes.
        item: of Pelican's own writer: link, GUID, times.
        html: its body, with Pelican's own links resolved.
        context: of the site.
    """
    link = encoded(str(item["link"]))
    body = _clean_or_plain_text(article, html, link, context)
    media, content = _featured_image(article, body)
    published = feed_time(item["pubdate"])
    enclosures = [
        *_named_enclosures(article, link, context),
        *linked_enclosures(body.links, context.files),
    ]
    podcast = _podcast(article, link, context)
    if podcast and not enclosures:
        problem = "it has `podcast` but no audio or video file, so podcast directories skip it"
        context.problem(article, problem, "add `enclosure:` with the path of the file", "podcast")
    return Entry(
        id=entry_id(article, str(item["unique_id"])),
        title=one_line(str(item["title"])),
        link=link,
        published=published,
        updated=feed_time(item["updateddate"]) if item["updateddate"] else published,
        authors=unique(one_line(str(a)) for a in getattr(article, "authors", None) or ())
        or unique([one_line(str(item["author_name"] or ""))]),
        avatars=_avatars(article),
        categories=tuple(categories_of(_terms(article, item), context)),
        summary=_clean_or_plain_text(
            article, str(getattr(article, "summary", "")), link, context
        ).html,
        content=content,
        language=_language(getattr(article, "lang", "")),
        media=media,
        enclosures=tuple({each.url: each for each in reversed(enclosures)}.values())[::-1],
        references=tuple(_references(resources_of(article))),
        podcast=podcast,
    )


def _avatars(article: Any) -> tuple[tuple[str, str], ...]:
    authors = getattr(article, "authors", None) or ()
    return tuple((one_line(str(a)), url) for a in authors if is_web(url := avatar_of(a)))


def entry_id(article: Any, unique_id: str) -> str:
    """Return the GUID of an article: its own, or Pelican's *unique_id* to the letter.

    Pelican leaves spaces and letters beyond ASCII in it, which RFC 4151 does not allow. To encode
    them would show every such article to all subscribers once more.
    """
    guid = str(getattr(article, "metadata", {}).get("guid") or "").strip()
    return guid or unique_id


def entry_inputs(
    article: Any, item: Mapping[str, Any], html: str, context: EntryContext
) -> list[Any]:
    """Return plain data on which an entry depends, except for summary and linked files.

    It is much cheaper than `build_entry`, which takes the same arguments. Problems with enclosures
    are reported here, too.
    """
    lead = lead_image_of(article)
    link = encoded(str(item["link"]))
    enclosures = _named_enclosures(article, link, context)
    return [
        *(str(item["title"]), link, html),
        *(item["pubdate"].isoformat(), item["updateddate"] and item["updateddate"].isoformat()),
        *([str(a) for a in getattr(article, "authors", None) or ()], str(item["author_name"])),
        _avatars(article),
        _language(getattr(article, "lang", "")),
        repr(lead and [getattr(lead, name) for name in Media.__dataclass_fields__]),
        repr(enclosures),
        [*map(_REFERENCE, resources_of(article))],
        [*map(_second_links, resources_of(article))],
        [*map(context.named, _terms(article, item))],
        repr(_podcast(article, link, context)),
    ]


def attachments_of(article: Any, files: PublishedFiles) -> tuple[Attachment, ...]:
    """Return the files that the front matter of an article names, for templates.

    What is wrong with them is reported where feeds are written.
    """
    context = EntryContext(files=files, keep_iframes=False, problem=lambda *_: None)
    named = _named_enclosures(article, f"{files.site}/", context)
    return tuple(attachment_of(each, files.site) for each in named)


def _named_enclosures(article: Any, link: str, context: EntryContext) -> list[Enclosure]:
    named = enclosure_of(getattr(article, "metadata", {}))
    if not named:
        return []

    resolve, problem = _resolver(article, link, context), partial(context.problem, article)
    return named_enclosures(named, resolve, context.files, problem)


def _resolver(article: Any, link: str, context: EntryContext) -> Resolve:
    """Return a function for the absolute URL of a file or URL as written in front matter."""
    folder = posixpath.dirname(getattr(article, "relative_source_path", None) or "")
    return partial(resolve_file, folder=folder, base=link, files=context.files)


def resolve_file(written: str, folder: str, base: str, files: PublishedFiles) -> str | None:
    """Return the absolute URL of a file or a URL as written; None for a file that is not there.

    Args:
        written: a URL, or a path relative to the post or to the content folder.
        folder: of the post, relative to the content folder.
        base: absolute URL of the article.
        files: of the site.
    """
    local = files.find(written, folder)
    if local is not None:
        return encoded(f"{files.site}/{local}")
    url = absolute(written, base) if "://" in written or written.startswith("//") else ""
    return url if is_web(url) else None


def changed_entry(entry: Entry, changes: Mapping[str, Any], context: EntryContext) -> Entry:
    """Return *entry* with the *changes* that another plugin made to Pelican's item."""

    def clean_html(value: Any) -> str:
        return _clean_or_plain_text(None, str(value or ""), entry.link, context).html

    makers: dict[str, tuple[str, Callable[[Any], Any]]] = {
        "title": ("title", lambda value: one_line(str(value))),
        "link": ("link", lambda value: encoded(str(value))),
        "unique_id": ("id", str),
        "pubdate": ("published", feed_time),
        "updateddate": ("updated", lambda value: feed_time(value) if value else entry.published),
        "author_name": ("authors", lambda value: unique([str(value or "")])),
        "categories": (
            "categories",
            lambda value: tuple(categories_of(value or (), context)),
        ),
        "content": ("content", clean_html),
        "description": ("summary", clean_html),
    }
    values = {
        makers[key][0]: makers[key][1](value) for key, value in changes.items() if key in makers
    }
    return replace(entry, **values)


def foreign_entry(item: Mapping[str, Any], context: EntryContext) -> Entry:
    """Return the entry of an item that another plugin added."""
    item = {"updateddate": None, "categories": None, "author_name": "", **item}
    entry = build_entry(None, item, str(item.get("content") or ""), context)
    summary = _clean_or_plain_text(
        None, str(item.get("description") or ""), entry.link, context
    ).html
    return replace(entry, summary=summary)


def item_bodies(form: str, content: str, summary: str, *, short: bool) -> dict[str, Any]:
    """Return the bodies in Pelican's own item for an article.

    Args:
        form: `rss` or `atom`.
        content: the full article, as HTML.
        summary: as HTML.
        short: whether RSS gets the summary only.
    """
    if form == "rss":
        return {"description": summary if short else content, "content": None}
    return {"description": None if summary == content else summary, "content": content}


def _terms(article: Any, item: Mapping[str, Any]) -> Iterable[Any]:
    # Those of an item are names without a URL.
    if article is None:
        return item["categories"] or ()
    category = getattr(article, "category", None)
    return [*([category] if category else ()), *(getattr(article, "tags", None) or ())]


def categories_of(values: Iterable[Any], context: EntryContext) -> Iterable[Category]:
    """Yield categories and tags, each with the URL of its page if it has one."""
    site, seen = context.files.site, set()
    for value in values:
        text, page = context.named(value)
        name = one_line(text)
        if not name or name in seen:
            continue
        seen.add(name)
        yield Category(name=name, scheme=encoded(f"{site}/{page}") if page and site else "")


def _clean_or_plain_text(article: Any, html: str, link: str, context: EntryContext) -> CleanBody:
    # It takes longer to load than feeds that are kept take.
    from .content.clean import clean

    try:
        return clean(html, link, keep_iframes=context.keep_iframes)
    except Exception as error:
        # Whatever it is, the feed is written, and this entry as plain text.
        problem = f"its HTML cannot be parsed, so feeds contain plain text only ({error})"
        context.problem(article, problem, "look for broken markup", "")
        return CleanBody(str(escape(Markup(html).striptags())))  # noqa: S704


_SYMBOL_SIDE = 100


def _is_symbol(image: Any) -> bool:
    """Return whether an image is shown too small to represent a post; sizes in px."""
    return any(side and side < _SYMBOL_SIDE for side in (image.width, image.height))


def _featured_image(article: Any, body: CleanBody) -> tuple[Media | None, str]:
    """Return the featured image of an article, and a body that includes it."""
    lead = lead_image_of(article)
    url = encoded(str(lead.url)) if lead is not None and lead.url else ""
    if lead is None or not url:
        first = next((image for image in body.images if not _is_symbol(image)), None)
        if first is None:
            return None, body.html
        media = Media(
            url=first.url,
            mime=media_type(first.url),
            width=first.width,
            height=first.height,
            alt=one_line(first.alt),
        )
        return media, body.html
    media = Media(
        url=url,
        mime=lead.mime or media_type(url),
        width=lead.width,
        height=lead.height,
        length=lead.length,
        alt=one_line(lead.alt),
    )
    if any(image.url == url for image in body.images):
        return media, body.html
    return media, with_featured_image(body.html, url, media.alt, media.width, media.height)


def _references(resources: Iterable[Any]) -> Iterable[Reference]:
    for resource in resources:
        details = ((name, str(getattr(resource, name, "") or "")) for name in _REFERENCE_FIELDS)
        yield Reference(
            title=resource.title,
            url=encoded(resource.url) if resource.url else None,
            details=tuple((name, value) for name, value in details if value),
            links=_second_links(resource),
        )


def _second_links(resource: Any) -> tuple[tuple[str, str, str], ...]:
    """Return the further links of a work, as plain data: URL, role and label."""
    links = ((encoded(url), role, label) for url, role, label in getattr(resource, "links", ()))
    own = encoded(resource.url) if resource.url else None
    return tuple(link for link in links if link[0] != own)


def _podcast(article: Any, link: str, context: EntryContext) -> tuple[PodcastTag, ...]:
    value = episode_of(getattr(article, "metadata", {}))
    if value is None:
        return ()
    found = read_episode(value, _resolver(article, link, context))
    for each in found.problems:
        context.problem(article, each.text, each.fix, each.needle)
    return tuple(found.tags)


def _language(lang: Any) -> str:
    text = str(lang or "").replace("_", "-")
    return text if _LANGUAGE.fullmatch(text) else ""


@dataclass(frozen=True, slots=True, eq=False)
class _ByUrl:
    article: Any
    url: Callable[[Any], str]

    def __lt__(self, other: _ByUrl) -> bool:
        return self.url(self.article) < self.url(other.article)


def newest_first(article: Any, url: Callable[[Any], str]) -> tuple[float, _ByUrl]:
    """Return a key that sorts articles by date, newest first, then by *url*.

    Args:
        article: Pelican's.
        url: returns that of an article; slow to compute, so it is called for ties only.
    """
    return -_seconds(article), _ByUrl(article, url)


def _seconds(article: Any) -> float:
    """Return the date of an article in seconds since 1970; 0 where it has no such number."""
    date: datetime = article.date
    try:
        return date.timestamp()
    except (OverflowError, ValueError, OSError):
        return 0.0
