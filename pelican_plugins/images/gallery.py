"""Galleries: pictures in one paragraph, those of a folder, and those of the front matter.

A gallery is a `<div class="figure-gallery">` of figures, each a picture that leads to its large
file; with its own caption it is a `<figure>`. `place_images` then places each picture in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from bs4 import Tag

from .._core.html_document import Document, add_classes
from .._core.paths import join_inside
from .._core.pipeline import Source
from .._core.text import counted
from .figure import caption_of, outer_of
from .gallery_blocks import CLASS, Run, find_galleries, first_of_end_matter, is_folder
from .gallery_list import (
    GalleryEntry,
    GalleryList,
    PictureWords,
    UnreadGalleryError,
    read_gallery,
)
from .image_ref import (
    ImageProblems,
    ImageUrl,
    LocalImage,
    find_image,
    image_info_of,
    is_image_name,
    locate,
    missing_image,
    names_file,
)
from .picture_element import add_style
from .placement import GALLERY, Placement, parse_placement
from .rules import ALT_MISSING, GALLERY_EMPTY, GALLERY_UNREAD
from .settings import ImagesSettings

_NUMBERS = re.compile(r"(\d+)")
_OUTSIDE = "is outside the content folder"
_EMPTY = "contains no published images"


@dataclass(frozen=True, slots=True)
class GalleryCell:
    """Where a picture is in its gallery.

    Attributes:
        count: the number of pictures in the gallery.
        classes: of the gallery.
        caption: of the picture, as plain text; may be empty.
    """

    count: int
    classes: tuple[str, ...]
    caption: str


@dataclass(slots=True)
class Galleries:
    """The galleries of a body.

    Attributes:
        cells: by the id of each image in one.
        apart: entries of the front matter that the body does not show, since the theme does.
    """

    cells: dict[int, GalleryCell] = field(default_factory=dict)
    apart: list[dict[str, Any]] = field(default_factory=list)


def natural_key(name: str) -> tuple[Any, ...]:
    """Return what sorts file names as a person would: `2.jpg` before `10.jpg`."""
    plain = unicodedata.normalize("NFC", name)
    parts = _NUMBERS.split(plain.casefold())
    # Every second part is a number.
    return (*((int(p), "") if n % 2 else (0, p) for n, p in enumerate(parts)), (0, plain))


class _Builder:
    """Sets the galleries of one body."""

    def __init__(
        self, document: Document, source: Source, settings: ImagesSettings, flaws: ImageProblems
    ) -> None:
        self._document = document
        self._source = source
        self._settings = settings
        self._flaws = flaws
        self.found = Galleries()
        self._wish = self._read_wish()
        self._is_placed = False

    def _read_wish(self) -> GalleryList | None:
        try:
            return read_gallery(self._source.facts.get(GALLERY))
        except UnreadGalleryError as error:
            mend = "set a folder, or a list of images with `src`, `alt` and `caption`"
            text = f"the gallery in the front matter cannot be read: {error}"
            self._document.problems.append(GALLERY_UNREAD(text, mend, f"{GALLERY}:"))
            return None

    def set_all(self, *, theme_shows: bool) -> None:
        """Set every gallery; see `set_galleries`."""
        photos = self._settings.galleries
        for run in find_galleries(self._document, self._source, self._flaws, photos=photos):
            self._set(run)
        if self._wish is None or not self._wish.entries or self._is_placed:
            return
        items, written = self._of_list(self._wish), f"{GALLERY}:"
        if theme_shows:
            self.found.apart = [self._apart(item) for item in items]
        elif items:
            gallery = self._gallery(items, Placement(), {}, "", "")
            self._warn(items, written)
            end = first_of_end_matter(self._document)
            if end is None:
                self._document.append(gallery)
            else:
                self._document.insert_before(end, gallery)

    def _set(self, run: Run) -> None:
        """Replace the blocks of a gallery by it."""
        items: list[_Item] = []
        alt, title = "", ""
        placement = Placement()
        for _, images in run:
            for image in images:
                src = str(image["src"])
                address = ImageUrl.of(src)
                if not is_folder(image):
                    items.append(self._of_image(image))
                    continue
                placement = parse_placement(address.fragment) or placement
                alt = str(image.get("alt", "")).strip()
                if alt in {src, address.base}:
                    # docutils uses the URL as alternative text where the author gave none.
                    alt = ""
                title = str(image.get("title", "")).strip()
                found = self._of_folder_or_wish(address.base, src)
                self._warn(found, src)
                items += found
        first, rest = run[0][0], run[1:]
        attrs = dict(first.attrs) if first.name in {"p", "figure"} else {}
        below = first.find("figcaption", recursive=False)
        for block, _ in rest:
            self._document.replace(block)
        if not items:
            self._document.replace(first)
            return
        gallery = self._gallery(items, placement, attrs, alt, title)
        if below is not None:
            gallery.name = "figure"
            gallery.append(below.extract())
        self._document.replace(first, gallery)

    def _of_image(self, image: Tag) -> _Item:
        address = ImageUrl.of(str(image["src"]))
        placement = parse_placement(address.fragment)
        if placement is not None and placement.gallery:
            words = [w for w in re.split(r"[+,]", address.fragment) if w.strip() != GALLERY]
            image["src"] = str(ImageUrl(address.base, address.query, "+".join(words)))
        outer = outer_of(image)
        link = str(outer.get("href", "")) if outer is not image else ""
        return _Item(image, str(image.attrs.pop("title", "")), link, outer)

    def _of_folder_or_wish(self, base: str, written: str) -> list[_Item]:
        if base:
            words, in_order = ({}, ()) if self._wish is None else self._words()
            return self._of_folder(base, written, words, in_order)
        self._is_placed = True
        if self._wish is None or not self._wish.entries:
            text = "the front matter has no gallery to show here"
            mend = "add `gallery:` to it, with a folder or a list of images"
            self._document.problems.append(GALLERY_EMPTY(text, mend, written))
            return []
        return self._of_list(self._wish)

    def _words(self) -> tuple[Mapping[str, PictureWords], tuple[PictureWords, ...]]:
        assert self._wish is not None
        # An order is that of one folder: the front matter's own.
        return self._wish.words, () if self._wish.entries else self._wish.in_order

    def _of_list(self, wish: GalleryList) -> list[_Item]:
        items: list[_Item] = []
        for entry in wish.entries:
            if is_image_name(ImageUrl.of(entry.src).base):
                items += self._of_entry(entry)
            else:
                in_order = wish.in_order if len(wish.entries) == 1 else ()
                items += self._of_folder(entry.src, entry.src, wish.words, in_order)
        return items

    def _of_entry(self, entry: GalleryEntry) -> Iterator[_Item]:
        address = ImageUrl.of(entry.src)
        base = address.base
        local = find_image(self._source, base) or find_image(self._source, f"/{base}")
        if local is None and names_file(base):
            self._document.problems.append(missing_image(self._source, base))
            return
        src = local.base if local else base + address.query
        if local is not None:
            facts = image_info_of(self._source, local.path, entry.src, self._flaws)
            if facts is None:
                return
        words = entry.words
        if words.alt is None and not words.caption and self._wish is not None:
            words = self._wish.words.get(base.rpartition("/")[2], words)
        yield self._made(src, words, entry.link)

    def _of_folder(
        self,
        base: str,
        written: str,
        words: Mapping[str, PictureWords],
        in_order: tuple[PictureWords, ...],
    ) -> list[_Item]:
        folder = self._find_folder(base)
        if folder is None:
            inside = join_inside(self._source.folder, _without_marker(base)) is not None
            text = f"the gallery folder {written} {_EMPTY if inside else _OUTSIDE}"
            mend = (
                "put images there, in one of STATIC_PATHS, or put {attach} in front of the folder"
            )
            self._document.problems.append(GALLERY_EMPTY(text, mend, written))
            return []
        items = []
        names = self._names_in(folder.path)
        shown = [
            name
            for name in names
            if image_info_of(self._source, _joined(folder.path, name), written, self._flaws)
        ]
        by_order = dict(zip(shown, in_order, strict=False))
        if in_order and len(in_order) != len(shown):
            images, captions = counted(len(shown), "image"), counted(len(in_order), "caption")
            text = f"the gallery {written} has {images} but {captions}"
            mend = "write `captions` as a mapping of file names, such as `a.jpg: A caption`"
            self._document.problems.append(GALLERY_UNREAD(text, mend, written))
            by_order = {}
        for name in shown:
            said = words.get(name) or by_order.get(name) or PictureWords()
            items.append(self._made(f"{folder.base.rstrip('/')}/{quote(name)}", said, ""))
        return items

    def _find_folder(self, base: str) -> LocalImage | None:
        plain = base.rstrip("/") or base

        def find(place: str) -> LocalImage | None:
            return locate(
                place,
                self._source.folder,
                lambda path: bool(self._names_in(path)),
                self._source.static_roots,
            )

        found = find(plain)
        if found is None and not plain.startswith(("/", ".", "{", "|")):
            found = find(f"/{plain}")
        return found

    def _names_in(self, folder: str) -> list[str]:
        """Return the names of the pictures in a folder, in their natural order."""
        names = self._source.static_in("" if folder == "." else folder)
        shown = (name for name in names if is_image_name(name) and not name.startswith("."))
        return sorted(shown, key=natural_key)

    def _made(self, src: str, words: PictureWords, link: str) -> _Item:
        image = self._document.new_tag("img", src=src, alt=words.alt or "")
        return _Item(image, words.caption, link, image, is_told=bool(words.alt or words.caption))

    def _warn(self, items: list[_Item], written: str) -> None:
        """Report once how many pictures of a folder or list nobody has described."""
        silent = sum(not item.is_told for item in items)
        if silent:
            of_all = f"{silent} of {len(items)} images" if len(items) > 1 else "the image"
            have = "has" if len(items) == 1 or silent == 1 else "have"
            text = f"{of_all} in the gallery {written} {have} no alt text"
            mend = "add it to `captions` in the front matter's `gallery`, by file name"
            self._document.problems.append(ALT_MISSING(text, mend, written))

    def _apart(self, item: _Item) -> dict[str, Any]:
        return {
            "src": str(item.image["src"]),
            "alt": str(item.image.get("alt", "")),
            "caption": item.caption,
        }

    def _gallery(
        self,
        items: list[_Item],
        placement: Placement,
        attrs: dict[str, Any],
        alt: str,
        title: str,
    ) -> Tag:
        gallery = self._document.new_tag("figure" if title else "div")
        gallery.attrs = attrs
        add_classes(gallery, CLASS, *placement.classes)
        if alt:
            gallery["aria-label"] = alt
            if gallery.name == "div":
                # A figure with a caption may have no other role (ARIA in HTML).
                gallery["role"] = "group"
        if placement.limit:
            unit = "%" if placement.limit.percent else "px"
            add_style(gallery, f"max-width: {placement.limit.number}{unit}")
        for number, item in enumerate(items, 1):
            figure = self._document.new_tag("figure", class_="figure")
            caption = caption_of(self._document, item.caption) if item.caption else None
            said = caption.get_text() if caption is not None else ""
            picture = item.outer.extract()
            if picture is item.image and (href := item.link or self._large(item.image)):
                link = self._document.new_tag("a", href=href)
                if not str(item.image.get("alt", "")).strip():
                    link["aria-label"] = said or f"{number}/{len(items)}"
                link.append(picture)
                picture = link
            figure.append(picture)
            if caption is not None:
                figure.append(caption)
            gallery.append(figure)
            self.found.cells[id(item.image)] = GalleryCell(len(items), placement.classes, said)
        if title:
            gallery.append(caption_of(self._document, title))
        return gallery

    def _large(self, image: Tag) -> str:
        """Return the URL of the file of a picture; empty if it is missing."""
        address = ImageUrl.of(str(image["src"]))
        local = find_image(self._source, address.base)
        if local is not None:
            return local.base
        return "" if names_file(address.base) else address.base + address.query


@dataclass(slots=True)
class _Item:
    """A picture to be set.

    Attributes:
        image: the element.
        caption: below it; may be empty.
        link: where it leads; empty for its file.
        outer: the image, or its author's link around it.
        is_told: whether it has words.
    """

    image: Tag
    caption: str
    link: str
    outer: Tag
    is_told: bool = True


def set_galleries(
    document: Document,
    source: Source,
    settings: ImagesSettings,
    flaws: ImageProblems,
    *,
    theme_shows: bool,
) -> Galleries:
    """Set the galleries of *document*.

    Args:
        document: takes problems, too.
        source: of the body.
        settings: of the plugin.
        flaws: takes problems of image files.
        theme_shows: whether the theme shows the gallery of the front matter itself.
    """
    builder = _Builder(document, source, settings, flaws)
    builder.set_all(theme_shows=theme_shows)
    return builder.found


def _joined(folder: str, name: str) -> str:
    return name if folder in {"", "."} else f"{folder}/{name}"


def _without_marker(base: str) -> str:
    return re.sub(r"^[{|]\w+[}|]", "", base)
