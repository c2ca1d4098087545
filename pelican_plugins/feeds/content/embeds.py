"""Replace embedded content by links, resolve lazily loaded images, and detect tracking pixels."""

from __future__ import annotations

import re
from typing import Any

from lxml.html.builder import A, P

from ..._core.urls import is_web, reader_host
from .html_rules import LAZY_SOURCES, LAZY_SRCSETS
from .urls import absolute


def replace_embed(element: Any, base: str, *, keep: bool) -> None:
    """Add a plain link after *element*, or replace it by the link.

    Args:
        element: an `iframe`, `object`, `embed`, `audio` or `video`.
        base: the article's absolute URL.
        keep: keep the element before the link.
    """
    if element.tag == "object" and _shows_something(element):
        # Its content is the fallback for readers that cannot show it.
        element.drop_tag()
        return
    linked = element.tag in {"audio", "video"} and element.find(".//a[@href]") is not None
    link = None if linked else _link(element, base)
    # An iframe without a valid URL is dropped.
    keep = keep and (element.tag != "iframe" or link is not None)
    if link is None:
        if not keep:
            drop(element)
        return
    parent = element.getparent()
    # A paragraph within a paragraph would end the outer one.
    new = link if parent.tag in {"p", "span", "a", "em", "strong"} else P(link)
    tail, element.tail = element.tail, None
    parent.insert(parent.index(element) + 1, new)
    new.tail = tail
    if not keep:
        parent.remove(element)
    elif element.tag == "iframe":
        src = absolute(element.get("src") or "", base)
        title = element.get("title")
        element.attrib.clear()
        element.set("src", src)
        if title:
            element.set("title", title)


def replace_checkbox(box: Any) -> None:
    """Replace a task list's checkbox by a character; drop other inputs."""
    text = ""
    if (box.get("type") or "").lower() == "checkbox":
        text = "☑" if "checked" in box.attrib else "☐"
    drop(box, text)


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


def drop(element: Any, text: str = "") -> None:
    """Replace *element* and its content by *text*; its tail stays."""
    element.tail = text + (element.tail or "")
    parent = element.getparent()
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + element.tail
    else:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


_SIZE = re.compile(r"(?:^|;)\s*(?:width|height)\s*:\s*([01])(?:px)?\s*(?:;|$)")
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)")


def resolve_lazy_source(image: Any) -> None:
    """Set the `src` that a script would have set on the page."""
    real = next((image.get(name) for name in LAZY_SOURCES if image.get(name)), None)
    if real:
        image.set("src", real)
    srcset = next((image.get(name) for name in LAZY_SRCSETS if image.get(name)), None)
    if srcset:
        image.set("srcset", srcset)
    src = image.get("src") or ""
    if src.startswith("data:") and (image.get("srcset") or _is_placeholder(src)):
        first = (image.get("srcset") or "").split()
        if first and not first[0].startswith("data:"):
            image.set("src", first[0].rstrip(","))
        else:
            del image.attrib["src"]


def is_tracking_pixel(image: Any) -> bool:
    """Return whether *image* is invisible."""
    sizes = {image.get("width", ""), image.get("height", "")}
    style = image.get("style") or ""
    return bool(sizes & {"0", "1", "0px", "1px"} or _SIZE.search(style) or _HIDDEN.search(style))


def _is_placeholder(src: str) -> bool:
    # A single-pixel GIF or an empty SVG; a real image is larger.
    return len(src) < 200  # noqa: PLR2004
