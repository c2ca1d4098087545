"""`pouch images`: report what became of each image of a site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import click

from .._core.commands import Command, json_option, say, say_json, settings_option, table
from .._core.contract import has_pictures
from .._core.errors import PouchError
from .._core.pelican_site_reader import ask_site
from .._core.summary import counted
from .._core.text import printable
from ..registry import BY_NAME

_KILO = 1000


@dataclass(frozen=True, slots=True)
class VariantReport:
    """One variant.

    Attributes:
        name: of its file.
        format: such as `avif`.
        width: in px.
        height: in px.
        bytes: of its file; 0 where it spares nothing and is not offered, None where it is
            not made yet.
    """

    name: str
    format: str
    width: int
    height: int
    bytes: int | None


@dataclass(frozen=True, slots=True)
class ImageReport:
    """One image.

    Attributes:
        path: of the original, relative to the content folder.
        width: in px.
        height: in px.
        bytes: of the original.
        position: whether it says where it was taken; what is published of it does not.
        variants: made of it.
    """

    path: str
    width: int
    height: int
    bytes: int
    position: bool
    variants: tuple[VariantReport, ...]

    @property
    def ratio(self) -> float | None:
        """Bytes of the smallest of the widest variants, for each byte of the original."""
        offered = [made for made in self.variants if made.bytes]
        widest = max((made.width for made in offered), default=0)
        sizes = [made.bytes for made in offered if made.width == widest and made.bytes]
        return round(min(sizes) / self.bytes, 3) if sizes and self.bytes else None

    def plain(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return {**asdict(self), "ratio": self.ratio}


def report_of(
    picture: Mapping[str, Any],
    sizes: Mapping[str, int | None],
    before: ImageReport | None,
    *,
    position: bool,
) -> ImageReport:
    """Return what became of *image*, together with what is known from another place it shows.

    Args:
        picture: as the body's step found it.
        sizes: the bytes of each variant by name, and of the original by an empty name.
        before: the report from other places.
        position: whether it says where it was taken.
    """
    made = {one.name: one for one in (before.variants if before else ())}
    for fields in picture["variants"]:
        name = fields["name"]
        made[name] = VariantReport(
            name, fields["format"], fields["width"], fields["height"], sizes.get(name)
        )
    ordered = sorted(made.values(), key=lambda one: (one.format, one.width, one.name))
    return ImageReport(
        path=picture["path"],
        width=picture["width"],
        height=picture["height"],
        bytes=sizes.get("") or 0,
        position=position,
        variants=tuple(ordered),
    )


def rows_of(reports: Iterable[ImageReport]) -> Iterator[tuple[str, str, str]]:
    """Yield what it is, its size and its bytes: of each image, and of each of its variants."""
    for report in reports:
        share = f", {report.ratio:.0%} of it at the largest" if report.ratio else ""
        size = f"{report.width} × {report.height}"
        position = ", says where it was taken" if report.position else ""
        yield report.path, size, f"{_readable(report.bytes)}{share}{position}"
        for made in report.variants:
            yield f"    {made.format}", f"{made.width} × {made.height}", _bytes_of(made)


def _bytes_of(made: VariantReport) -> str:
    if made.bytes is None:
        return "not made yet: build the site"
    return _readable(made.bytes) if made.bytes else "not offered: larger than the original"


def _readable(count: int) -> str:
    return f"{count} B" if count < _KILO else f"{count / _KILO:.1f} kB"


@click.command("images", cls=Command)
@settings_option
@json_option
def command(settings: str, *, as_json: bool) -> int:
    """Say what each picture became: its variants, their sizes and what they spare."""
    reports = _reports(ask_site(settings).contents)
    if as_json:
        say_json([report.plain() for report in reports])
    else:
        say(
            *table(("picture", "size", "bytes"), rows_of(reports)), counted(len(reports), "picture")
        )
    return 0


def _reports(contents: Sequence[Any]) -> list[ImageReport]:
    """Return what is known of each image, by its path.

    Raises:
        PouchError: the site is built without the plugin.
    """
    if contents and not any(map(has_pictures, contents)):
        raise PouchError(BY_NAME["images"].missing)
    found: dict[str, ImageReport] = {}
    for content in contents:
        for path, flaw in content.picture_flaws.items():
            said = f"the picture {path} {flaw.sentence}"
            click.echo(printable(f"{content.source_path}: {said}"), err=True)
        for picture in content.pictures:
            size = content.picture_sizes(picture)
            path = str(picture["path"])
            before = found.get(path)
            position = before.position if before else content.picture_position(picture)
            found[path] = report_of(picture, size, before, position=position)
    return [found[path] for path in sorted(found)]
