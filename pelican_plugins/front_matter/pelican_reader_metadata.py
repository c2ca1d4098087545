"""Metadata from Pelican's settings and other readers: what they mean, and what must stay private.

Pelican's readers for reST and HTML know only `status`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, MutableMapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pelican.readers import parse_path_metadata, path_metadata
from pelican.settings import DEFAULT_CONFIG
from pelican.utils import slugify

from .._core.contract import is_internal
from .._core.diagnostics import Diagnostic
from .key_aliases import Keys, MetadataValue, joined, written_of
from .path_safety import are_read_twice, innermost_folder, value_problem
from .pelican_site_facts import RESERVED, encrypts
from .post import SourceContext
from .rules import KEY_RESERVED, VALUE_UNUSABLE
from .settings import FrontMatterSettings
from .status import STATUSES, Publication, most_private, publication_of
from .url_keys import ALWAYS_SETTLED

# Pelican itself leaves out contents with an unknown status.
_PELICANS = {"status"}
# In HTML, `expires` says how long a browser may cache the page.
_OF_READERS = {"html": {"expires"}}


def drop_unusable_values(metadata: MutableMapping[str, Any]) -> list[Diagnostic]:
    """Remove values that would end the build or lead out of the site, and return the problems."""
    problems = []
    for key, value in list(metadata.items()):
        if is_internal(key):
            text = f"the key {key} is reserved, so it is ignored"
            problems.append(KEY_RESERVED(text, "rename it", key))
            del metadata[key]
        elif isinstance(value, str) and (objection := value_problem(key, value)) is not None:
            text = f"the {key} {value!r} is ignored: {objection}"
            problems.append(VALUE_UNUSABLE(text, "correct or delete it", value))
            del metadata[key]
    return problems


def keys_in_metadata(metadata: Mapping[str, Any]) -> Keys:
    """Return the keys of a post without front matter.

    Args:
        metadata: as Pelican's readers return them: strings or lists of strings; Pelican's own
            objects are left out.
    """
    ignored = _PELICANS | _OF_READERS.get(str(metadata.get("reader")), set())
    return Keys(
        {
            key: MetadataValue(value, written_of(value), 0)
            for key, value in metadata.items()
            # Ours are in capitals, which no key that is read has.
            if not key.startswith("POUCH_")
            and isinstance(value, str | bool | int | list | Mapping)
            and joined(key) not in ignored
        }
    )


def publication_in_metadata(
    metadata: Mapping[str, Any], ours: FrontMatterSettings, site: Mapping[str, Any], now: datetime
) -> Publication:
    """Return what metadata say about publication, with a status only if it is more private.

    Args:
        metadata: see `keys_in_metadata`.
        ours: see `status.publication_of`.
        site: the settings of the site.
        now: the time of the build.
    """
    zone = ZoneInfo(site.get("TIMEZONE", "UTC"))
    publication = publication_of(
        keys_in_metadata(metadata), ours, now, zone, encrypts=encrypts(site)
    )
    present = str(metadata.get("status") or "published").lower()
    if present not in STATUSES or most_private((publication.status, present)) == present:
        publication.status = None
    return publication


def source_context(
    path: Path, settings: Mapping[str, Any], ours: FrontMatterSettings, now: datetime
) -> SourceContext:
    """Return the place of the file at *path*, and the keys that *settings* decide for it.

    *ours* are the plugin's settings, *now* is the time of the build.
    """
    relative = Path(os.path.relpath(path, settings["PATH"])).as_posix()
    pages = settings["PAGE_PATHS"]
    is_page = innermost_folder(relative, pages) is not None
    if ours.undated == "page" and are_read_twice(relative, settings["ARTICLE_PATHS"], pages):
        is_page = False
    given = frozenset(_given(path, relative, settings))
    settled = None
    if ours.url_keys != "all":
        settled = ALWAYS_SETTLED | given | frozenset(_settled(relative, settings))
        if settings.get("DEFAULT_DATE") and ours.date_fallback == "nothing":
            # Pelican looks for a date in no folder name, and in few file names.
            given |= {"date"} - frozenset(_in_name(relative, settings))
    return SourceContext(
        path=relative,
        is_page=is_page,
        now=now,
        zone=ZoneInfo(settings.get("TIMEZONE", "UTC")),
        encrypts=encrypts(settings),
        reserved=RESERVED,
        given=given,
        settled=settled,
    )


def slug_from_html_title(
    title: str, place: SourceContext, settings: Mapping[str, Any], metadata: Mapping[str, Any]
) -> dict[str, str]:
    """Return, as metadata, Pelican's slug for a *title*, which it reads as HTML."""
    from_title = settings["SLUGIFY_SOURCE"] == "title" and "slug" not in {*metadata, *place.given}
    if "<" not in title or place.settled is None or not from_title:
        return {}
    return {
        "slug": slugify(
            title,
            regex_subs=settings["SLUG_REGEX_SUBSTITUTIONS"],
            preserve_case=settings["SLUGIFY_PRESERVE_CASE"],
            use_unicode=settings["SLUGIFY_USE_UNICODE"],
        )
    }


def _settled(relative: str, settings: Mapping[str, Any]) -> Iterator[str]:
    """Yield the keys that Pelican decides by the file name, or by the settings for all files."""
    if settings.get("DEFAULT_DATE"):
        yield "date"
    if settings.get("AUTHOR"):
        yield "authors"
    yield from _in_name(relative, settings)


def _in_name(relative: str, settings: Mapping[str, Any]) -> Iterator[str]:
    yield from parse_path_metadata(relative, {"FILENAME_METADATA": settings["FILENAME_METADATA"]})


def _given(path: Path, relative: str, settings: Mapping[str, Any]) -> Iterator[str]:
    """Yield the keys that the site's settings give the file, as Pelican reads them."""
    yield from dict(settings["DEFAULT_METADATA"])
    by_path = {"EXTRA_PATH_METADATA": settings["EXTRA_PATH_METADATA"]}
    yield from path_metadata(str(path), relative, by_path)
    patterns = {name: settings[name] for name in ("FILENAME_METADATA", "PATH_METADATA")}
    if patterns["FILENAME_METADATA"] == DEFAULT_CONFIG["FILENAME_METADATA"]:
        # The default finds a date in the file name; so do we, with a note.
        del patterns["FILENAME_METADATA"]
    yield from parse_path_metadata(relative, patterns)
