"""Place the pictures of one body."""

from __future__ import annotations

from collections.abc import Iterable

from bs4 import Tag
from bs4.element import Comment, NavigableString, PageElement

from .._core.document import Document, add_classes
from .._core.errors import Problem
from .._core.pipeline import Source
from .locate import Address, locate, names_file
from .measure import UnreadableImageError, measure
from .placement import Placement, parse_placement


def has_image(html: str) -> bool:
    """Tell from the text whether there may be a picture in it."""
    return "<img" in html or "<IMG" in html


def place_images(document: Document, source: Source) -> None:
    """Place every picture of *document*; what cannot be found or read is shown as written."""
    for position, image in enumerate(document.soup.find_all("img")):
        src = image.get("src")
        if isinstance(src, str) and src.strip() and document.is_whole(image):
            _place(document, source, image, Address.of(src.strip()), first=position == 0)


def _place(
    document: Document, source: Source, image: Tag, address: Address, *, first: bool
) -> None:
    placement = parse_placement(address.fragment)
    fragment = address.fragment if placement is None else ""
    placement = placement or Placement()
    local = locate(
        address.base,
        source.folder,
        lambda path: source.static(path) is not None,
        source.static_roots,
    )
    base = local.base if local else address.base
    image["src"] = str(Address(base, address.query, fragment))
    if local is not None:
        _set_size(document, source, image, local.path)
    elif names_file(address.base):
        document.problems.append(
            Problem(
                f"there is no picture {address.base} in the content folder",
                "put it there, in one of STATIC_PATHS, or correct its name",
                address.base,
            )
        )
    _set_loading(image, lead=placement.lead, first=first)
    _set_classes(document, image, placement.classes)


def _set_size(document: Document, source: Source, image: Tag, path: str) -> None:
    file = source.static(path)
    if file is None or path.lower().endswith(".svg"):
        return
    try:
        width, height = measure(file)
    except UnreadableImageError as error:
        document.problems.append(
            Problem(f"the picture {path} cannot be read: {error}", "save it anew", path)
        )
        return
    if not image.has_attr("width") and not image.has_attr("height"):
        image["width"], image["height"] = str(width), str(height)


def _set_loading(image: Tag, *, lead: bool, first: bool) -> None:
    if lead:
        image["fetchpriority"] = "high"
    elif not first and not image.has_attr("loading"):
        # The first picture of a text is mostly in view: loading it late would show a gap.
        image["loading"] = "lazy"
    if not image.has_attr("decoding"):
        image["decoding"] = "async"


def _set_classes(document: Document, image: Tag, classes: tuple[str, ...]) -> None:
    """Give the classes to the figure a picture makes or stands in, or else to itself."""
    outer = _link_around(image) or image
    parent = outer.parent
    assert parent is not None
    if parent.name == "figure" and document.is_whole(parent):
        add_classes(parent, "figure", *classes)
        document.changed(parent)
        return
    block = _block_to_replace(outer, parent)
    if block is None or not document.is_whole(block):
        add_classes(image, *classes)
        document.changed(image)
        return
    figure = document.new_tag("figure")
    if block is parent:
        # What the author gave the paragraph (by attr_list, say) belongs to the figure.
        figure.attrs = dict(parent.attrs)
    add_classes(figure, "figure", *classes)
    caption = image.attrs.pop("title", "")
    document.replace(block, figure)
    figure.append(outer.extract())
    if caption:
        figcaption = document.new_tag("figcaption")
        figcaption.string = str(caption)
        figure.append(figcaption)


def _link_around(image: Tag) -> Tag | None:
    """Return the link that holds nothing but *image*."""
    parent = image.parent
    return parent if parent is not None and parent.name == "a" and _only(image, parent) else None


def _block_to_replace(outer: Tag, parent: Tag) -> Tag | None:
    """Return what a figure would replace, or None where the picture stands within text."""
    if parent.name == "p":
        return parent if _only(outer, parent) else None
    # docutils puts a picture between the blocks of a section, without a paragraph.
    classes = str(parent.get("class", "")).split()
    if parent.name not in {"[document]", "section"} and "section" not in classes:
        return None
    neighbours = (_first(outer.previous_siblings), _first(outer.next_siblings))
    alone = all(
        node is None or (isinstance(node, Tag) and node.name != "img") for node in neighbours
    )
    return outer if alone else None


def _only(child: Tag, parent: Tag) -> bool:
    return all(node is child or _is_blank(node) for node in parent.children)


def _first(siblings: Iterable[PageElement]) -> PageElement | None:
    return next((node for node in siblings if not _is_blank(node)), None)


def _is_blank(node: PageElement) -> bool:
    return isinstance(node, NavigableString) and (isinstance(node, Comment) or not node.strip())
