"""Clean the body of an article in one parse.

The tree is lxml's: ten times as fast as BeautifulSoup, which matters when every build parses
every article, and its output is always well nested.
"""

from __future__ import annotations

import re
import sys
from typing import Any
from urllib.parse import unquote

from lxml import etree

from ..._core.text import not_xml, xml_safe
from .embed_urls import is_custom
from .embeds import (
    drop,
    is_tracking_pixel,
    link_placeholder,
    replace_card,
    replace_checkbox,
    replace_custom_element,
    replace_embed,
    replace_script,
    resolve_lazy_source,
    unwrap,
)
from .fast_path import links_if_clean
from .hidden import has_visible, is_hidden, is_self_link, silence
from .html_rules import (
    ATTRIBUTES,
    ELEMENTS,
    MATHML,
    MATHML_ATTRIBUTES,
    PERMALINK_CLASSES,
    PERMALINK_TEXTS,
    REMOVED_WITH_CONTENT,
    URL_ATTRIBUTES,
    CleanBody,
    images_of,
    links_of,
)
from .urls import absolute_srcset, url_in_feed

# Elements of which only attributes are removed.
_PLAIN = ELEMENTS - {"a", "audio", "img", "span", "video"}
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
# As the plugin images marks them.
_GALLERY = "figure-gallery"
_ALIGNED = re.compile(r"(?:^|;)\s*text-align\s*:\s*(left|right|center)\s*(?:;|$)", re.IGNORECASE)
# libxml2 silently drops everything nested deeper than 2,048 elements.
_DEEPEST = 1000
_TAGS = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_ALONE = frozenset(["area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr"])
# Unknown to libxml2, which knows HTML 4 only.
_VOID_ENDS = re.compile(r"</(?:source|track|wbr)>")
_AUTO = re.compile(r"^\s*auto\s*(?:,\s*|$)", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?:^|\s)(lang(?:uage)?-[\w+#-]+)")


def clean(html: str, base: str, *, keep_iframes: bool = False) -> CleanBody:
    """Return *html* cleaned for feeds.

    Args:
        html: the body of an article, with Pelican's own links resolved.
        base: the article's absolute URL.
        keep_iframes: keep iframes and add a link; otherwise the link replaces the iframe.

    Raises:
        lxml.etree.LxmlError: it cannot be parsed as HTML.
        ValueError: it is nested so deeply that the parser would lose content.
    """
    if not html.strip():
        return CleanBody("")
    html = xml_safe(html)
    links = links_if_clean(html)
    if links is not None:
        return CleanBody(html.strip(), (), links)
    if _is_too_deep(html):
        raise ValueError("it is nested too deeply")
    root = parse(html)
    _show_originals(root, html)
    _clean_elements(root, base, keep_iframes=keep_iframes)
    written = etree.tostring(root, encoding="unicode", method="html")
    html = _VOID_ENDS.sub("", written.removeprefix("<div>").removesuffix("</div>")).strip()
    return CleanBody(html, tuple(images_of(root)), tuple(links_of(root)))


def _clean_elements(root: Any, base: str, *, keep_iframes: bool) -> None:
    targets = _targets(root)
    everything = list(root.iter())
    position = 1
    while position < len(everything):
        element = everything[position]
        position += 1
        if element.tag in _PLAIN and not element.keys():
            # Most.
            continue
        if not isinstance(element.tag, str):
            # A comment or a processing instruction.
            drop(element)
            continue
        if is_hidden(element):
            _drop_with_frame(element)
        else:
            _clean_element(element, base, targets, keep_iframes=keep_iframes)
        if element.getparent() is None:
            # What is still in it went with it.
            position += sum(1 for _ in element.iter()) - 1


def _is_too_deep(html: str) -> bool:
    # Unclosed elements count, too: the parser may nest what follows in them.
    if html.count("<") < _DEEPEST:
        return False
    depth = deepest = 0
    for tag in _TAGS.finditer(html):
        depth = max(depth - 1, 0) if tag[1] else depth + (tag[2].lower() not in _ALONE)
        deepest = max(deepest, depth)
    return deepest >= _DEEPEST


def _show_originals(root: Any, html: str) -> None:
    """Drop the smaller files of galleries, whose pictures feed readers show in full width."""
    if _GALLERY not in html:
        return
    for picture in root.xpath(f'.//*[contains(@class, "{_GALLERY}")]//picture'):
        for source in picture.findall("source"):
            drop(source)
        for image in picture.findall("img"):
            image.attrib.pop("srcset", None)
            image.attrib.pop("sizes", None)


def _targets(root: Any) -> frozenset[str]:
    """Return the ids that links within the body point to, such as those of footnotes."""
    links = (element.get("href") or "" for element in root.iter("a"))
    fragments = {link.rpartition("#")[2] for link in links if "#" in link}
    # An id is what a fragment says, or else what it says once decoded (WHATWG HTML, 7.4.6.4).
    return frozenset(fragments | set(map(unquote, fragments)))


def _clean_element(element: Any, base: str, targets: frozenset[str], *, keep_iframes: bool) -> None:
    if element.get("data-player"):
        replace_card(element)
    name = element.tag
    if element.get("style"):
        silence(element)
    if is_custom(name):
        replace_custom_element(element, base)
        if element.getparent() is None:
            return
        name = element.tag
    if name in ELEMENTS:
        _clean_known(element, name, base, targets)
    elif name in MATHML:
        for attribute in set(element.attrib) - MATHML_ATTRIBUTES:
            del element.attrib[attribute]
    else:
        _clean_unknown(element, name, base, keep_iframes=keep_iframes)


def _clean_unknown(element: Any, name: str, base: str, *, keep_iframes: bool) -> None:
    if name in {"iframe", "object", "embed"}:
        replace_embed(element, base, keep=keep_iframes and name == "iframe")
    elif name == "input":
        replace_checkbox(element)
    elif name == "noscript":
        _unwrap_noscript(element)
    elif name == "svg":
        drop(element, "".join(element.xpath("string(./title)")).strip())
    elif name == "script":
        replace_script(element, base)
    elif name in REMOVED_WITH_CONTENT:
        drop(element)
    else:
        unwrap(element)


def _clean_known(element: Any, name: str, base: str, targets: frozenset[str]) -> None:
    if name == "img":
        resolve_lazy_source(element)
    if _is_noise(element, name):
        _drop_with_frame(element)
        return
    if element.get("class"):
        link_placeholder(element)
    _clean_attributes(element, name, base, targets)
    if name == "img" and not element.get("src"):
        # Its URL was removed; its alternative text remains.
        alt = element.get("alt") or ""
        if alt:
            drop(element, alt)
        else:
            _drop_with_frame(element)
        return
    bare = not element.attrib if name == "span" else not {"href", "id"} & set(element.attrib)
    if name in {"a", "span"} and bare:
        unwrap(element)
    elif name in {"audio", "video"}:
        replace_embed(element, base, keep=True)


def _is_noise(element: Any, name: str) -> bool:
    if name == "img":
        return is_tracking_pixel(element)
    return name == "a" and is_self_link(element) and _is_permalink(element)


def _is_permalink(link: Any) -> bool:
    """Return whether a link to its own page only lets readers copy the URL of a heading."""
    if not has_visible(link):
        # An icon, or words for screen readers.
        return True
    heading = next(link.iterancestors(*_HEADINGS), None)
    if heading is None:
        return False
    text = "".join(link.itertext()).strip()
    if link.find(".//img") is None and text in PERMALINK_TEXTS:
        return True
    classes = set((link.get("class") or "").lower().split())
    # The text of a heading may be in such a link.
    return has_visible(heading, without=link) and (
        bool(classes & PERMALINK_CLASSES) or _leads_to(link, heading)
    )


def _leads_to(link: Any, heading: Any) -> bool:
    target = unquote(link.get("href")[1:])
    return any(unquote(each.get("id") or "") == target for each in heading.iter() if target)


def _clean_attributes(element: Any, name: str, base: str, targets: frozenset[str]) -> None:
    for attribute, value in list(element.attrib.items()):
        kept = _attribute_in_feed(attribute, value, name, base, targets)
        if kept is None:
            del element.attrib[attribute]
        elif kept != value:
            element.set(attribute, kept)


def _attribute_in_feed(  # noqa: PLR0911 (one line per kind of attribute)
    attribute: str, value: str, name: str, base: str, targets: frozenset[str]
) -> str | None:
    """Return the value of an attribute in a feed, or None to remove it."""
    if attribute in URL_ATTRIBUTES:
        return url_in_feed(value, base, shown=name == "img" and attribute == "src")
    if attribute == "srcset":
        return absolute_srcset(value, base) or None
    if attribute == "sizes":
        # `auto` is valid only for lazily loaded images, and `loading` is removed.
        return _AUTO.sub("", value) or None
    if attribute in ATTRIBUTES:
        return value
    if attribute == "id":
        return value if value in targets else None
    if attribute == "rel":
        # Marks the links of footnotes.
        return value if value in {"footnote", "license", "tag"} else None
    if attribute == "class":
        language = _LANGUAGE.search(value) if name in {"code", "pre"} else None
        return language[1] if language else None
    if attribute == "style" and name in {"td", "th", "p", "div"}:
        aligned = _ALIGNED.search(value)
        return f"text-align: {aligned[1].lower()}" if aligned else None
    return None


def _unwrap_noscript(element: Any) -> None:
    # The image for browsers without scripts is a copy of the lazy one before it.
    before = element.getprevious()
    if (
        before is not None
        and before.tag in {"figure", "img", "picture"}
        and element.find(".//img") is not None
    ):
        drop(element)
    else:
        unwrap(element)


def _drop_with_frame(element: Any) -> None:
    """Remove *element*, and its parents that only contained it."""
    frame = element.getparent()
    drop(element)
    if frame.tag in {"figure", "picture", "p", "a"} and frame.getparent() is not None:
        left = [child for child in frame if child.tag != "source"]
        if not left and not (frame.text or "").strip():
            _drop_with_frame(frame)


# Void elements that libxml2 does not know: it nests what follows in them.
_VOID = ("source", "track", "wbr")
_TAGS_OF_A_PAGE = re.compile(r"</?(?:html|body|frameset)\b[^<>]*>", re.IGNORECASE)
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,9})|([0-9]{1,9}));?")


