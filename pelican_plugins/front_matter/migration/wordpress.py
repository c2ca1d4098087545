"""Exports of WordPress (WXR, "WordPress eXtended RSS") as plain data.

WordPress makes them under Tools, Export: `wp-admin/includes/export.php`, version 1.2 of the format.
Nothing is fetched, and an export that declares entities is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from html import escape, unescape
from typing import Any
from urllib.parse import unquote

from ..._core.errors import unreadable
from ..._core.text import xml_safe
from .exported import Export, ExportedPost, path_of, split_url, unique
from .exported_html import (
    as_one_block,
    paragraphs,
    render_shortcodes,
    shortcodes_in,
    without_block_comments,
)
from .exported_terms import tag_slugs, term_redirects
from .site import Setting

_NAMESPACE = "{http://wordpress.org/export/%s/}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_DECLARES = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_NO_DATE = "0000-00-00 00:00:00"
_REUSED = re.compile(r"<!--\s*wp:block\s*\{\s*\"ref\"\s*:\s*(\d+)[^<>]*/-->")
_DYNAMIC = re.compile(r"<!--\s*wp:([a-z][\w/-]*)[^<>]*/-->")
# Why a post is not published; those in the trash are left out.
_STATUSES = {
    "publish": "",
    "draft": "draft",
    "pending": "pending review",
    "private": "private",
    "future": "scheduled",
}


def is_export(text: str) -> bool:
    """Return whether a post is an export of WordPress."""
    return "<rss" in text[:5000] and "http://wordpress.org/export/" in text[:20000]


def export_of(text: str) -> Export:
    """Read an export.

    Args:
        text: of the file.

    Raises:
        DiagnosticError: it is not one, or cannot be read.
    """
    return _Reader(text).export()


def posts_of(text: str) -> Iterator[ExportedPost]:
    """Yield the posts and pages of an export; see `export_of`."""
    yield from export_of(text).posts


@dataclass(frozen=True, slots=True)
class _Attachment:
    url: str
    parent: str
    alt: str
    title: str


class _Reader:
    def __init__(self, text: str) -> None:
        if not is_export(text):
            raise unreadable(
                "not a WordPress export", "create one in WordPress under Tools, Export"
            )
        if _DECLARES.search(text.partition("<channel")[0]):
            raise unreadable(
                "it declares entities, which a WordPress export never does", "delete its DOCTYPE"
            )
        root, self._damage = _parse(text)
        version = re.search(r"http://wordpress\.org/export/([\d.]+)/", text)
        self._wp = _NAMESPACE % (version[1] if version else "1.2")
        self._excerpt = f"{self._wp.removesuffix('/}')}/excerpt/}}encoded"
        self._channel = root.find("channel")
        if self._channel is None:
            raise unreadable("it has no channel", "export the site again")
        self._root = self._text(self._channel, "base_blog_url") or _plain(self._channel, "link")
        self._items = self._channel.findall("item")
        self._attachments = dict(self._read_attachments())
        self._reusable = {
            self._text(item, "post_id"): _of(item, _CONTENT)
            for item in self._items
            if self._text(item, "post_type") == "wp_block"
        }
        self._authors = {
            self._text(author, "author_login"): self._text(author, "author_display_name")
            for author in self._channel.findall(f"{self._wp}author")
        }
        self._left: Counter[str] = Counter()
        self._shortcodes: Counter[str] = Counter()
        self._dynamic: Counter[str] = Counter()
        self._comments = 0

    def export(self) -> Export:
        posts = tuple(self._posts())
        categories = {
            self._text(one, "category_nicename"): (
                self._text(one, "cat_name"),
                self._text(one, "category_parent"),
            )
            for one in self._channel.findall(f"{self._wp}category")
        }
        tags = {
            self._text(one, "tag_name"): self._text(one, "tag_slug")
            for one in self._channel.findall(f"{self._wp}tag")
        }
        for item in self._items:
            for one in item.findall("category"):
                name, slug = (one.text or "").strip(), one.get("nicename") or ""
                if one.get("domain") == "post_tag":
                    tags.setdefault(name, slug)
                elif one.get("domain") == "category":
                    categories.setdefault(slug, (name, ""))
        urls = {
            **{("tag", name): f"tag/{unquote(slug)}/" for name, slug in tags.items()},
            **{
                ("category", name): f"category/{_with_parents(slug, categories)}/"
                for slug, (name, _) in categories.items()
            },
            **{
                ("author", name or login): f"author/{login}/"
                for login, name in self._authors.items()
            },
        }
        slugs = tag_slugs(urls)
        settings = [Setting("POUCH_TAGS", {"slugs": slugs}, "tag slugs")] if slugs else []
        settings.append(Setting("FEED_ALL_RSS", "feed/index.xml", "the feed"))
        return Export(
            generator="WordPress",
            because="a WXR export",
            title=_plain(self._channel, "title"),
            subtitle=_plain(self._channel, "description"),
            url=self._root.rstrip("/"),
            language=_plain(self._channel, "language"),
            posts=posts,
            attachments=unique(one.url for one in self._attachments.values()),
            terms=urls,
            redirects=term_redirects(urls),
            settings=tuple(settings),
            notes=tuple(self._notes()),
        )

    def _posts(self) -> Iterator[ExportedPost]:
        for item in self._items:
            type_, status = self._text(item, "post_type"), self._text(item, "status")
            if type_ in {"post", "page"} and status in _STATUSES:
                self._comments += len(item.findall(f"{self._wp}comment"))
                yield self._post(item, type_, status)
            elif type_ not in {"attachment", "wp_block"} or status == "trash":
                self._left[f"{type_} in the trash" if status == "trash" else type_] += 1

    def _post(self, item: Any, type_: str, status: str) -> ExportedPost:
        meta = self._meta(item)
        reason = _STATUSES[status]
        if self._text(item, "post_password"):
            reason = reason or "with a password"
        link = path_of(_plain(item, "link"), self._root)
        slug = self._text(item, "post_name")
        image = self._attachments.get(meta.get("_thumbnail_id", ""))
        post_id = self._text(item, "post_id")
        own = [a.url for a in self._attachments.values() if a.parent == post_id]
        old = self._old_slugs(item)
        author = _of(item, _CREATOR)
        return ExportedPost(
            kind="page" if type_ == "page" else "article",
            title=unescape(_plain(item, "title")),
            slug=slug,
            permalink=link,
            guid=_plain(item, "guid"),
            date=_moment(self._text(item, "post_date"), self._text(item, "post_date_gmt")),
            modified=_moment(
                self._text(item, "post_modified"), self._text(item, "post_modified_gmt")
            ),
            authors=unique([self._authors.get(author) or author]),
            tags=unique(_terms(item, "post_tag")),
            categories=unique(_terms(item, "category")),
            status="draft" if reason else "published",
            reason=reason,
            summary=" ".join(_of(item, self._excerpt).split()),
            description=meta.get("_yoast_wpseo_metadesc", ""),
            image=self._local(image.url) if image else "",
            redirects=tuple(
                f"{link.rstrip('/').rpartition('/')[0]}/{name}/" for name in old if link
            ),
            attachments=tuple(map(self._local, unique(own))),
            body=self._body(_of(item, _CONTENT), post_id),
        )

    def _body(self, html: str, post_id: str) -> str:
        html = _REUSED.sub(lambda found: self._reusable.get(found[1], ""), html)
        self._dynamic.update(_DYNAMIC.findall(html))
        # Blocks are HTML already.
        is_blocks = "<!-- wp:" in html
        html = without_block_comments(html)
        html = render_shortcodes(html, lambda values: self._gallery(values, post_id))
        self._shortcodes.update(shortcodes_in(html))
        html = re.sub(r"<!--\s*nextpage\s*-->", "", html)
        html = html if is_blocks else paragraphs(html)
        return as_one_block(self._without_host(html))

    def _gallery(self, values: Mapping[str, str], post_id: str) -> Iterator[str]:
        ids = re.findall(r"\d+", values.get("ids", ""))
        known = self._attachments
        chosen = [known[number] for number in ids if number in known]
        if not ids:
            parent = values.get("id", post_id)
            chosen = [one for one in known.values() if one.parent == parent]
        for one in chosen:
            if re.search(r"\.(?:jpe?g|png|gif|webp|avif)$", split_url(one.url).path, re.IGNORECASE):
                yield f'<img src="{escape(one.url)}" alt="{escape(one.alt or one.title)}">'

    def _read_attachments(self) -> Iterator[tuple[str, _Attachment]]:
        for item in self._items:
            if self._text(item, "post_type") == "attachment":
                url = self._text(item, "attachment_url")
                alt = self._meta(item).get("_wp_attachment_image_alt", "")
                parent, title = self._text(item, "post_parent"), _plain(item, "title")
                yield self._text(item, "post_id"), _Attachment(url, parent, alt, title)

    def _without_host(self, html: str) -> str:
        """Return HTML whose uploads are named by their path, as they are when copied here."""
        host = re.escape(split_url(self._root).netloc.removeprefix("www."))
        return re.sub(rf"https?://(?:www\.)?{host}(?=/wp-content/)", "", html) if host else html

    def _local(self, url: str) -> str:
        return self._without_host(url)

    def _meta(self, item: Any) -> dict[str, str]:
        return {
            self._text(one, "meta_key"): self._text(one, "meta_value")
            for one in item.findall(f"{self._wp}postmeta")
        }

    def _old_slugs(self, item: Any) -> list[str]:
        return [
            self._text(one, "meta_value")
            for one in item.findall(f"{self._wp}postmeta")
            if self._text(one, "meta_key") == "_wp_old_slug"
        ]

    def _text(self, item: Any, name: str) -> str:
        return _of(item, f"{self._wp}{name}").strip()

    def _notes(self) -> Iterator[str]:
        if self._damage:
            yield (f"the export is damaged ({self._damage}); posts after the damage may be missing")
        if self._left:
            yield f"not imported: {_counted(self._left)}"
        if self._comments:
            yield f"comments are not imported: {self._comments}"
        if self._shortcodes:
            yield f"plugin shortcodes shown unrendered: {_counted(self._shortcodes)}"
        if self._dynamic:
            yield f"removed blocks that only WordPress can fill: {_counted(self._dynamic)}"
        yield (
            "the feed was at /feed/; make the server send feed/index.xml there, for example"
            " with the line `/feed/ /feed/index.xml 200` in _redirects"
        )


def _parse(text: str) -> tuple[Any, str]:
    """Return the root element, and what is damaged; no entity is resolved and nothing fetched."""
    from lxml import etree

    # Exports hold characters that XML forbids, which posts were pasted with.
    data = xml_safe(text).encode("utf-8")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        recover=True,
        strip_cdata=True,
        remove_comments=False,
    )
    root = etree.fromstring(data, parser)
    if root is None:
        raise unreadable("not XML", "export the site again")
    errors = [e for e in parser.error_log if e.level_name == "FATAL"]
    return root, f"line {errors[0].line}: {errors[0].message}" if errors else ""


def _of(item: Any, name: str) -> str:
    found = item.find(name)
    return "" if found is None else "".join(found.itertext())


def _plain(item: Any, name: str) -> str:
    return _of(item, name).strip()


def _terms(item: Any, domain: str) -> Iterator[str]:
    for one in item.findall("category"):
        if one.get("domain") == domain:
            yield unescape((one.text or "").strip())


def _moment(local: str, utc: str) -> str:
    """Return a moment in ISO 8601, with the offset that the site had at that time.

    It is empty for no date, and for one in a damaged export that is not a date.
    """
    here, there = _date_in(local), _date_in(utc)
    if here is None:
        return ""
    offset = here - there if there is not None else timedelta.max
    if abs(offset) > timedelta(hours=14):
        return here.isoformat(sep=" ")
    return here.replace(tzinfo=timezone(offset)).isoformat(sep=" ")


def _date_in(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if text and text != _NO_DATE else None
    except ValueError:
        return None
    return moment and moment.replace(tzinfo=None)


def _with_parents(slug: str, categories: Mapping[str, tuple[str, str]]) -> str:
    steps, seen = [unquote(slug)], {slug}
    while (slug := categories.get(slug, ("", ""))[1]) and slug not in seen:
        seen.add(slug)
        steps.insert(0, unquote(slug))
    return "/".join(steps)


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name} ({number})" for name, number in counts.most_common())
