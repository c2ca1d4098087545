"""Read one list item: a title, an address, and what else the author wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from .._core.text import one_line
from .._core.urls import is_web

_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_TRAILING = ".,;:!?'’”»。，、；：！？」』】》"
_PAIRS = {")": "(", "]": "[", "}": "{", "）": "（"}
_JOINTS = " :：–—|-,.;。、)]」』"
_AROUND = ")>] \u00a0\t\n"
_BETWEEN = " \t\r\n\u00a0:：–—|-,("
# What TYPOGRIFY_DASHES makes of two and of three hyphens.
_DASHES = {
    "default": (("—", "--"),),
    "oldschool": (("—", "---"), ("–", "--")),
    "oldschool_inverted": (("–", "---"), ("—", "--")),
}
_BLOCKS = {"ul", "ol", "dl", "table", "pre", "blockquote", "figure"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What an item says. Offsets count characters of the item's own text.

    Attributes:
        title: plain text on one line.
        url: the address.
        note: what stands behind the address or, for a linked title, around it.
        link: the author's own link, or None where the address is bare text.
        title_end: where the title's text ends, for a bare address.
        note_start: where the text behind a bare address begins.
    """

    title: str
    url: str
    note: str
    link: Tag | None = None
    title_end: int = 0
    note_start: int = 0


def own_part(item: Tag) -> Tag:
    """Return the element that holds an item's own line: its first paragraph, or the item."""
    first = next((node for node in item.children if str(node).strip()), None)
    return first if isinstance(first, Tag) and first.name == "p" else item


def read_item(part: Tag, dashes: str | None = None) -> Reading | None:
    """Read the own part of a list item; None where it holds no web address.

    Args:
        part: as `own_part` returns it.
        dashes: the site's `TYPOGRIFY_DASHES` where smart punctuation was put into the
            text, so that it can be taken out of addresses again; else None.
    """
    link = next((tag for tag in part.find_all("a") if _is_own(tag, part)), None)
    if link is None:
        match = _URL.search(own_text(part))
        if match is None:
            return None
        written = _trimmed(match.group())
        url = _plain_punctuation(written, dashes) if dashes else written
        return _read_address(part, url, match.start(), match.start() + len(written))
    url = str(link.get("href", "")).strip()
    before, behind = _around(part, link)
    if _says_its_address(link, url):
        start = len(before)
        return _read_address(part, url, start, start + len(link.get_text()))
    if not is_web(url):
        return None
    note = one_line(f"{before.rstrip(_BETWEEN)} {_note(behind)}")
    return Reading(one_line(link.get_text()) or _title_of(url), url, note, link)


def _read_address(part: Tag, url: str, start: int, end: int) -> Reading | None:
    """Read an item whose address stands in its text, from *start* to *end*."""
    if not is_web(url):
        return None
    text = own_text(part)
    title_end = len(text[:start].rstrip(_BETWEEN))
    note_start = end
    while note_start < len(text) and text[note_start] in _AROUND:
        note_start += 1
    title = one_line(text[:title_end]) or _title_of(url)
    return Reading(title, url, _note(text[note_start:]), None, title_end, note_start)


def own_text(part: Tag) -> str:
    """Return the text of *part* without that of lists and other blocks within it."""
    return "".join(own_strings(part))


def own_strings(part: Tag) -> Iterator[str]:
    """Yield the pieces of text that `own_text` is made of."""
    for node in part.children:
        if is_text(node):
            yield str(node)
        elif isinstance(node, Tag) and not is_block(node):
            yield from own_strings(node)


def is_text(node: PageElement) -> bool:
    """Tell whether *node* is text; to BeautifulSoup a comment is a kind of string too."""
    return type(node) is NavigableString


def is_block(node: PageElement) -> bool:
    """Tell whether *node* is a list or another block, which is not part of an item's line."""
    return isinstance(node, Tag) and node.name in _BLOCKS


def _is_own(link: Tag, part: Tag) -> bool:
    return not any(parent.name in _BLOCKS for parent in _parents_below(link, part))


def _parents_below(tag: Tag, top: Tag) -> Iterator[Tag]:
    for parent in tag.parents:
        if parent is top:
            return
        yield parent


def _says_its_address(link: Tag, url: str) -> bool:
    """Tell whether the words of a link are but its address, with or without its scheme."""
    text = one_line(link.get_text())
    return bool(text) and _title_of(text).casefold() == _title_of(url).casefold()


def _around(part: Tag, link: Tag) -> tuple[str, str]:
    """Return the own text of *part* before and behind *link*."""
    before: list[str] = []
    behind: list[str] = []
    _share_out(part, link, before, behind)
    return "".join(before), "".join(behind)


def _share_out(part: Tag, link: Tag, before: list[str], behind: list[str]) -> bool:
    """Add each text of *part* to the list for its side of *link*; tell if it was met."""
    met = False
    for node in part.children:
        side = behind if met else before
        if node is link:
            met = True
        elif is_text(node):
            side.append(str(node))
        elif isinstance(node, Tag) and not is_block(node):
            met = _share_out(node, link, side, behind) or met
    return met


def _note(text: str) -> str:
    """Return what *text* says beside a link; what only joins or ends is no note."""
    note = one_line(text).lstrip(_JOINTS)
    return note if any(character.isalnum() for character in note) else ""


def _title_of(url: str) -> str:
    """Return an address as a reader would say it: without scheme, `www.` and last slash."""
    return re.sub(r"\Ahttps?://(www\.)?", "", url, flags=re.IGNORECASE).rstrip("/")


def _trimmed(url: str) -> str:
    """Cut off the punctuation of the sentence that an address stands in."""
    surplus = {close: url.count(close) - url.count(open_) for close, open_ in _PAIRS.items()}
    end = len(url)
    while end:
        last = url[end - 1]
        if surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return url[:end]


def _plain_punctuation(url: str, dashes: str) -> str:
    """Undo what smart punctuation does to an address, where its marks never stand raw."""
    for smart, plain in (*_DASHES[dashes], ("…", "..."), ("’", "'"), ("‘", "'")):
        url = url.replace(smart, plain)
    return url
