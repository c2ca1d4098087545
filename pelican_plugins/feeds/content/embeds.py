"""Replace embedded content by links, resolve lazily loaded images, and detect tracking pixels."""

from __future__ import annotations

import posixpath
import re
from typing import Any
from urllib.parse import unquote

from lxml.html import HtmlMixin
from lxml.html.builder import A, P

from ..._core.embeds import embed_of
from ..._core.urls import is_web, reader_host, split
from .embed_urls import custom_element_url, embed_title, placeholder_url, script_url
from .html_rules import LAZY_SOURCES, LAZY_SRCSETS
from .urls import absolute

_INLINE = frozenset(["p", "span", "a", "em", "strong"])


def replace_embed(element: Any, base: str, *, keep: bool) -> None:
    """Add a plain link after *element*, or replace it by the link.

    Args:
        element: an `iframe`, `object`, `embed`, `audio` or `video`.
        base: the article's absolute URL.
        keep: keep the element before the link.
    """
    if element.tag == "object" and _shows_something(element):
        # Its content is the fallback for readers that cannot show it.
        unwrap(element)
        return
    linked = element.tag in {"audio", "video"} and element.find(".//a[@href]") is not None
    link = None if linked else _link(element, base)
    # An iframe without a valid URL is dropped.
    keep = keep and (element.tag != "iframe" or link is not None)
    if link is None:
        if not keep:
            drop(element)
        return
    _put_after(element, link)
    if not keep:
        drop(element)
    elif element.tag == "iframe":
        src = absolute(element.get("src") or "", base)
        title = element.get("title")
        element.attrib.clear()
        element.set("src", src)
        if title:
            element.set("title", title)


def _put_after(element: Any, link: Any) -> None:
    parent = element.getparent()
    # A paragraph within a paragraph would end the outer one.
    new = link if parent.tag in _INLINE or element.tail else P(link)
    tail, element.tail = element.tail, None
    parent.insert(parent.index(element) + 1, new)
    new.tail = tail


def replace_custom_element(element: Any, base: str) -> None:
    """Replace a custom element by its content, and a link to what it would show.

    AMP has its own elements for images, films and sound (amp.dev, components).
    """
    media = element.tag.removeprefix("amp-")
    if media != element.tag and media in {"img", "anim"} and element.get("src"):
        element.tag = "img"
        return
    if element.find(".//a[@href]") is None:
        _add_link(element, custom_element_url(element, base))
    unwrap(element)


def replace_script(script: Any, base: str) -> None:
    """Replace a script by a link to what it would write."""
    _add_link(script, script_url(script, base))
    drop(script)


def replace_card(card: Any) -> None:
    """Reduce the card of an embed to its link."""
    link = card.find("a") if "embed" in (card.get("class") or "").split() else None
    if link is None:
        return
    for other in card.findall("*")[1:]:
        drop(other)
    card.tag = "span" if card.tag == "span" else "p"


def link_placeholder(element: Any) -> None:
    """Add a link to an element that a script would fill."""
    url = placeholder_url(element)
    if url and element.find(".//a[@href]") is None:
        element.append(P(A(embed_title(element) or reader_host(url), href=url)))


def _add_link(element: Any, url: str) -> None:
    if is_web(url):
        _put_after(element, A(embed_title(element) or _name_of(url), href=url))


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
    if element.get("srcdoc") and (not src or src.startswith("about:")):
        # A separate document, which has no URL but that of the article.
        src = base
    if not src or src.startswith("data:"):
        return None
    url = absolute(src, base)
    if not is_web(url):
        return None
    if element.tag in {"audio", "video"}:
        return A(_file_name(url) or url, href=url)
    if element.tag == "iframe" and (shown := embed_of(url)):
        # The page that a player shows: not every player can be opened on its own.
        url = shown.page
    return A(embed_title(element) or _name_of(url, element.tag), href=url)


def _name_of(url: str, tag: str = "") -> str:
    """Return what a link to an embed says: the name of a file, else the host."""
    file = "" if tag == "iframe" else _file_name(url)
    return file if posixpath.splitext(file)[1] else reader_host(url)


def _file_name(url: str) -> str:
    parts = split(url)
    return unquote(parts.path.rpartition("/")[2]) if parts else ""


def unwrap(element: Any) -> None:
    """Replace *element* by its content."""
    # A method that any element has what it needs for.
    HtmlMixin.drop_tag(element)


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
