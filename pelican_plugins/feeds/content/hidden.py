"""Tell what a page hides: readers ignore styles and classes, so feeds must leave it out."""

from __future__ import annotations

import re
from typing import Any

from ..._core.hidden_elements import Hiding, hides_text, how_hidden, style_of

_OWN_SIZE = re.compile(r"[\d.]+(?:px|pt|pc|cm|mm|in|q|rem|vw|vh)|(?:xx?-)?(?:small|large)|medium")


def is_hidden(element: Any) -> bool:
    """Return whether a page does not show an element, nor anything in it."""
    if element.tag == "noscript" and _is_request_for_scripts(element):
        return True
    hiding = how_hidden(element.tag, element.attrib)
    if hiding is Hiding.READ_OUT:
        # It may be the name of a link that shows an icon: nobody would see the link without it.
        link = next(element.iterancestors("a"), None)
        return link is None or is_self_link(link) or has_visible(link, without=element)
    if hiding is Hiding.INVISIBLE:
        styles = (style_of(inner.get("style", "")) for inner in element.iter())
        return all(style.get("visibility") != "visible" for style in styles)
    return hiding is Hiding.WHOLE


def silence(element: Any) -> bool:
    """Remove the text of an element whose style makes it too small or too far away to see.

    Images in it stay, and so does text that sets its own size.

    Returns:
        Whether there was such a style.
    """
    if not hides_text(style_of(element.get("style", ""))):
        return False
    _remove_text(element)
    return True


def _remove_text(element: Any) -> None:
    silent = [element]
    while silent:
        current = silent.pop()
        current.text = None
        for child in current:
            child.tail = None
            if not _OWN_SIZE.match(style_of(child.get("style", "")).get("font-size", "")):
                silent.append(child)


def is_self_link(link: Any) -> bool:
    """Return whether a link leads to a place in its own page."""
    return (link.get("href") or "").startswith("#")


def has_visible(element: Any, without: Any = None) -> bool:
    """Return whether an element shows text or an image, *without* one of its descendants."""
    rest = [element]
    while rest:
        current = rest.pop()
        if current.tag == "img" or (current.text or "").strip():
            return True
        for child in current:
            if (child.tail or "").strip():
                return True
            known = isinstance(child.tag, str) and child.tag != "svg" and child is not without
            if known and not is_hidden(child):
                rest.append(child)
    return False


def _is_request_for_scripts(noscript: Any) -> bool:
    """Return whether a `noscript` only says that scripts are needed."""
    if noscript.find(".//img") is not None or noscript.find(".//iframe") is not None:
        return False
    text = "".join(noscript.itertext())
    return "javascript" in text.lower() or noscript.find(".//a") is None
