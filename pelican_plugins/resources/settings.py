"""`POUCH_RESOURCES`, and the paths in the output folder that it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any, Literal

from .._core.deprecated_settings import WAS
from .._core.errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourcesSettings:
    """How reference lists are found, rendered and exported.

    Attributes:
        headings: headings of a reference list, in addition to the known ones, such as
            `Where this comes from`.
        placement: `inline` turns the list into a reference list in its place; `template` removes it
            from the body, for a theme that renders `article.resources`; `none` leaves the body
            unchanged. The data is available in all three cases.
        rel: the `rel` of a resource's link, such as `external nofollow`.
        target: the link's `target`, such as `_blank`.
        remove_tracking: remove tracking parameters (`utm_source`, `fbclid`) from URLs.
        references_save_as: the path of each article's references as CSL-JSON, below the output
            folder, such as `{slug}.references.json`; empty for no file. It takes the fields of
            `ARTICLE_SAVE_AS`; a translation gets its language after its slug.
        sources_save_as: the path of the page that lists all works the site cites; a JSON file
            with the same data is written next to it. Empty for no index.
        link_cache: the file, next to the settings, in which `pouch links` saves its results.
        archived_label: the text of the link to an archived copy.
        bibtex_dialect: what `pouch resources --format bibtex` writes: `bibtex` for any style, or
            `biblatex` for that package, with `@online` for web pages and complete dates.
    """

    headings: tuple[str, ...] = ()
    placement: Literal["inline", "template", "none"] = "inline"
    rel: str = ""
    target: str = ""
    remove_tracking: bool = False
    references_save_as: str = field(default="", metadata={WAS: ("references",)})
    sources_save_as: str = field(default="sources.html", metadata={WAS: ("sources",)})
    link_cache: str = field(default="resources.lock.json", metadata={WAS: ("lock",)})
    archived_label: str = "archived copy"
    bibtex_dialect: Literal["bibtex", "biblatex"] = "bibtex"


_EXAMPLE = "{slug}.references.json"
_SAMPLE = {
    **{name: name for name in ("author", "category", "lang", "path", "slug")},
    "date": datetime(2024, 5, 17, tzinfo=UTC),
}


def check_paths(settings: ResourcesSettings) -> None:
    """Check that every path is inside its folder.

    Raises:
        SettingsError: one is not, or two files would have one path.
    """
    references, sources = settings.references_save_as, settings.sources_save_as
    if references and not _is_inside(_filled(references)):
        raise _outside("references_save_as", references, _EXAMPLE)
    if sources and not _is_inside(sources):
        raise _outside("sources_save_as", sources, "sources.html")
    if not settings.link_cache or not _is_inside(settings.link_cache):
        raise SettingsError(
            f"POUCH_RESOURCES['link_cache'] is {settings.link_cache!r}, which is not a file next to"
            " your settings",
            "set a file name such as 'resources.lock.json'",
        )
    if sources and sources == json_path_for(sources):
        raise SettingsError(
            f"POUCH_RESOURCES['sources_save_as'] is {sources!r}, but that is the path of its"
            " JSON file",
            "set the name of a page, such as 'sources.html'",
        )


def references_path(pattern: str, fields: Mapping[str, Any], *, translated: bool) -> str | None:
    """Return the path of a content's references, below the output folder.

    Args:
        pattern: the checked setting `references_save_as`.
        fields: those of Pelican's own `*_SAVE_AS`.
        translated: the content is not in the site's language. As in Pelican's own URLs of
            translations, its language is then appended to its slug.

    Returns:
        The path, or None if a field is missing or the path is outside the folder.
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
    """Return the URL at which a server serves the file at *path*."""
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}" if name == "index.html" and folder else path


def _filled(pattern: str) -> str:
    """Return *pattern* with the fields of a sample article."""
    given = f"POUCH_RESOURCES['references_save_as'] is {pattern!r}"
    try:
        filled = pattern.format(**_SAMPLE)
    except (AttributeError, LookupError, TypeError, ValueError):
        known = ", ".join(f"{{{name}}}" for name in sorted(_SAMPLE))
        raise SettingsError(
            f"{given}, which has an unknown field or format", f"use {known}, as in {_EXAMPLE!r}"
        ) from None
    if filled == pattern:
        raise SettingsError(
            f"{given}, which is the same file for all articles",
            f"set a pattern such as {_EXAMPLE!r}",
        )
    return filled


def _outside(name: str, path: str, example: str) -> SettingsError:
    return SettingsError(
        f"POUCH_RESOURCES[{name!r}] is {path!r}",
        f"set the path of a file below the output folder, such as {example!r}",
    )


def _is_inside(path: str) -> bool:
    """Return whether *path* is a plain relative path of a file, on any system."""
    steps = path.split("/")
    # On Windows a backslash is a separator too, and "c:" is a drive.
    is_plain = not set("\\\0") & set(path) and steps[0][1:2] != ":"
    return is_plain and not {"", ".", ".."} & set(steps)
