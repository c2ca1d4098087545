"""Which source pictures say where they were taken."""

from __future__ import annotations

from pathlib import Path

from .clean import has_position
from .kinds import HEAD, is_picture


def says_position(path: Path) -> bool:
    """Tell whether the picture at *path* holds a position, in Exif's GPS directory or in XMP.

    What is no picture, by content and name, holds none for us; a damaged one is searched
    wherever a position may be.

    Args:
        path: of a file of any kind.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
        return is_picture(head, path.name) and has_position(head + file.read())
