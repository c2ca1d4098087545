"""What other sites show within a page, and readers do not: a link leads there."""

from __future__ import annotations

from typing import Any

from lxml.html.builder import A, P

from ..._core.urls import is_web, reader_host
from .addresses import absolute


def replace_embedded(element: Any, base: str, *, keep: bool) -> None:
    """Put a plain link beside *element*, or in its place.

    Args:
        element: an `iframe`, `object`, `embed`, `audio` or `video`.
        base: the article's absolute address.
        keep: the element stays, and the link follows it.
    """
    if element.tag == "object" and _shows_something(element):
        # What it holds is for whoever cannot show it: readers cannot.
        element.drop_tag()
        return
    linked = element.tag in {"audio", "video"} and element.find(".//a[@href]") is not None
    link = None if linked else _link(element, base)
    # What no link can lead to must not be shown either.
    keep = keep and (element.tag != "iframe" or link is not None)
    parent, tail = element.getparent(), element.tail
    element.tail = None
    position = parent.index(element) + 1
    if link is not None:
        # A paragraph within a paragraph would end the outer one.
        new = link if parent.tag in {"p", "span", "a", "em", "strong"} else P(link)
        parent.insert(position, new)
        new.tail = tail
    elif keep:
        element.tail = tail
    else:
        _append_text(element, tail)
    if not keep:
        parent.remove(element)
    elif element.tag == "iframe":
        src = absolute(element.get("src") or "", base)
        title = element.get("title")
        element.attrib.clear()
        element.set("src", src)
        if title:
            element.set("title", title)


def show_check_box(box: Any) -> None:
    """Put a character in the place of a task list's box, and nothing in that of other inputs."""
    text = ""
    if (box.get("type") or "").lower() == "checkbox":
        text = "☑" if "checked" in box.attrib else "☐"
    _append_text(box, text + (box.tail or ""))
    box.tail = None
    box.getparent().remove(box)


def _shows_something(element: Any) -> bool:
    return bool("".join(element.itertext()).strip()) or element.find(".//img") is not None


def _link(element: Any, base: str) -> Any | None:
    src = element.get("src") or element.get("data") or element.get("data-src")
    if not src:
        source = element.find(".//source")
        src = source.get("src") if source is not None else None
    if not src or src.startswith("data:"):
        return None
    url = absolute(src, base)
    if not is_web(url):
        return None
    if element.tag in {"audio", "video"}:
        text = url.rpartition("/")[2] or url
    else:
        text = element.get("title") or reader_host(url)
    return A(text, href=url)


def _append_text(element: Any, text: str | None) -> None:
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (text or "")
    else:
        parent = element.getparent()
        parent.text = (parent.text or "") + (text or "")
