"""Attributes of a start tag as browsers read them.

Python's `html.parser` decodes character references in them by the rules for text, and so
turns the address `?a=1&copy=2` into `?a=1©=2`.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

# WHATWG HTML, section 13.2.5.32 and following: the attributes of a tag.
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s/>=][^\s/>=]*)"""
    r"""(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s>]+)))?"""
)
_TAG_NAME = re.compile(r"<[^\s/>]+")
_NUMBER = re.compile(r"&#(?:[0-9]+|[xX][0-9a-fA-F]+);?")
_REFERENCE = re.compile(rf"{_NUMBER.pattern}|&[0-9A-Za-z]+;?")


def read_attributes(
    start_tag: str, attributes: list[tuple[str, str | None]]
) -> list[tuple[str, str | None]]:
    """Return *attributes* with their values decoded by the rules for attributes.

    Args:
        start_tag: the tag as it stands in the source.
        attributes: as `html.parser` read them; returned as they are where the tag is so
            odd that it reads otherwise here.
    """
    if "&" not in start_tag:
        return attributes
    name = _TAG_NAME.match(start_tag)
    found = [
        (match["name"].lower(), next((value for value in match.groups()[1:] if value), None))
        for match in _ATTRIBUTE.finditer(start_tag, name.end() if name else 0)
    ]
    if [name for name, _ in found] != [name for name, _ in attributes]:
        return attributes
    return [
        (name, attribute_value(raw) if raw else value)
        for (name, raw), (_, value) in zip(found, attributes, strict=True)
    ]


def attribute_value(raw: str) -> str:
    """Decode the character references of an attribute's value.

    WHATWG HTML, section 13.2.5.73: a name without its semicolon is no reference in an
    attribute where a letter, a digit or `=` follows.
    """
    return _REFERENCE.sub(_decode, raw)


def _decode(match: re.Match[str]) -> str:
    text = match.group()
    if _NUMBER.fullmatch(text) or (text[1:] in html5 and text.endswith(";")):
        return unescape(text)
    name = text[1:]
    longest = next((end for end in range(len(name), 0, -1) if name[:end] in html5), 0)
    following = (name[longest:] + match.string[match.end() : match.end() + 1])[:1]
    if not longest or following == "=" or following.isalnum():
        return text
    return html5[name[:longest]] + name[longest:]
