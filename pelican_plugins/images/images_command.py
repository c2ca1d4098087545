"""`pouch images`: report what happened to each image of a site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import click

from .._core.commands import (
    Command,
    complain,
    json_option,
    say,
    say_json,
    settings_option,
    table,
)
from .._core.contract import has_pictures
from .._core.errors import PouchError
from .._core.pelican_site_reader import ask_site
from .._core.text import counted, readable
from ..registry import BY_NAME


@click.command("images", cls=Command)
@settings_option
@json_option
def command(settings: str, *, as_json: bool) -> int:
    """Show the variants of each image, their sizes and the bytes they save."""
    reports = image_reports(ask_site(settings).contents)
    if as_json:
        say_json(reports)
    else:
        rows = table(("image", "size", "bytes"), _rows(reports))
        say(*rows, counted(len(reports), "image"))
    return 0


def image_reports(contents: Sequence[Any]) -> list[dict[str, Any]]:
    """Return a report of each image, in the order of their paths.

    Each has `path`, `width` and `height` in px, `bytes`, `position` (whether the source has GPS
    coordinates), `variants` (each with `name`, `format`, `width`, `height`, and `bytes`: 0 if it
    is not offered, None if it is not encoded yet) and `ratio`, the share of the original's bytes
    that the smallest of its widest variants has.

    Raises:
        PouchError: the site is built without the plugin.
    """
    if contents and not any(map(has_pictures, contents)):
        raise PouchError(BY_NAME["images"].missing)
    found: dict[str, dict[str, Any]] = {}
    variants: dict[str, dict[str, dict[str, Any]]] = {}
    for content in contents:
        for path, flaw in content.picture_flaws.items():
            said = f"the image {path} {flaw.sentence}"
            complain(f"{content.source_path}: {said}")
        for picture in content.pictures:
            sizes, path = content.picture_sizes(picture), str(picture["path"])
            if path not in found:
                found[path] = {key: picture[key] for key in ("path", "width", "height")}
                found[path] |= {"bytes": sizes.get("") or 0}
                found[path] |= {"position": content.picture_position(picture)}
            for fields in picture["variants"]:
                name = fields["name"]
                made = {key: fields[key] for key in ("name", "format", "width", "height")}
                variants.setdefault(path, {})[name] = {**made, "bytes": sizes.get(name)}
    for path, report in found.items():
        made_of = variants.get(path, {}).values()
        ordered = sorted(made_of, key=lambda one: (one["format"], one["width"], one["name"]))
        report |= {"variants": ordered, "ratio": _ratio(report["bytes"], ordered)}
    return [found[path] for path in sorted(found)]


def _ratio(original: int, variants: Iterable[Mapping[str, Any]]) -> float | None:
    offered = [(one["width"], one["bytes"]) for one in variants if one["bytes"]]
    widest = max((width for width, _ in offered), default=0)
    smallest = min((size for width, size in offered if width == widest), default=0)
    return round(smallest / original, 3) if smallest and original else None


def _rows(reports: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str, str]]:
    for report in reports:
        share = f", largest version {report['ratio']:.0%} of that" if report["ratio"] else ""
        position = ", contains GPS coordinates" if report["position"] else ""
        yield report["path"], _size(report), f"{readable(report['bytes'])}{share}{position}"
        for variant in report["variants"]:
            yield f"    {variant['format']}", _size(variant), _bytes_of(variant)


def _size(report: Mapping[str, Any]) -> str:
    return f"{report['width']} × {report['height']}"


def _bytes_of(variant: Mapping[str, Any]) -> str:
    if variant["bytes"] is None:
        return "not encoded yet: build the site"
    return (
        readable(variant["bytes"]) if variant["bytes"] else ("not used: larger than the original")
    )
