"""Have the pictures of a folder that a gallery names with `{attach}` or `{static}` published.

Pelican takes the folder for a file, and would copy it whole, with all metadata of its pictures.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from .._core.paths import is_inside, join_inside
from .._core.pelican_compat import body_of
from .placement import GALLERY, parse_placement

_MARKED = r"[{|](?:static|attach)[}|](?P<path>[^\"'<>#?{}|]*)"
_IN_BODY = re.compile(rf"\ssrc=[\"']{_MARKED}#(?P<fragment>[^\"'<>]*)")
_WRITTEN = re.compile(rf"{_MARKED}[^{{}}]*")


def link_pictures(generator: Any) -> None:
    """Link the pictures of such folders instead of the folders, before static files are read."""
    links, root = generator.context["static_links"], Path(generator.settings["PATH"])
    for content in filter(None, generator.context["generated_content"].values()):
        folder = posixpath.dirname(content.relative_source_path)
        for written in {*_of_body(body_of(content)), *_of_value(content.metadata.get(GALLERY))}:
            path = join_inside(folder, unquote(written))
            if path is None or not is_inside(root / path, root):
                continue
            if (root / path).is_file():
                links.add(path)
            elif (root / path).is_dir():
                links -= {link for link in links if posixpath.normpath(unquote(link)) == path}
                links |= set(_pictures(root, path))


def _of_body(body: str) -> Iterator[str]:
    for match in _IN_BODY.finditer(body) if GALLERY in body else ():
        placement = parse_placement(match["fragment"])
        if placement is not None and placement.gallery:
            yield match["path"]


def _of_value(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if match := _WRITTEN.fullmatch(value.strip()):
            yield match["path"]
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _of_value(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _of_value(each)


def _pictures(root: Path, folder: str) -> Iterator[str]:
    # Loaded only where there is such a folder.
    from .image_ref import is_image_name

    for path in sorted((root / folder).iterdir()):
        is_shown = is_image_name(path.name) and not path.name.startswith(".")
        if is_shown and path.is_file() and is_inside(path, root):
            yield path.relative_to(root).as_posix()
