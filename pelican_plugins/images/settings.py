"""`POUCH_IMAGES`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ImagesSettings:
    """What is published of a picture.

    Attributes:
        keep_metadata: patterns of pictures that are published as they are.
        keep_copyright: keep Exif's Artist and Copyright in all others.
    """

    keep_metadata: tuple[str, ...] = ()
    keep_copyright: bool = False
