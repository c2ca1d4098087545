"""The `<figure>` that an image becomes, or is already in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from bs4 import Tag
from bs4.element import Comment, NavigableString, PageElement

from .._core.html_document import Document, add_classes
from .caption import caption_nodes
from .picture_element import add_style, limit_share, move_share
from .placement import CLASSES, Placement

_CLASSES = frozenset(CLASSES.values())
_FLOATED = {"align-left", "align-right"}
# Next to these an image is part of a line (WHATWG HTML, 3.2.5.2.5: phrasing content).
_PHRASING = {
    *("a", "abbr", "b", "bdi", "bdo", "br", "button", "cite", "code", "data", "del", "dfn", "em"),
    *("i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub"),
    *("sup", "time", "u", "var"),
}
_AROUND = [*_PHRASING, "picture", "font", "center"]
_ASIDES = ["aside", "footer", "nav"]
# Thousands of pictures in one paragraph take linear time.
_NEAR = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionParts:
    """The credit of an image and the label of its caption, such as `Figure 1: `; may be empty."""

    credit: str = ""
    label: str = ""


def makes_caption(document: Document, image: Tag) -> bool:
    """Return whether *image* will be in a new figure with a caption."""
    return (
        bool(image.get("title"))
        and _figure_around(image) is None
        and (_block_to_replace(document, outer_of(image)) is not None)
    )


def set_in_figure(
    document: Document, image: Tag, placement: Placement, width: int, words: CaptionParts
) -> None:
    """Apply *placement* to the figure that *image* becomes or is in, or else to itself.

    Args:
        document: of *image*.
        image: the element.
        placement: where it goes.
        width: of its file in px; 0 if unknown.
        words: below it.
    """
    outer = outer_of(image)
    around = _figure_around(image)
    if around is not None and document.is_whole(around):
        alone = len(around.find_all("img")) == 1
        add_classes(around, "figure", *(placement.classes if alone else ()))
        if not alone:
            add_classes(image, *placement.classes)
        _limit(outer, placement, width)
        _add_credit(document, around, words.credit)
        document.changed(around)
        return
    block = _block_to_replace(document, outer)
    if block is None:
        add_classes(image, *placement.classes)
        _limit(image, placement, width)
        document.changed(image)
        return
    figure = document.new_tag("figure")
    if block is outer.parent:
        # The paragraph's attributes (from attr_list, say) belong to the figure.
        figure.attrs = dict(block.attrs)
    aligned = _take_align(figure)
    add_classes(figure, "figure", *(placement.classes or aligned or _take_classes(image)))
    caption = str(image.attrs.pop("title", ""))
    document.replace(block, figure)
    figure.append(outer.extract())
    floated = not _FLOATED.isdisjoint(str(figure["class"]).split())
    _limit(figure if floated else outer, placement, width)
    if floated:
        move_share(image, figure)
    if caption or words.credit:
        figure.append(_caption(document, caption, words))


def caption_of(document: Document, text: str) -> Tag:
    """Return the caption of a picture in a gallery, or of a gallery."""
    return _caption(document, text, CaptionParts())


def stands_alone(image: Tag) -> bool:
    """Return whether *image* is a separate block, and not part of a line or of an aside."""
    if image.find_parent(_ASIDES) is not None:
        return False
    if _figure_around(image) is not None:
        return True
    outer = image
    while outer.parent is not None and outer.parent.name in _AROUND:
        outer = outer.parent
        if any(text.strip() for text in islice(outer.strings, _NEAR)):
            return False
    return _line_ends(outer.previous_siblings, -1) and _line_ends(outer.next_siblings, 0)


def _line_ends(siblings: Iterable[PageElement], near: int) -> bool:
    """Return whether the line ends on this side; *near* is the index of the text's near end."""
    for node in islice(siblings, _NEAR):
        if isinstance(node, Comment):
            continue
        if isinstance(node, NavigableString):
            text = node.strip(" \t")
            if not text:
                continue
            # There may be a caption below, in the same paragraph.
            return text[near] == "\n"
        if isinstance(node, Tag) and not (node.name == "img" or _is_only_picture(node)):
            return node.name == "br" or node.name not in _PHRASING
    return True


