"""`POUCH_RESOURCES`.

Where the files that are made of resources stand in the output folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any, Literal

from .._core.errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourcesSettings:
    """How lists of resources are found, shown and handed on.

    Attributes:
        headings: words that head such a list, besides the known ones, such as
            `Where this comes from`.
        placement: `inline` makes a reference list of the author's list where it stands;
            `template` takes it out of the body, for a theme that renders
            `article.resources`; `none` leaves the body alone. The data is there in any case.
        rel: words for the `rel` of a resource's link, such as `external nofollow`.
        target: the link's `target`, such as `_blank`.
        remove_tracking: take parameters that only serve to follow readers (`utm_source`,
            `fbclid`) out of addresses.
        references: where to write the references of each article as CSL-JSON, such as
            `{slug}.references.json`, below the output folder; empty for nowhere. What Pelican fills
            `ARTICLE_SAVE_AS` with is known; a translation has its language behind its slug.
        sources: where to write the index of all works the site cites, as a page; the same
            as JSON stands beside it. Empty for no index.
        lock: the file, next to the settings, that `pouch links` keeps what it found in.
        archived_label: the words of the link to an archived copy.
    """

    headings: tuple[str, ...] = ()
    placement: Literal["inline", "template", "none"] = "inline"
    rel: str = ""
    target: str = ""
    remove_tracking: bool = False
    references: str = ""
    sources: str = "sources.html"
    lock: str = "resources.lock.json"
    archived_label: str = "archived copy"


_SAMPLE = {
    **{name: name for name in ("author", "category", "lang", "path", "slug")},
    "date": datetime(2024, 5, 17, tzinfo=UTC),
}


def check_paths(settings: ResourcesSettings) -> None:
    """Refuse paths that no file of the output folder can have.

    Raises:
        SettingsError: `references` or `sources` is such a path or pattern.
    """
    if settings.references and not _is_inside(_filled(settings.references)):
        raise _outside("references", settings.references, "{slug}.references.json")
    if settings.sources and not _is_inside(settings.sources):
        raise _outside("sources", settings.sources, "sources.html")
    if not settings.lock or not _is_inside(settings.lock):
        raise SettingsError(
            f"POUCH_RESOURCES['lock'] is {settings.lock!r}, which is no file next to your settings",
            "name one such as 'resources.lock.json'",
        )
    if settings.sources and settings.sources == json_path_for(settings.sources):
        raise SettingsError(
            f"POUCH_RESOURCES['sources'] is {settings.sources!r}, where the same as JSON is"
            " to stand",
            "name a page such as 'sources.html'",
        )


def references_path(pattern: str, fields: Mapping[str, Any], *, translated: bool) -> str | None:
    """Return where the references of one content stand, below the output folder.

    Args:
        pattern: the setting `references`, checked.
        fields: what Pelican fills its own `*_SAVE_AS` with.
        translated: the content is not in the site's language. As in Pelican's own addresses
            of translations, its language then stands behind its slug, or both would have
            one address.

    Returns:
        The path, or None where a field is missing or leads out of the folder.
    """
    values = dict(fields)
    if translated and "{lang" not in pattern:
        values["slug"] = f"{values['slug']}-{values['lang']}"
    try:
        path = pattern.format(**values)
    except (AttributeError, LookupError, TypeError, ValueError):
        return None
    return path if _is_inside(path) else None


def json_path_for(page: str) -> str:
    """Return the path of the JSON file that belongs to the page at *page*."""
    return PurePosixPath(page).with_suffix(".json").as_posix()


def url_of_path(path: str) -> str:
    """Return the address that a server shows the file at *path* under."""
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}" if name == "index.html" and folder else path


def _filled(pattern: str) -> str:
    """Return *pattern* filled for an article that is not there."""
    given = f"POUCH_RESOURCES['references'] is {pattern!r}"
    example = "{slug}.references.json"
    try:
        filled = pattern.format(**_SAMPLE)
    except (AttributeError, LookupError, TypeError, ValueError):
        known = ", ".join(f"{{{name}}}" for name in sorted(_SAMPLE))
        raise SettingsError(
            f"{given}, which cannot be filled", f"known are {known}, as in {example!r}"
        ) from None
    if filled == pattern:
        raise SettingsError(
            f"{given}, one file for all articles", f"write a pattern such as {example!r}"
        )
    return filled


def _outside(name: str, path: str, example: str) -> SettingsError:
    return SettingsError(
        f"POUCH_RESOURCES[{name!r}] is {path!r}",
        f"it should be the path of a file below the output folder, such as {example!r}",
    )


def _is_inside(path: str) -> bool:
    """Tell whether *path* is a plain relative path of a file, on any system."""
    steps = path.split("/")
    # On Windows a backslash parts steps too, and "c:" is a drive.
    is_plain = not set("\\\0") & set(path) and steps[0][1:2] != ":"
    return is_plain and not {"", ".", ".."} & set(steps)
