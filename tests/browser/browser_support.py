"""What the tests in a browser share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Served:
    """A site that can be opened.

    Attributes:
        url: of its root, without a slash at the end.
        output: the folder with its files.
        pages: those worth a look, as paths below its root.
    """

    url: str
    output: Path
    pages: tuple[str, ...]
