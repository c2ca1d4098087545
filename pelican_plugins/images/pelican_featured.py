"""The featured image as templates see it: `article.lead_image`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from .._core.pelican_compat import context_of
from .picture_element import enough, picture_html
from .variant_plan import MIME

# RFC 3986, section 2: none of these may be in a path.
_UNSAFE = re.compile(r'[\x00-\x20"<>%?#\\^`{|}]')
_UNSAFE_IN_ADDRESS = re.compile(r'[\x00-\x20"<>?#\\^`{|}]')

# Pixels of screens for each px of CSS that are worth having.
_DENSITY = 2


def needs_care(path: str) -> bool:
    """Return whether a file's name cannot be in a URL."""
    return _UNSAFE.search(path) is not None


def safe_address(path: str, *, encoded: bool = False) -> str:
    """Return *path* with what ends an attribute, a URL or a candidate encoded.

    Args:
        path: of a file, from the site's root.
        encoded: whether a `%` in it begins a sign that is encoded already.
    """
    unsafe = _UNSAFE_IN_ADDRESS if encoded else _UNSAFE
    return unsafe.sub(lambda match: quote(match[0]), path)


@dataclass(frozen=True, slots=True)
class LeadFile:
    """One file of a lead image.

    Attributes:
        url: its absolute URL.
        address: its URL relative to the site's root, without a leading slash.
        width: its width in px.
        height: its height in px.
        mime: its media type.
        length: its size in bytes.
    """

    url: str
    address: str
    width: int
    height: int
    mime: str
    length: int


class VariantIndex(Protocol):
    """Where the files are that a build makes."""

    folder: str

    def worth(self, name: str) -> int:
        """Return the bytes of a file; 0 if it is not to be offered."""


LengthOf = Callable[[Path, str], int | None]
"""Tells the bytes of a picture's published copy, from its file and its name in the site."""


class LeadImage:
    """The image that represents an article or a page in lists, feeds and social networks.

    Attributes:
        path: its path in the content folder; empty for a remote image.
        alt: its alternative text; may be empty.
    """

    def __init__(
        self, content: Any, found: Mapping[str, Any], made: VariantIndex, measure: LengthOf
    ) -> None:
        self._content = content
        self._found = found
        self._made = made
        self._measure = measure
        self._written: dict[tuple[str, int, str, bool], str] = {}
        self.path: str = found["path"]
        self.alt: str = found["alt"]

    @cached_property
    def mime(self) -> str:
        """Its media type; empty if unknown."""
        return self._copy.mime if self._copy else str(self._found["mime"])

    @cached_property
    def width(self) -> int | None:
        """Its width in px; None if unknown."""
        return self._copy.width if self._copy else self._found["width"]

    @cached_property
    def height(self) -> int | None:
        """Its height in px; None if unknown."""
        return self._copy.height if self._copy else self._found["height"]

    @cached_property
    def url(self) -> str:
        """Its absolute URL."""
        address = self.address
        return self._absolute(address) if address else str(self._found["src"])

    @cached_property
    def address(self) -> str:
        """Its URL relative to the site's root, without a leading slash; empty if remote."""
        if self._copy is not None:
            return self._copy.address
        # Read only now: a file whose URL is known can no longer be moved by {attach}.
        return safe_address(str(self._file.url), encoded=True) if self._file else ""

    @cached_property
    def length(self) -> int | None:
        """The size of its published copy in bytes; None if unknown."""
        if self._copy is not None:
            return self._copy.length
        return self._measure(Path(self._file.source_path), self.path) if self._file else None

    @cached_property
    def variants(self) -> tuple[LeadFile, ...]:
        """Its smaller files, by format and from narrow to wide."""
        made = (self._made_of(fields) for fields in self._found.get("variants", ()))
        return tuple(file for file in made if file is not None)

    @cached_property
    def card(self) -> LeadFile | None:
        """The image for links in social networks, if the setting `social_card` is on."""
        fields = self._found.get("card")
        return self._made_of(fields) if fields else None

    def digest_state(self) -> Any:
        """Return plain data on which depends all that templates see of it.

        The URL of the file is not asked for, since it could no longer be moved by {attach}; what
        was moved already has attributes that show it.
        """
        more = [self._found.get(name) or {} for name in ("card", "copy")]
        fields = [*self._found.get("variants", ()), *more]
        names = [str(each["name"]) for each in fields if each]
        offered = {name: self._made.worth(name) for name in names}
        file = self._file
        moved = file and [vars(file).get(f"override_{key}") for key in ("url", "save_as")]
        site = [str(self._content.settings["SITEURL"]), self._made.folder]
        return [json.dumps(dict(self._found)), offered, moved, self.length, site]

    def html(self, root: str, width: int, sizes: str, *, lazy: bool = True) -> str:
        """Return its HTML for a list of articles, with `srcset` from its variants.

        Args:
            root: the URL of the site's root as seen from the page: `SITEURL`.
            width: the largest width at which it is shown, in px; wider files than a
                high-density screen needs are left out.
            sizes: the `sizes` attribute (WHATWG HTML, 4.8.4.2.2).
            lazy: whether it loads only when the reader scrolls near it.
        """
        key = (root, width, sizes, lazy)
        if key not in self._written:
            # A list of all articles and each of their tags show the same.
            self._written[key] = self._html(*key)
        return self._written[key]

    def _html(self, root: str, width: int, sizes: str, lazy: bool) -> str:
        files = [(file.mime, f"{root}/{file.address}", file.width) for file in self.variants]
        src = f"{root}/{self.address}" if self.address else self.url
        size = (self.width, self.height) if self.width and self.height else None
        offered = enough(files, _DENSITY * width)
        return picture_html(src, self.alt, size, offered, sizes, lazy=lazy)

    @cached_property
    def _copy(self) -> LeadFile | None:
        """The file to show instead, where browsers cannot show it."""
        fields = self._found.get("copy")
        return self._made_of(fields) if fields else None

    def _made_of(self, fields: Mapping[str, Any]) -> LeadFile | None:
        length = self._made.worth(fields["name"])
        if not length:
            return None
        address = f"{self._made.folder}/{fields['name']}"
        width, height, mime = fields["width"], fields["height"], MIME[fields["format"]]
        return LeadFile(self._absolute(address), address, width, height, mime, length)

    def _absolute(self, address: str) -> str:
        return f"{self._content.settings['SITEURL']}/{address}"

    @property
    def _file(self) -> Any:
        return context_of(self._content)["static_content"].get(self.path) if self.path else None


class GalleryPicture(LeadImage):
    """A picture of a gallery, with all that a lead image has.

    Attributes:
        caption: as plain text; may be empty.
    """

    def __init__(
        self, content: Any, found: Mapping[str, Any], made: VariantIndex, measure: LengthOf
    ) -> None:
        super().__init__(content, found, made, measure)
        self.caption: str = found["caption"]
