"""Find the images of a body that form galleries."""

from __future__ import annotations

import re

from bs4 import Tag
from bs4.element import NavigableString

from .._core.html_document import Document
from .._core.pipeline import Source
from .figure import is_blank, outer_of
from .image_ref import ImageProblems, ImageUrl, find_image, image_info_of, is_image_name, names_file
from .placement import GALLERY, Placement, parse_placement
from .rules import GALLERY_INLINE

CLASS = "figure-gallery"

# An image narrower or lower than this may be a badge or a symbol; see `featured`.
_FEWEST_PIXELS = 50_000
_SHORTEST_SIDE = 100
# Of a picture that its author has laid out.
_LAID_OUT = ("width", "height", "style", "class", "align", "srcset", "sizes")
_FLOATED = {"align-left", "align-right"}

_NOTES = {"footnote", "footnotes"}
_HEADING = re.compile("h[1-6]")

Run = list[tuple[Tag, list[Tag]]]
"""The blocks that become one gallery, each with its images."""


def find_galleries(
    document: Document, source: Source, flaws: ImageProblems, *, photos: bool
) -> list[Run]:
    """Return the galleries of *document*, in its order.

    Args:
        document: takes problems, too.
        source: of the body.
        flaws: takes problems of image files.
        photos: whether paragraphs of photos that nobody has marked are galleries.
    """
    return _Finder(document, source, flaws, photos=photos).runs()


def is_folder(image: Tag) -> bool:
    """Return whether a marked image names a folder."""
    src = str(image["src"])
    return _is_marked(src) and not is_image_name(ImageUrl.of(src).base)


def first_of_end_matter(document: Document) -> Tag | None:
    """Return the first of the blocks that end a body: footnotes, and a headed list of sources."""
    blocks = [
        block
        for block in document.soup.find_all(recursive=False)
        if block.name not in {"script", "style"}
    ]
    first: Tag | None = None
    while blocks and _NOTES & {*str(blocks[-1].get("class", "")).split()}:
        first = blocks.pop()
    rest = list(blocks)
    while rest and _is_list_of_links(rest[-1]):
        rest.pop()
    if len(rest) < len(blocks) and rest and _HEADING.fullmatch(rest[-1].name):
        first = rest[-1]
    return first if first is not None and document.is_whole(first) else None


def _is_list_of_links(block: Tag) -> bool:
    items = block.find_all("li", recursive=False)
    return (
        block.name in {"ul", "ol"}
        and bool(items)
        and all("://" in item.decode_contents() for item in items)
    )


