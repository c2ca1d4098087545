"""Clean the images that are embedded in a body, in `data:` URLs (RFC 2397)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from .metadata.clean import clean_image
from .metadata.formats import HEAD, UncleanableError, kind_of
from .rules import PICTURE_UNREADABLE

if TYPE_CHECKING:
    from .._core.html_document import Document

_BEGINNING = re.compile(r"data:image/", re.IGNORECASE)
_URL = re.compile(
    r"(data:image/[a-z0-9.+-]{1,60}(?:;[a-z0-9=._-]{1,60}){0,3};base64,)([A-Za-z0-9+/=_%\s-]*)",
    re.IGNORECASE,
)
# Written byte for byte, as in RFC 2397 without `;base64`. Text formats such as SVG do not matter.
_PERCENT_URL = re.compile(
    r"(data:image/(?!svg)[a-z0-9.+-]{1,60}(?:;(?!base64)[a-z0-9=._-]{1,60}){0,3}),"
    r"((?:[a-z0-9_.!~*$+;:@/?=&'()-]|%[0-9a-f]{2})+)",
    re.IGNORECASE,
)
_EMPTY = "data:,"


def first_embedded(html: str) -> int | None:
    """Return the index of the first image within *html* itself, None without one."""
    found = _BEGINNING.search(html)
    return found.start() if found else None


def clean_embedded(document: Document, *, keep_copyright: bool) -> None:
    """Clean every embedded image of *document*, whatever attribute it is in.

    One that is damaged beyond reading becomes an empty URL, and a problem.
    """
    clean = partial(_cleaned, keep_copyright=keep_copyright)
    for tag in document.soup.find_all(name=True):
        changed = False
        for name, value in list(tag.attrs.items()):
            if isinstance(value, str) and _BEGINNING.search(value):
                new = _replaced(document, value, clean)
                changed |= new != value
                tag[name] = new
        if changed:
            document.changed_start(tag)


def _replaced(document: Document, value: str, clean: Callable[[str], str]) -> str:
    def one(match: re.Match[str]) -> str:
        is_packed = match.re is _URL
        digits = match[2] if is_packed else base64.b64encode(unquote_to_bytes(match[2])).decode()
        try:
            new = clean(digits)
        except UncleanableError as error:
            text = f"an image in a data: URL was removed, since it cannot be read ({error})"
            mend = "embed it again from its file"
            document.problems.append(PICTURE_UNREADABLE(text, mend, match[0][:HEAD]))
            return _EMPTY
        start = match[1] if is_packed else f"{match[1]};base64,"
        return start + new if new else match[0]

    return _PERCENT_URL.sub(one, _URL.sub(one, value))


def _cleaned(digits: str, *, keep_copyright: bool) -> str:
    """Return the digits of a clean image; empty if there is nothing to change."""
    packed = b"".join(unquote_to_bytes(digits).split()).translate(bytes.maketrans(b"-_", b"+/"))
    packed = packed.rstrip(b"=")
    try:
        data = base64.b64decode(packed + b"=" * (-len(packed) % 4))
    except binascii.Error:
        return ""
    if kind_of(data[:HEAD]) is None:
        return ""
    cleaned = clean_image(data, keep_copyright=keep_copyright)
    return "" if cleaned.how == "unchanged" else base64.b64encode(cleaned.data).decode()
