"""From a body to a tree, as browsers would read it."""

from __future__ import annotations

import re
import sys
from typing import Any

from lxml.html import HTMLParser, fragment_fromstring

from ..._core.text import not_xml

# libxml2 takes what follows them for their content.
_VOID = ("source", "track", "wbr")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,9})|([0-9]{1,9}));?")


def parse(html: str) -> Any:
    """Return a `div` with what is in *html*."""
    if "&#" in html:
        html = _REFERENCE.sub(_allowed, html)
    root = fragment_fromstring(html, create_parent="div", parser=HTMLParser(huge_tree=True))
    for element in list(root.iter(*_VOID)):
        # What stands behind such an element was taken for its content.
        place = element.getparent()
        position = place.index(element) + 1
        for offset, child in enumerate(list(element)):
            place.insert(position + offset, child)
        if element.text:
            element.tail = element.text + (element.tail or "")
            element.text = None
    if "{" in html:
        for element in list(root.iter()):
            _name_attributes(element)
    return root


def _allowed(match: re.Match[str]) -> str:
    """Return a reference to a character, empty where XML allows none such."""
    number = int(match[1], 16) if match[1] else int(match[2])
    surrogate = 0xD800 <= number <= 0xDFFF  # noqa: PLR2004 (Unicode's)
    if number > sys.maxunicode or surrogate or not_xml(chr(number)):
        return ""
    return match.group()


def _name_attributes(element: Any) -> None:
    """Leave out attributes such as `{x}y`, which lxml takes for names in a namespace."""
    named = {key: value for key, value in element.attrib.items() if not key.startswith("{")}
    if len(named) == len(element.attrib):
        return
    # It cannot find them again to delete them, so the element is made anew.
    try:
        anew = element.makeelement(element.tag, named)
    except ValueError:
        # It has no name either.
        element.drop_tag()
        return
    anew.text, anew.tail = element.text, element.tail
    anew.extend(list(element))
    element.getparent().replace(element, anew)
