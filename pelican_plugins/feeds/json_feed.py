"""Write a feed as JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from typing import Any

from .entry import Entry, EntryCache, xml_safe_record
from .feed import Feed, without_entries
from .feedgen_adapter import rfc3339


def build_json(feed: Feed, written: EntryCache[str] | None = None) -> bytes:
    """Return *feed* as a JSON Feed 1.1 document; *written* caches entries between feeds."""
    written = EntryCache() if written is None else written
    items = [written.of(entry, entry.updated, _item) for entry in feed.entries]
    feed = without_entries(feed)
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title or feed.link,
        "home_page_url": feed.link,
        "feed_url": feed.self_link,
        "description": feed.description,
        "user_comment": "This is a feed: paste its URL into a feed reader to follow the site.",
        "next_url": feed.archive_links.previous,
        "icon": feed.logo,
        "favicon": feed.icon,
        "language": feed.language,
        "hubs": [{"type": "WebSub", "url": hub} for hub in feed.hubs],
    }
    # The items are serialised already, and inserted into the empty list at the end.
    text = _dump({**_filled(head), "items": []})
    body = ",\n".join(items)
    return f"{text.removesuffix(']}')}\n{body}\n]}}\n".encode()


def _item(entry: Entry) -> str:
    entry = xml_safe_record(entry)
    avatars = dict(entry.avatars)
    item = {
        "id": entry.id,
        "url": entry.link,
        "title": entry.title,
        "content_html": entry.content or entry.summary,
        "summary": _plain(entry.summary) if entry.content != entry.summary else "",
        "image": entry.media.url if entry.media else "",
        "date_published": rfc3339(entry.published),
        "date_modified": rfc3339(entry.updated) if entry.updated != entry.published else "",
        "authors": [
            {"name": name, **_filled({"avatar": avatars.get(name)})} for name in entry.authors
        ],
        "tags": list(dict.fromkeys(category.name for category in entry.categories)),
        "language": entry.language,
        "attachments": [
            _filled({"url": e.url, "mime_type": e.mime, "size_in_bytes": e.length})
            for e in entry.enclosures
        ],
    }
    known = _filled(item)
    # Either content_html or content_text is required.
    known.setdefault("content_html", "")
    if entry.references:
        # Extensions must be objects.
        known["_references"] = {
            "items": [
                _filled(
                    {
                        "title": each.title,
                        "url": each.url,
                        **dict(each.details),
                        "links": [
                            _filled({"url": url, "role": role, "label": label})
                            for url, role, label in each.links
                        ],
                    }
                )
                for each in entry.references
            ]
        }
    return _dump(known)


def _plain(html: str) -> str:
    from lxml.html import fromstring

    try:
        return " ".join(str(fromstring(f"<div>{html}</div>").text_content()).split())
    except (ValueError, TypeError):
        return ""


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", [], 0)}


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
