"""Exports of Ghost (JSON) as plain data.

Ghost makes them under Settings, Export: ghost.org/docs/migration/ghost/. Nothing is fetched.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from ..._core.errors import unreadable
from .exported import Export, ExportedPost, unique
from .exported_html import as_one_block
from .exported_terms import pelican_slug, tag_slugs
from .ghost_bodies import html_of_lexical, html_of_mobiledoc
from .site import Setting

_SITE = re.compile(r"__GHOST_URL__")
_FILE = re.compile(r"""__GHOST_URL__(/content/[^\s"'()<>\\]+)""")


def is_export(text: str) -> bool:
    """Return whether a text is an export of Ghost."""
    return text.lstrip()[:1] == "{" and '"posts_tags"' in text and '"posts"' in text


def export_of(text: str) -> Export:
    """Read an export.

    Args:
        text: of the file.

    Raises:
        DiagnosticError: it is none.
    """
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise unreadable(f"it is not JSON: {error}", "make the export again", line=line) from error
    databases = found.get("db") if isinstance(found, Mapping) else None
    holder = databases[0] if isinstance(databases, list) and databases else found
    data = holder.get("data") if isinstance(holder, Mapping) else None
    if not isinstance(data, Mapping) or not isinstance(data.get("posts"), list):
        raise unreadable("it is no export of Ghost", "make one in Ghost, under Settings, Export")
    return _Reader(data, text).export()


def posts_of(text: str) -> Iterator[ExportedPost]:
    """Yield the posts and pages of an export; see `export_of`."""
    yield from export_of(text).posts


class _Reader:
    def __init__(self, data: Mapping[str, Any], text: str) -> None:
        self._data, self._whole = data, text
        self._settings = {str(one.get("key")): one.get("value") for one in self._rows("settings")}
        self._tags = {one.get("id"): one for one in self._rows("tags")}
        self._users = {one.get("id"): one for one in self._rows("users")}
        self._meta = {one.get("post_id"): one for one in self._rows("posts_meta")}
        self._of_post = {
            table: self._joined(table, key)
            for table, key in (("posts_tags", "tag_id"), ("posts_authors", "author_id"))
        }

    def export(self) -> Export:
        posts = tuple(self._posts())
        public = [one for one in self._tags.values() if _is_public(one)]
        urls = {("tag", _text(one, "name")): f"tag/{_text(one, 'slug')}/" for one in public}
        slugs = tag_slugs(urls)
        for user in self._users.values():
            urls[("author", _text(user, "name"))] = f"author/{_text(user, 'slug')}/"
        redirects = {
            url: f"author/{pelican_slug(name)}/"
            for (kind, name), url in urls.items()
            if kind == "author" and url != f"author/{pelican_slug(name)}/"
        }
        settings = [Setting("POUCH_TAGS", {"slugs": slugs}, "slugs of tags")] if slugs else []
        if menu := list(self._menu()):
            settings.append(Setting("MENUITEMS", menu, "the navigation"))
        settings.append(Setting("FEED_ALL_RSS", "rss/index.xml", "the feed"))
        return Export(
            generator="Ghost",
            because="a JSON export",
            title=str(self._settings.get("title") or ""),
            subtitle=str(self._settings.get("description") or ""),
            language=str(self._settings.get("locale") or self._settings.get("lang") or ""),
            zone=str(self._settings.get("timezone") or self._settings.get("active_timezone") or ""),
            posts=posts,
            attachments=unique(_FILE.findall(self._whole)),
            terms=urls,
            redirects=redirects,
            settings=tuple(settings),
            notes=tuple(self._notes()),
        )

    def _posts(self) -> Iterator[ExportedPost]:
        for row in self._rows("posts"):
            meta = self._meta.get(row.get("id"), {})
            is_page = row.get("type") == "page" or row.get("page") == 1
            slug, reason = _text(row, "slug"), _reason(row)
            names = [self._tags.get(tag, {}) for tag in self._of_post["posts_tags"][row.get("id")]]
            writers = self._of_post["posts_authors"][row.get("id")] or [row.get("author_id")]
            people = [_text(self._users.get(writer, {}), "name") for writer in writers]
            image = _SITE.sub("", _text(row, "feature_image"))
            alt = _text(meta, "feature_image_alt")
            yield ExportedPost(
                kind="page" if is_page else "article",
                title=_text(row, "title"),
                slug=slug,
                guid=_text(row, "id"),
                permalink=f"/{slug}/" if slug and not reason else "",
                date=_moment(row.get("published_at") or row.get("created_at")),
                modified=_moment(row.get("updated_at")),
                authors=unique(people),
                tags=unique(_text(tag, "name") for tag in names if _is_public(tag)),
                status="draft" if reason else "published",
                reason=reason,
                summary=" ".join(_text(row, "custom_excerpt").split()),
                description=_text(meta, "meta_description") or _text(row, "meta_description"),
                image="" if alt else image,
                values={"image": {"src": image, "alt": alt}} if image and alt else {},
                body=self._body(row),
            )

    def _body(self, row: Mapping[str, Any]) -> str:
        html = _text(row, "html")
        html = html or html_of_lexical(_text(row, "lexical"))
        html = html or html_of_mobiledoc(_text(row, "mobiledoc"))
        # Comments that fence its cards.
        html = re.sub(r"<!--\s*kg-card-(?:begin|end):[^>]*-->", "", html)
        return as_one_block(_SITE.sub("", html))

    def _rows(self, table: str) -> list[Mapping[str, Any]]:
        rows = self._data.get(table)
        return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []

    def _joined(self, table: str, key: str) -> Mapping[Any, list[Any]]:
        """Return what belongs to each post, in order."""
        found: dict[Any, list[Any]] = {row.get("id"): [] for row in self._rows("posts")}
        for row in sorted(self._rows(table), key=lambda row: row.get("sort_order") or 0):
            found.setdefault(row.get("post_id"), []).append(row.get(key))
        return found

    def _menu(self) -> Iterator[tuple[str, str]]:
        try:
            items = json.loads(str(self._settings.get("navigation") or "[]"))
        except ValueError:
            items = []
        for item in items if isinstance(items, list) else []:
            if isinstance(item, Mapping) and item.get("label") and item.get("url"):
                yield str(item["label"]), _SITE.sub("", str(item["url"])) or "/"

    def _notes(self) -> Iterator[str]:
        yield (
            "the export does not hold the routes of the site; if its posts were not at /slug/,"
            " write `permalink` into them"
        )
        yield (
            "the feed was at /rss/; have the server send rss/index.xml there, such as by a line"
            " `/rss/ /rss/index.xml 200` in _redirects"
        )


def _reason(row: Mapping[str, Any]) -> str:
    """Return why a post was not there for everybody; empty if it was."""
    status, visibility = _text(row, "status"), _text(row, "visibility") or "public"
    if status == "sent":
        return "sent as an email only"
    if status != "published":
        return status or "draft"
    return "" if visibility == "public" else f"for {visibility}"


def _is_public(tag: Mapping[str, Any]) -> bool:
    name = _text(tag, "name")
    return bool(name) and not name.startswith("#") and tag.get("visibility", "public") == "public"


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    return value.strip() if isinstance(value, str) else ""


def _moment(value: Any) -> str:
    """Return a moment in ISO 8601; old versions count milliseconds since 1970."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            moment = datetime.fromtimestamp(value / 1000, UTC)
        except (ValueError, OverflowError, OSError):
            return ""
        return moment.isoformat(sep=" ", timespec="seconds")
    if not isinstance(value, str) or not value:
        return ""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return ""
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.isoformat(sep=" ", timespec="seconds")
