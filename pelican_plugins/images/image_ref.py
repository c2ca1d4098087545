"""An image of a body: the URL its author wrote, the file it refers to, its alternative text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape, unescape
from itertools import islice
from pathlib import Path
from urllib.parse import quote, unquote

from bs4 import Tag

from .._core.diagnostics import Diagnostic
from .._core.html_document import Document
from .._core.nearest_name import group_names, nearest_name
from .._core.paths import join_inside
from .._core.pipeline import Source
from .._core.urls import split
from .placement import (
    Placement,
    merge_placement,
    parse_placement,
    take_placement_classes,
    take_size,
)
from .probe import ImageInfo, UnreadableImageError, read_image_info
from .rules import PICTURE_MISSING, PICTURE_SCRIPTED, PICTURE_UNREADABLE

# docutils uses the URL as alternative text where the author gave none.
_FILE = re.compile(
    r"(?=\S++\Z)\S*\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?|heic|heif)(?:[?#]\S*)?", re.IGNORECASE
)
# What cameras, phones and screenshots call their files.
_CAMERA = re.compile(
    r"(?:IMG|IMGP|DSC|DSCN|DSCF|PXL|P|MVIMG|GOPR|WhatsApp.Image|Screen.?shot)[-_ ]?\d[\d\W_]*",
    re.IGNORECASE,
)


def alt_text_problem(alt: str | None, src: str) -> str:
    """Return what is wrong with an alternative text as a clause, or an empty string.

    Args:
        alt: the attribute; None if there is none. An empty one says that the image is
            decoration, and is respected.
        src: the image's URL as written.
    """
    if alt is None:
        return f"the image {src} has no alt text"
    text = alt.strip()
    if text and (_FILE.fullmatch(text) or _CAMERA.fullmatch(text) or unquote(src) == text):
        return f"the alt text {text!r} of an image is a file name"
    return ""


_MARKER = re.compile(r"[{|](?P<what>static|attach|filename)[|}](?P<path>.*)", re.DOTALL)
_ELSEWHERE = re.compile(r"//|[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ENDINGS = (
    *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp", ".tif", ".tiff"),
    *(".jfif", ".apng", ".heic", ".heif"),
)


@dataclass(frozen=True, slots=True)
class ImageUrl:
    """The URL of an image, split.

    Attributes:
        base: the part before any `?` and `#`.
        query: with its `?`, or empty.
        fragment: without its `#`.
    """

    base: str
    query: str
    fragment: str

    @classmethod
    def of(cls, src: str) -> ImageUrl:
        """Split *src*."""
        rest, _, fragment = src.partition("#")
        base, mark, query = rest.partition("?")
        return cls(base, mark + query, fragment)

    def __str__(self) -> str:
        return self.base + self.query + (f"#{self.fragment}" if self.fragment else "")


@dataclass(frozen=True, slots=True)
class LocalImage:
    """An image that is a file of the site.

    Attributes:
        path: relative to the content folder.
        base: the URL to write, with a marker that Pelican resolves for each page.
    """

    path: str
    base: str


def names_file(base: str) -> bool:
    """Return whether *base* has the form of a URL to a file of the site.

    Pelican itself reports a broken `{filename}`.
    """
    marker = _MARKER.match(base)
    return marker["what"] != "filename" if marker else _is_local(base)


def _is_local(base: str) -> bool:
    parts = split(base)
    return bool(base) and parts is not None and not parts.scheme and not parts.netloc


def locate(
    base: str,
    folder: str,
    is_published: Callable[[str], bool],
    roots: tuple[str, ...] = (),
) -> LocalImage | None:
    """Find the file that *base* (a URL without `?` and `#`) refers to.

    Args:
        base: as written; with a marker of Pelican's, from the site's root or relative.
        folder: of the post, relative to the content folder.
        is_published: returns whether a path below the content folder is published.
        roots: folders that a URL from the site's root may be in besides, as Hugo's
            `static`, whose files are published without that folder's name.
    """
    marker = _MARKER.match(base)
    written = marker["path"] if marker else base
    if not _is_local(written):
        return None
    for path in dict.fromkeys((written, unquote(written))):
        places = ["", *roots] if path.startswith("/") and not marker else [""]
        for place in places:
            found = join_inside(folder, f"/{place}{path}" if place else path)
            if found is not None and is_published(found):
                return LocalImage(found, base if marker else "{static}/" + quote(found))
    return None


_SRC = re.compile(r"(<img\b[^<>]{0,2000}?\ssrc=)([\"'])([^\"'<>]{1,2000})\2", re.IGNORECASE)


def with_local_pictures(html: str, folder: str, is_published: Callable[[str], bool]) -> str:
    """Return *html* with the URLs of its local images marked for Pelican, and not placed.

    Args:
        html: a summary, where every image is part of a list.
        folder: of the post, relative to the content folder.
        is_published: returns whether a path below the content folder is published.
    """

    def replace(match: re.Match[str]) -> str:
        address = ImageUrl.of(unescape(match[3]).strip())
        local = locate(address.base, folder, is_published)
        if local is None:
            return match[0]
        fragment = address.fragment if parse_placement(address.fragment) is None else ""
        url = escape(str(ImageUrl(local.base, address.query, fragment)))
        return f"{match[1]}{match[2]}{url}{match[2]}"

    return _SRC.sub(replace, html)


_ALIKE = 0.75


def nearest(base: str, names: Iterable[str]) -> str | None:
    """Return the URL path of the published image that *base* may have meant."""
    wanted = unquote(base.rpartition("}")[2]).lower()
    groups = group_names(filter(is_image_name, names), _stem)
    found = nearest_name(wanted, groups, _stem, _ALIKE)
    return f"/{found}" if found else None


def is_image_name(name: str) -> bool:
    """Return whether *name* has the extension of an image."""
    return name.lower().endswith(_ENDINGS)


def _stem(name: str) -> str:
    return posixpath.splitext(posixpath.basename(name))[0].lower()


_LINK_PREFIX = re.compile(r"^[{|]\w+[}|]")


@dataclass(slots=True)
class ImageRef:
    """An image in a body.

    Attributes:
        image: the element.
        written: its URL as written.
        address: the value `src` will get.
        placement: where it goes.
        local: the file of the site that it shows; None for any other.
        file: its path on disk.
        facts: None where the file cannot be read.
    """

    image: Tag
    written: str
    address: ImageUrl
    placement: Placement
    local: LocalImage | None = None
    file: Path | None = None
    facts: ImageInfo | None = None


ImageProblems = dict[str, Diagnostic]
"""The problems of images, by path."""


def read_image_ref(
    document: Document,
    source: Source,
    image: Tag,
    legacy: tuple[str, ...],
    flaws: ImageProblems,
) -> ImageRef:
    """Return the reference of *image*, which has a `src`."""
    limit = take_size(image) if "size" in legacy else None
    written = str(image["src"]).strip()
    address = ImageUrl.of(written)
    placement = parse_placement(address.fragment)
    fragment = address.fragment if placement is None else ""
    parent = image.parent if image.parent and image.parent.name == "p" else None
    # Not all children: one paragraph may hold thousands of pictures.
    siblings = (each for each in parent.children if isinstance(each, Tag)) if parent else iter(())
    alone = len(list(islice(siblings, 2))) == 1
    classes = (
        take_placement_classes(image, parent if alone else None) if "attr_list" in legacy else ()
    )
    placement = merge_placement(placement or Placement(), classes, limit)
    local = find_image(source, address.base)
    shown = ImageRef(image, written, address, placement, local)
    if local is None:
        shown.address = ImageUrl(address.base, address.query, fragment)
        if names_file(address.base) and not source.theme_has(address.base):
            document.problems.append(missing_image(source, address.base))
        return shown
    shown.address = ImageUrl(local.base, address.query, fragment)
    shown.file = source.static(local.path)
    shown.facts = image_info_of(source, local.path, written, flaws)
    return shown


def find_image(source: Source, base: str) -> LocalImage | None:
    """Return the published file that *base* refers to."""
    return locate(
        base, source.folder, lambda path: source.static(path) is not None, source.static_roots
    )


def image_info_of(source: Source, path: str, needle: str, flaws: ImageProblems) -> ImageInfo | None:
    """Return the info of the published image at *path*, or note why it cannot be read.

    Not reported here, since it is not known yet whether it will be published.
    """
    file = source.static(path)
    if file is None:
        return None
    try:
        facts = read_image_info(file)
    except UnreadableImageError as error:
        text = f"cannot be read: {error}"
        flaws.setdefault(path, PICTURE_UNREADABLE(text, error.fix, needle))
        return None
    if facts.scripted:
        text = "may run a script, and is published unchanged"
        mend = "save it without scripts, or delete it if you do not trust it"
        flaws.setdefault(path, PICTURE_SCRIPTED(text, mend, needle))
    return facts


def without_marker(base: str) -> str:
    """Return the URL of a local image without marker and leading slash, for comparison."""
    return _LINK_PREFIX.sub("", base).lstrip("/")


def missing_image(source: Source, base: str) -> Diagnostic:
    """Return the diagnostic of an image that does not exist."""
    near = nearest(base, source.all_static())
    mend = (
        f"write {near}, or add the file, in one of STATIC_PATHS"
        if near
        else "add the file, in one of STATIC_PATHS, or correct the name"
    )
    text = f"no image {base} in the content folder"
    return PICTURE_MISSING(text, mend, base, about=address_in(source, base))


def address_in(source: Source, base: str) -> str:
    """Return the URL of an image; one within the site as a path, equal for all that mean it."""
    if _ELSEWHERE.match(base):
        return base
    marker = _MARKER.match(base)
    return posixpath.normpath(
        posixpath.join("/", source.folder, marker["path"] if marker else base)
    )