def _limit(tag: Tag, placement: Placement, width: int) -> None:
    if placement.limit is not None and placement.limit.percent:
        limit_share(tag, placement.limit, width)


def _take_align(figure: Tag) -> tuple[str, ...]:
    """Remove a paragraph's `align`, which no figure has; return the class for it.

    Left and right were about the line: nothing floated.
    """
    word = str(figure.attrs.pop("align", "")).strip().lower()
    if word in {"left", "right"}:
        add_style(figure, f"text-align: {word}")
    return (CLASSES["center"],) if word in {"center", "middle"} else ()


def _take_classes(image: Tag) -> tuple[str, ...]:
    """Remove and return placement classes, such as docutils': they belong on the figure."""
    words = str(image.get("class", "")).split()
    taken = tuple(word for word in words if word in _CLASSES)
    if taken:
        image["class"] = " ".join(word for word in words if word not in taken)
        if not image["class"]:
            del image["class"]
    return taken


def _caption(document: Document, text: str, words: CaptionParts) -> Tag:
    figcaption = document.new_tag("figcaption")
    if words.label and text:
        number = document.new_tag("span", class_="figure-number")
        number.string = words.label
        figcaption.append(number)
    for node in list(caption_nodes(text, document.new_tag)):
        figcaption.append(node)
    if words.credit:
        if text:
            figcaption.append(" ")
        figcaption.append(_credit(document, words.credit))
    return figcaption


def _credit(document: Document, text: str) -> Tag:
    credit = document.new_tag("span", class_="credit")
    for node in list(caption_nodes(text, document.new_tag)):
        credit.append(node)
    return credit


def _add_credit(document: Document, figure: Tag, text: str) -> None:
    """Append a credit to the caption of an author's own figure."""
    if not text:
        return
    caption = figure.find("figcaption") or figure.find("p", class_="caption")
    if caption is None:
        caption = document.new_tag("figcaption" if figure.name == "figure" else "p")
        figure.append(caption)
    elif caption.contents:
        caption.append(" ")
    caption.append(_credit(document, text))


def outer_of(image: Tag) -> Tag:
    """Return the link that holds nothing but *image*, or *image*."""
    parent = image.parent
    return parent if parent is not None and parent.name == "a" and _only(image, parent) else image


def _figure_around(image: Tag) -> Tag | None:
    """Return the figure, an author's or docutils', around *image*."""
    return next(
        (
            parent
            for parent in image.parents
            if parent.name == "figure"
            or (parent.name == "div" and "figure" in str(parent.get("class", "")).split())
        ),
        None,
    )


def _block_to_replace(document: Document, outer: Tag) -> Tag | None:
    """Return the element that a figure would replace; None for an inline image."""
    parent = outer.parent
    assert parent is not None
    if parent.name == "p":
        return parent if _only(outer, parent) and document.is_whole(parent) else None
    # docutils puts an image between the blocks of a section, without a paragraph.
    classes = str(parent.get("class", "")).split()
    if parent.name not in {"[document]", "section"} and "section" not in classes:
        return None
    alone = _ends(outer.previous_siblings) and _ends(outer.next_siblings)
    return outer if alone and document.is_whole(outer) else None


def _ends(siblings: Iterable[PageElement]) -> bool:
    """Return whether only images separate this side from a block or the end."""
    for node in siblings:
        if is_blank(node) or (isinstance(node, Tag) and _is_only_picture(node)):
            continue
        return isinstance(node, Tag) and node.name not in _PHRASING
    return True


def _is_only_picture(tag: Tag) -> bool:
    if tag.name != "a":
        return tag.name == "img"
    inner = [node for node in tag.children if not is_blank(node)]
    return len(inner) == 1 and isinstance(inner[0], Tag) and inner[0].name == "img"


def _only(child: Tag, parent: Tag) -> bool:
    return all(node is child or is_blank(node) for node in parent.children)


def is_blank(node: PageElement) -> bool:
    """Return whether a node is white space or a comment."""
    return isinstance(node, NavigableString) and (isinstance(node, Comment) or not node.strip())
