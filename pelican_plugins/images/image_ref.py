"""One picture of a body: what its author wrote, and the file that is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from bs4 import Tag

from .._core.diagnostics import Diagnostic
from .._core.html_document import Document
from .._core.pipeline import Source
from .markdown_dialects import joined, take_classes, take_size
from .placement import Placement, parse_placement
from .probe import ImageInfo, UnreadableImageError, read_image_info
from .resolve import Address, Local, locate, names_file, nearest
from .rules import PICTURE_MISSING, PICTURE_SCRIPTED, PICTURE_UNREADABLE

_LINK_PREFIX = re.compile(r"^[{|]\w+[}|]")


@dataclass(slots=True)
class ImageRef:
    """A picture as it stands in a body.

    Attributes:
        image: the element.
        written: its address as written.
        address: what `src` will say.
        placement: where it goes.
        local: the file of the site it shows; None for any other.
        file: that file on disk.
        facts: what the file tells; None where it cannot be read.
    """

    image: Tag
    written: str
    address: Address
    placement: Placement
    local: Local | None = None
    file: Path | None = None
    facts: ImageInfo | None = None


ImageProblems = dict[str, Diagnostic]
"""By their paths, pictures with a flaw: `path`, `written`, `code`, `text` and `mend`."""


def look_at(
    document: Document,
    source: Source,
    image: Tag,
    legacy: tuple[str, ...],
    flaws: ImageProblems,
) -> ImageRef:
    """Find out what *image*, which has a `src`, means."""
    limit = take_size(image) if "size" in legacy else None
    written = str(image["src"]).strip()
    address = Address.of(written)
    placement = parse_placement(address.fragment)
    fragment = address.fragment if placement is None else ""
    parent = image.parent if image.parent and image.parent.name == "p" else None
    alone = parent is not None and len(parent.find_all(recursive=False)) == 1
    classes = take_classes(image, parent if alone else None) if "attr_list" in legacy else ()
    placement = joined(placement or Placement(), classes, limit)
    local = find(source, address.base)
    shown = ImageRef(image, written, address, placement, local)
    if local is None:
        shown.address = Address(address.base, address.query, fragment)
        if names_file(address.base) and not source.is_of_theme(address.base):
            document.problems.append(missing(source, address.base))
        return shown
    shown.address = Address(local.base, address.query, fragment)
    shown.file = source.static(local.path)
    shown.facts = facts_of(source, local.path, written, flaws)
    return shown


def find(source: Source, base: str) -> Local | None:
    """Return the published file that *base* means."""
    return locate(
        base, source.folder, lambda path: source.static(path) is not None, source.static_roots
    )


def facts_of(source: Source, path: str, needle: str, flaws: ImageProblems) -> ImageInfo | None:
    """Measure the published picture at *path*, or note why that cannot be done.

    Nothing is told of it yet, since it is not known here whether it will be published.
    """
    file = source.static(path)
    if file is None:
        return None
    try:
        facts = read_image_info(file)
    except UnreadableImageError as error:
        text = f"cannot be read: {error}"
        flaws.setdefault(path, PICTURE_UNREADABLE(text, "save it anew", needle))
        return None
    if facts.scripted:
        text = "may run a script and is published as it is"
        mend = "save it without scripts, or delete it if you do not trust it"
        flaws.setdefault(path, PICTURE_SCRIPTED(text, mend, needle))
    return facts


def bare(base: str) -> str:
    """Return the address of a local picture without what leads to it, to know it again."""
    return _LINK_PREFIX.sub("", base).lstrip("/")


def missing(source: Source, base: str) -> Diagnostic:
    """Return what is to be told of a picture that is not there."""
    near = nearest(base, source.list_static())
    mend = (
        f"write {near}, or put it there, in one of STATIC_PATHS"
        if near
        else "put it there, in one of STATIC_PATHS, or correct its name"
    )
    text = f"there is no picture {base} in the content folder"
    return PICTURE_MISSING(text, mend, base)
