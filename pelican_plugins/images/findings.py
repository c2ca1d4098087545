"""Findings of `pouch check` about images, in addition to a build's diagnostics."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from .._core.contract import has_pictures, withhold
from .._core.diagnostics import Diagnostic, also_in
from .._core.paths import lines_of, shown, walk
from .._core.pelican_site_reader import Reading
from .._core.settings import load
from .._core.source_lines import in_content
from .._core.text import cut
from .metadata.clean import file_has_gps
from .publish import matching_patterns, why_withheld
from .rules import ALT_EMPTY, PICTURE_WITHHELD, POSITION_IN_SOURCE, POSITION_PUBLISHED
from .settings import ImagesSettings

_EMPTY = re.compile(r"!\[\s*\]\(\s*<?([^\s<>)]+)")


def findings(site: Reading) -> Iterator[Diagnostic]:
    """Yield problems of images, empty alt texts, and sources with GPS coordinates."""
    contents = [content for content in site.context["generated_content"].values() if content]
    yield from _flaws(contents)
    for content in contents:
        yield from _undescribed(content)
    yield from _positions(site, contents)


def _flaws(contents: list[Any]) -> Iterator[Diagnostic]:
    """Yield each problem once, at the first article that shows the image."""
    places: dict[str, list[tuple[Any, Diagnostic]]] = {}
    for content in sorted(contents, key=lambda content: str(content.source_path)):
        for path, flaw in content.picture_flaws.items() if has_pictures(content) else ():
            places.setdefault(path, []).append((content, flaw))
    for path, shows in places.items():
        content, flaw = shows[0]
        others = also_in([shown(place.source_path) for place, _ in shows])
        text = f"the image {path}{others} {flaw.text}"
        yield in_content(content, replace(flaw, text=text))


def _undescribed(content: Any) -> Iterator[Diagnostic]:
    """Yield images whose alternative text is empty in Markdown.

    `alt=""` in HTML marks decoration; `![](…)` may be an omission.
    """
    wanted = content.undescribed_pictures if has_pictures(content) else ()
    for number, line in enumerate(lines_of(content.source_path) if wanted else (), 1):
        for written in _EMPTY.findall(line):
            if written in wanted:
                yield ALT_EMPTY(
                    f"the image {cut(written)} has empty alt text",
                    "describe it between `![` and `]`, unless it is decoration",
                    path=shown(content.source_path),
                    line=number,
                )


def _positions(site: Reading, contents: list[Any]) -> Iterator[Diagnostic]:
    kept = load(ImagesSettings, site.context, "POUCH_IMAGES").keep_metadata
    cleaned = not contents or any(map(has_pictures, contents))
    static = {path for path, file in site.context["static_content"].items() if file}
    folder = Path(site.context["PATH"])
    # What is reported where it is shown needs no second line.
    told = {path for content in contents if has_pictures(content) for path in content.picture_flaws}
    for path in _files(folder, Path(site.output)):
        name = path.relative_to(folder).as_posix()
        static_file = site.context["static_content"].get(name)
        if static_file and cleaned and not matching_patterns(name, kept):
            reason = why_withheld(path)
            if reason is not None:
                withhold(static_file, reason[0])
            if reason is not None and shown(path) not in told:
                text = f"not published: {reason[0]}"
                yield PICTURE_WITHHELD(text, reason[1], path=shown(path))
        if not _has_position(path):
            continue
        public = name in static and (not cleaned or bool(matching_patterns(name, kept)))
        yield (
            _published(path, cleaned=cleaned)
            if public
            else _in_source(path, shown_clean=name in static)
        )


def _files(folder: Path, output: Path) -> Iterator[Path]:
    # The content folder may be the complete project.
    left_out = {output.absolute(), (folder / ".git").absolute()}
    for place, folders, names in walk(folder):
        folders[:] = [name for name in folders if (place / name).absolute() not in left_out]
        yield from (place / name for name in names)


def _has_position(path: Path) -> bool:
    try:
        return file_has_gps(path)
    except OSError:
        return False


def _published(path: Path, *, cleaned: bool) -> Diagnostic:
    why = "POUCH_IMAGES['keep_metadata'] lists it" if cleaned else "the images plugin is disabled"
    return POSITION_PUBLISHED(
        f"it is published with its GPS coordinates, since {why}",
        "remove the pattern" if cleaned else "add pelican_plugins.images to PLUGINS",
        path=shown(path),
    )


def _in_source(path: Path, *, shown_clean: bool) -> Diagnostic:
    return POSITION_IN_SOURCE(
        "it contains GPS coordinates" + " (removed from the published copy)" * shown_clean,
        "strip them if you share your source files",
        path=shown(path),
    )
