"""Give a post the URL that its generator gave it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from importlib import import_module
from typing import Any

from ..._core.contract import FEED_ID, FROM_PERMALINK, KIND, TRANSLATION
from ..._core.diagnostics import Diagnostic
from ..key_aliases import Keys, MetadataValue
from ..metadata import Collected, add_redirects
from ..names import names_in
from ..path_safety import innermost_folder, value_problem
from ..rules import GUESSED, VALUE_UNUSABLE
from ..settings import FrontMatterSettings
from ..slugs_and_urls import UnusableUrlError
from .source import Permalink, PermalinkSource


def add_permalink(
    collected: Collected,
    values: Mapping[str, MetadataValue],
    path: str,
    zone: tzinfo,
    settings: FrontMatterSettings,
) -> list[Diagnostic]:
    """Add URLs, slug and language to the metadata of a post, and what kind it is.

    Args:
        collected: of the post.
        values: of its front matter.
        path: relative to the site's `PATH`, with `/`.
        zone: of the site.
        settings: with a `permalink_style`.

    Returns:
        Problems with the URL, which is then left to Pelican.
    """
    folders = {name.strip("/"): language for name, language in settings.content_folders.items()}
    folder = innermost_folder(path, folders) or ""
    metadata, keys = collected.metadata, Keys(values)
    moment = metadata.get("date")
    source = PermalinkSource(
        path=path[len(folder) :].lstrip("/"),
        language=folders.get(folder, ""),
        title=collected.typed_title,
        date=moment if isinstance(moment, datetime) else None,
        slug=_typed(keys, "slug"),
        address=_typed(keys, "address"),
        categories=tuple(_names(keys, "category")),
        values={key: value.typed for key, value in values.items()},
        zone=zone,
    )
    maker = import_module(f".{settings.permalink_style}", __package__)
    try:
        link: Permalink = maker.permalink(source, settings)
    except UnusableUrlError as error:
        add_redirects(collected, keys)
        found = keys.get("address") or keys.get("slug")
        text = f"the URL {found.written if found else path!r} is ignored: {error}"
        line = found.line if found else 1
        return [VALUE_UNUSABLE(text, "correct or delete it", line=line)]
    metadata[KIND], metadata[TRANSLATION] = link.kind, link.translation
    if link.left_out:
        metadata["status"] = "skip"
        collected.notes.append(GUESSED("not published", link.left_out, topic="not published"))
    if link.date is not None and link.kind == "article":
        metadata["date"] = link.date
    if link.language and "lang" not in metadata:
        metadata["lang"] = link.language
    for key, value in (("slug", link.slug), ("save_as", link.save_as)):
        objection = value_problem(key, value)
        if objection is not None:
            text = f"the URL {link.url!r} is ignored: {objection}"
            fix = "correct or delete the key that sets it"
            return [VALUE_UNUSABLE(text, fix, line=1)]
    metadata["slug"] = link.slug or "index"
    # In some generators, an old URL may be relative to the new one.
    old_url: Callable[..., str] = getattr(maker, "old_url", lambda typed, *_: typed)
    add_redirects(collected, keys, lambda typed: old_url(typed, link, settings))
    if metadata.get("status") != "skip":
        metadata |= {"url": link.url, "save_as": link.save_as, FROM_PERMALINK: True}
        if link.kind == "article":
            metadata[FEED_ID] = link.feed_id or link.url
    return []


def _typed(keys: Keys, meaning: str) -> str | None:
    found = keys.get(meaning)
    if found is None or isinstance(found.written, list | Mapping | None):
        return None
    return str(found.written)


def _names(keys: Keys, meaning: str) -> list[str]:
    found: Any = keys.get(meaning)
    return [] if found is None else names_in(found.written)
