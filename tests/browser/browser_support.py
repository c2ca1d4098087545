"""What the tests in a browser share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

TOOLS = Path(__file__).parent / "node_modules"


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


def tool(path: str) -> Path:
    """Return a file of an npm package, or skip the test where it is not installed."""
    found = TOOLS / path
    if not found.exists():
        pytest.skip(f"{path.partition('/')[0]} is not installed; run: make browser-tools")
    return found