class _Finder:
    def __init__(
        self, document: Document, source: Source, flaws: ImageProblems, *, photos: bool
    ) -> None:
        self._document = document
        self._source = source
        self._flaws = flaws
        self._are_photos = photos

    def runs(self) -> list[Run]:
        """Return the blocks of each gallery, each with its images."""
        runs: list[Run] = []
        seen: set[int] = set()
        joined: Tag | None = None
        for image in self._document.soup.find_all("img"):
            src = image.get("src")
            if not isinstance(src, str) or not self._document.is_whole(image):
                continue
            is_marked = _is_marked(src)
            outer = outer_of(image)
            parent = outer.parent
            block = parent if parent is not None and parent.name == "p" else outer
            if parent is not None and _is_gallery(parent) and id(parent) not in seen:
                seen.add(id(parent))
                inside = self._images_of(parent)
                if inside:
                    runs.append([(parent, inside)])
                    joined = None
                continue
            if parent is not None and _is_gallery(parent):
                continue
            if id(block) in seen or (block is outer and not is_marked):
                continue
            seen.add(id(block))
            images = self._images_of(block) if block is not outer else self._alone(outer, image)
            marked = [one for one in images or () if _is_marked(str(one.get("src", "")))]
            if not marked and not (self._are_photos and images and self._is_photos(block)):
                if is_marked or (
                    images is None
                    and any(_is_marked(str(i.get("src", ""))) for i in block.find_all("img"))
                ):
                    self._report_inline(block)
                continue
            assert images is not None
            # Paragraphs with one marked picture each are one gallery.
            joins = len(images) == 1 and bool(marked) and not is_folder(images[0])
            if joins and joined is not None and _follows(joined, block):
                runs[-1].append((block, images))
            else:
                runs.append([(block, images)])
            joined = block if joins else None
        return runs

    def _images_of(self, block: Tag) -> list[Tag] | None:
        """Return the images of a paragraph that has nothing else, else None."""
        if not self._document.is_whole(block):
            return None
        images = []
        for node in block.children:
            if is_blank(node) or (isinstance(node, Tag) and node.name in {"br", "figcaption"}):
                continue
            inner = node
            if isinstance(node, Tag) and node.name == "a":
                inside = [each for each in node.children if not is_blank(each)]
                inner = inside[0] if len(inside) == 1 else node
            if not isinstance(inner, Tag) or inner.name != "img" or not inner.get("src"):
                return None
            images.append(inner)
        return images

    def _alone(self, outer: Tag, image: Tag) -> list[Tag] | None:
        """Return an image between the blocks, as docutils writes it, else None."""
        parent = outer.parent
        classes = str(parent.get("class", "")).split() if parent is not None else []
        is_block = parent is not None and (
            parent.name in {"[document]", "section", "div", "li", "blockquote", "td"}
            or "section" in classes
        )
        nodes = [*outer.previous_siblings, *outer.next_siblings] if is_block else ["text"]
        beside = any(
            isinstance(node, NavigableString) and not is_blank(node) for node in nodes
        ) or nodes == ["text"]
        return None if beside or not self._document.is_whole(outer) else [image]

    def _is_photos(self, block: Tag) -> bool:
        """Return whether a paragraph of images is one of photos that their author let stand."""
        images = block.find_all("img")
        return (
            len(images) > 1
            and block.find(["br", "a"]) is None
            and not block.attrs
            and all(map(self._is_photo, images))
        )

    def _is_photo(self, image: Tag) -> bool:
        src = str(image["src"])
        address = ImageUrl.of(src)
        placement = parse_placement(address.fragment) if address.fragment else Placement()
        if placement is None or placement.limit or not _FLOATED.isdisjoint(placement.classes):
            return False
        if any(image.has_attr(name) for name in _LAID_OUT) or image.get("role"):
            return False
        local = find_image(self._source, address.base)
        if local is None:
            return names_file(address.base)
        facts = image_info_of(self._source, local.path, src, self._flaws)
        if facts is None or not facts.width:
            return facts is None or facts.format == "SVG"
        large = facts.width * facts.height >= _FEWEST_PIXELS
        return large and min(facts.width, facts.height) >= _SHORTEST_SIDE

    def _report_inline(self, block: Tag) -> None:
        for image in [block] if block.name == "img" else block.find_all("img"):
            if _is_marked(src := str(image.get("src", ""))):
                text = (
                    f"the gallery {src} is inside a paragraph of text, so it is not shown"
                    " as a gallery"
                )
                mend = "put it in a paragraph of its own"
                self._document.problems.append(GALLERY_INLINE(text, mend, src))
                return


def _is_gallery(tag: Tag) -> bool:
    """Return whether an author's own HTML says that the images in *tag* are a gallery."""
    return tag.name in {"div", "figure"} and CLASS in str(tag.get("class", "")).split()


def _is_marked(src: str) -> bool:
    fragment = src.partition("#")[2]
    if GALLERY not in fragment.lower():
        return False
    placement = parse_placement(fragment)
    return placement is not None and placement.gallery


def _follows(first: Tag, second: Tag) -> bool:
    """Return whether nothing is between two blocks."""
    node = first.next_sibling
    while node is not None and node is not second and is_blank(node):
        node = node.next_sibling
    return node is second
