"""What Pelican and the site's settings say of a file before it is read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pelican.contents import Article
from pelican.readers import parse_path_metadata, path_metadata
from pelican.settings import DEFAULT_CONFIG
from pelican.utils import slugify

from .post import Place
from .reader_metadata import encrypts
from .settings import FrontMatterSettings
from .url_keys import ALWAYS_SETTLED

# What Pelican keeps on an article under names that a front matter might use for its own.
_RESERVED = frozenset(dir(Article)) | {
    *("in_default_lang", "locale_date", "locale_modified", "metadata", "reader"),
    *("relative_source_path", "resources", "settings", "source_path", "translations"),
}


def place_of(
    path: Path, settings: Mapping[str, Any], ours: FrontMatterSettings, now: datetime
) -> Place:
    """Return where the file at *path* lies, and what is settled for it by *settings*.

    Args:
        path: of the file.
        settings: of the site.
        ours: those of the plugin.
        now: the time of the build.
    """
    relative = Path(os.path.relpath(path, settings["PATH"])).as_posix()
    folders = [str(folder).strip("/") for folder in settings["PAGE_PATHS"]]
    given = frozenset(_given(path, relative, settings))
    settled = None
    if ours.url_keys != "all":
        settled = ALWAYS_SETTLED | given | frozenset(_settled(relative, settings))
        if settings.get("DEFAULT_DATE") and ours.dates_from == "nothing":
            # Pelican looks for one in no folder, and in few names.
            given |= {"date"} - frozenset(_in_name(relative, settings))
    return Place(
        path=relative,
        is_page=any(relative.startswith(f"{folder}/") for folder in folders if folder),
        now=now,
        zone=ZoneInfo(settings.get("TIMEZONE", "UTC")),
        encrypts=encrypts(settings),
        reserved=_RESERVED,
        given=given,
        settled=settled,
    )


def slug_of_markup(
    title: str, place: Place, settings: Mapping[str, Any], metadata: Mapping[str, Any]
) -> dict[str, str]:
    """Return, as metadata, the slug that Pelican makes of a *title* that it takes for HTML.

    Args:
        title: as it is typed.
        place: of the file.
        settings: of the site.
        metadata: of the file.
    """
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
    """Yield what Pelican has for the file by its name, or for all by the settings."""
    if settings.get("DEFAULT_DATE"):
        yield "date"
    if settings.get("AUTHOR"):
        yield "authors"
    yield from _in_name(relative, settings)


def _in_name(relative: str, settings: Mapping[str, Any]) -> Iterator[str]:
    yield from parse_path_metadata(relative, {"FILENAME_METADATA": settings["FILENAME_METADATA"]})


def _given(path: Path, relative: str, settings: Mapping[str, Any]) -> Iterator[str]:
    """Yield the keys that the owner's settings give the file, as Pelican reads them."""
    yield from dict(settings["DEFAULT_METADATA"])
    by_path = {"EXTRA_PATH_METADATA": settings["EXTRA_PATH_METADATA"]}
    yield from path_metadata(str(path), relative, by_path)
    patterns = {name: settings[name] for name in ("FILENAME_METADATA", "PATH_METADATA")}
    if patterns["FILENAME_METADATA"] == DEFAULT_CONFIG["FILENAME_METADATA"]:
        # A date in a name, which nobody has asked for: we find the same, and say so.
        del patterns["FILENAME_METADATA"]
    yield from parse_path_metadata(relative, patterns)