def parse(html: str) -> Any:
    """Return *html* parsed into a `div`, as a browser would read it."""
    if "&#" in html:
        html = _REFERENCE.sub(_without_forbidden, html)
    # Browsers take no notice of these tags either, but libxml2 ends the body at them.
    html = _TAGS_OF_A_PAGE.sub("", html)
    # Not lxml.html, whose classes of elements take a third more time.
    page = etree.fromstring(f"<html><body>{html}", etree.HTMLParser(huge_tree=True))
    root = page.find("body")
    page.remove(root)
    root.tag, root.tail = "div", None
    for element in list(root.iter(*_VOID)):
        # Move what was nested in it after it.
        place = element.getparent()
        position = place.index(element) + 1
        for offset, child in enumerate(list(element)):
            place.insert(position + offset, child)
        if element.text:
            element.tail = element.text + (element.tail or "")
            element.text = None
    if "{" in html:
        for element in list(root.iter()):
            _drop_invalid_names(element)
    return root


def _without_forbidden(match: re.Match[str]) -> str:
    """Return a character reference, empty if XML forbids the character."""
    number = int(match[1], 16) if match[1] else int(match[2])
    surrogate = 0xD800 <= number <= 0xDFFF  # noqa: PLR2004 (Unicode's)
    if number > sys.maxunicode or surrogate or not_xml(chr(number)):
        return ""
    return match.group()


def _drop_invalid_names(element: Any) -> None:
    """Remove attributes such as `{x}y`, which lxml reads as names in a namespace."""
    named = {key: value for key, value in element.attrib.items() if not key.startswith("{")}
    if len(named) == len(element.attrib):
        return
    # lxml cannot delete them, so the element is replaced.
    try:
        anew = element.makeelement(element.tag, named)
    except ValueError:
        # Its own name is invalid, too.
        unwrap(element)
        return
    anew.text, anew.tail = element.text, element.tail
    anew.extend(list(element))
    element.getparent().replace(element, anew)
